import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSettings } from '../../load/settings.ts';
import { variablesFor } from '../../src/performance/k6-variables.ts';
import type { LoadOptions } from '../../src/performance/load-options.ts';

const folder = mkdtempSync(join(tmpdir(), 'airlock-variables-'));

describe('the variables of k6', () => {
  test('are read by the script as the settings that were asked for', () => {
    const base = { url: 'http://released:8000/api', clientId: 'id', clientSecret: 'secret' };
    const variables = variablesFor({ ...asked, base, rate: 20, durationSeconds: 30, seed: 7 }, folder);

    expect(readSettings(variables)).toMatchObject({
      target: 'http://localhost:8000/api',
      workspaceId: 'w',
      operation: 'list',
      rate: 20,
      durationSeconds: 30,
      seed: 7,
      timeoutSeconds: 3,
      baseTarget: 'http://released:8000/api',
      baseWorkspaceId: 'w',
      baseClient: { id: 'id', secret: 'secret' },
    });
  });

  test('bound the virtual users by the requests in flight', () => {
    const target = { ...asked.target, maxInFlight: 2 };

    expect(variablesFor({ ...asked, target, vus: 10 }, folder)).toMatchObject({ AIRLOCK_VUS: '2' });
    expect(variablesFor({ ...asked, target, vus: 1 }, folder)).toMatchObject({ AIRLOCK_VUS: '1' });
    expect(variablesFor(asked, folder)).not.toHaveProperty('AIRLOCK_VUS');
  });

  test('name a file with the certificate authority', () => {
    const target = { ...asked.target, tls: { ca: 'the authority' } };

    const { SSL_CERT_FILE: file } = variablesFor({ ...asked, target }, folder);

    expect(readFileSync(file ?? '', 'utf8')).toBe('the authority');
  });

  test('refuse a proxy to an address of this machine, which Go does not use', () => {
    const target = { ...asked.target, proxy: 'http://proxy.example.com:3128' };

    expect(() => variablesFor({ ...asked, target }, folder)).toThrow('k6 takes none to "localhost"');
  });
});

const asked: LoadOptions = {
  k6: { path: 'k6', version: '1.0.0' },
  type: 'smoke',
  operation: 'list',
  target: { url: 'http://localhost:8000/api', workspaceId: 'w', requestTimeoutMs: 2500 },
  emit: () => undefined,
  signal: new AbortController().signal,
};
