import { afterAll, beforeAll, expect, test } from 'vitest';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBackend } from '../../src/backend/start-backend.ts';
import type { RunningBackend } from '../../src/backend/start-backend.ts';
import { verify } from '../../src/index.ts';
import type { Report } from '../../src/index.ts';
import { startFaultProxy } from '../target/fault-proxy.ts';
import type { FaultProxy } from '../target/fault-proxy.ts';

let backend: RunningBackend;
let proxy: FaultProxy;
let touches = false;
beforeAll(async () => {
  backend = await startBackend();
  // A server that does more than it is asked to: a look at the geographies renames a connection.
  proxy = await startFaultProxy(backend.url, ({ path }) => {
    const [[id, stored] = []] = backend.store.connections;
    if (touches && path.endsWith('/geographies/list') && id !== undefined && stored !== undefined)
      backend.store.connections.set(id, { ...stored, name: 'renamed' });
    return undefined;
  });
});
afterAll(async () => {
  await proxy.close();
  await backend.close();
});

function verified(): Promise<Report> {
  const file = join(mkdtempSync(join(tmpdir(), 'airlock-digest-')), 'pact.json');
  const interaction = {
    type: 'Synchronous/HTTP',
    description: 'a request for the geographies',
    request: { method: 'POST', path: '/api/v1/web_backend/geographies/list' },
    response: { status: 200 },
  };
  const pact = {
    consumer: { name: 'another-team' },
    provider: { name: 'airbyte-web-backend' },
    interactions: [interaction],
    metadata: { pactSpecification: { version: '4.0' } },
  };
  writeFileSync(file, JSON.stringify(pact));
  return verify({ target: proxy.url, workspace: backend.workspaceId, pact: file });
}

test('verify reports connections that were there before and have changed, as fuzz does', async () => {
  const quiet = await verified();
  touches = true;
  const loud = await verified();

  expect([quiet.exitCode, quiet.findings]).toEqual([0, []]);
  expect(loud.exitCode).toBe(1);
  expect(loud.findings).toMatchObject([
    { check: 'existing-untouched', severity: 'critical', replay: expect.stringMatching(/^airlock verify /) as unknown },
  ]);
});
