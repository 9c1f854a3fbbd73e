import { mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { connectionIdsIn } from '../../load/connection-ids-in.ts';
import { verdictOn } from '../../load/validators.ts';
import { readCorpus } from '../../properties/corpus/read-corpus.ts';
import { acceptFindings } from '../../properties/engine/known-findings-file.ts';
import { createHttp } from '../../src/client/http.ts';
import { readConfiguration } from '../../src/commands/options/configuration.ts';
import { mergedOptions } from '../../src/commands/options/merged-options.ts';
import { targetOptionsOf } from '../../src/commands/options/target-options-of.ts';
import { loadDocument } from '../../src/description/load-document.ts';
import { decodeText } from '../../src/files/read-text.ts';
import { readBaseline } from '../../src/performance/baseline-file.ts';
import { sampleFinding } from '../report/sample-report.ts';
import { tlsFiles } from '../target/tls-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'airlock-files-'));
const here = process.cwd();
afterEach(() => {
  process.chdir(here);
  vi.unstubAllEnvs();
});

const conditions = { rate: 1, secondsPerRun: 1, script: 's', k6Major: '1', reference: 'r', work: 0 };

const certificate = readFileSync(tlsFiles.ca, 'utf8');

const encodings = {
  'UTF-8 with a byte order mark': (text: string) => Buffer.from(`\uFEFF${text}`),
  'UTF-16, as PowerShell writes it': (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  'UTF-16 without a mark': (text: string) => Buffer.from(text, 'utf16le'),
  'UTF-16 in network order': (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
} as const;

describe.each(Object.entries(encodings))('a file in %s', (_, encode) => {
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, encode(text));
    return path;
  };

  test('is its text', () => {
    expect(decodeText(encode('{"ü": "→"}'))).toBe('{"ü": "→"}');
  });

  test('is a configuration', () => {
    expect(readConfiguration(file('airlock.config.json', '{"seed": 7}'))).toEqual({ seed: '7' });
  });

  test('is a secret, and a certificate', () => {
    vi.stubEnv('AIRLOCK_TOKEN_FILE', file('token', 's3cret\r\n'));
    const command = new Command('fuzz').option('--token <token>');

    const options = mergedOptions(command.parse([], { from: 'user' }));

    expect(options['token']).toBe('s3cret');
    expect(targetOptionsOf({ ca: file('ca.pem', certificate) }).tls).toEqual({ ca: certificate });
  });

  test('is a list of accepted findings', async () => {
    const known = file('known.json', '{"findings": [{"signature": "a", "reason": "b"}]}');

    await acceptFindings(
      { findings: [sampleFinding({ signature: 'c' })] },
      { file: known, reason: 'r', expires: '2999-01-31' },
    );

    expect(readFileSync(known, 'utf8')).toMatch(/"a"[^]*"c"/);
  });

  test('is a baseline', () => {
    mkdirSync(join(folder, 'baselines'), { recursive: true });
    file(
      'baselines/main.json',
      JSON.stringify({ schemaVersion: 1, name: 'main', runs: [], conditions, machine: { cpu: 'x', cores: 2 } }),
    );
    process.chdir(folder);

    expect(readBaseline('main').runs).toEqual([]);
  });

  test('is a description', async () => {
    const path = file('api.yaml', 'openapi: 3.1.0\ninfo: {}\n');

    await expect(loadDocument(path)).resolves.toMatchObject({ version: '3.1' });
  });

  test('is a corpus', () => {
    expect(readCorpus(file('catalog.json', '{"streams": [{"name": "a"}]}'))).toHaveLength(1);
  });
});

test.each(['utf8', 'utf16le'] as const)(
  'a description at an address is read in %s with a byte order mark',
  async (encoding) => {
    const server = await serverOf(Buffer.from('\uFEFF{"openapi": "3.0.0"}', encoding));

    const loaded = await loadDocument(server.url).finally(() => void server.close());

    expect(loaded.version).toBe('3.0');
  },
);

test('an answer that begins with a byte order mark is the JSON after it', async () => {
  const server = await serverOf(Buffer.from('\uFEFF{"connections": []}'));
  const http = createHttp({ timeoutMs: 5000 });

  const outcome = await http.send({ method: 'GET', origin: server.url, path: '/', headers: {} });
  await http.close();
  await server.close();

  expect(outcome).toMatchObject({ json: { ok: true, value: { connections: [] } }, text: '{"connections": []}' });
  // Within k6 as well.
  expect(verdictOn('list', '\uFEFF{"connections": []}')).toBe('as described');
  expect(connectionIdsIn('\uFEFF{"connections": [{"connectionId": "a"}, 7]}')).toEqual(['a']);
  expect(connectionIdsIn('<html>')).toEqual([]);
});

/** Written by Airlock or by its tools alone. */
const ownFiles =
  /^(src\/commands\/(version|init\/ci-files)|src\/report\/html\/render-html|src\/target\/journal|src\/performance\/(run-k6|conditions|emit-test-run|measure-load|install-k6)|contracts\/run\/(pact-folder|consumer-test))\.ts$/;

test('no other code reads a file that a user may have written', () => {
  const sources = ['src', 'contracts', 'properties'].flatMap((top) =>
    readdirSync(join(here, top), { recursive: true, encoding: 'utf8' })
      .filter((name) => /(?<!\.test)\.ts$/.test(name))
      .map((name) => `${top}/${name}`),
  );

  const reading = sources.filter((name) => /\breadFile(Sync)?\(/.test(readFileSync(join(here, name), 'utf8')));

  expect(reading.filter((name) => !ownFiles.test(name))).toEqual(['src/files/read-text.ts']);
});

async function serverOf(body: Buffer): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((_request, response) => response.end(body));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // a TCP server that listens has an address
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
}
