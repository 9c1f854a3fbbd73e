/** A target behind TLS with a private authority, on the real command line. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBackend } from '../../src/backend/start-backend.ts';
import type { RunningBackend } from '../../src/backend/start-backend.ts';
import { runAirlock } from '../commands/run-airlock.ts';
import { startFaultProxy } from './fault-proxy.ts';
import type { FaultProxy } from './fault-proxy.ts';
import { serverTls, tlsFiles } from './tls-files.ts';

let backend: RunningBackend;
let secure: FaultProxy;
let mutual: FaultProxy;
beforeAll(async () => {
  backend = await startBackend();
  secure = await startFaultProxy(backend.url, () => undefined, { tls: serverTls() });
  mutual = await startFaultProxy(backend.url, () => undefined, { tls: serverTls({ mutual: true }) });
});
afterAll(async () => {
  await secure.close();
  await mutual.close();
  await backend.close();
});

const fuzz = (url: string, words: readonly string[]) =>
  runAirlock([
    'fuzz',
    '--max-time',
    '60s',
    // A number of cases, not a time: a busy machine fits next to nothing into two seconds.
    '--max-examples',
    '10',
    '--phases',
    'valid',
    '--target',
    url,
    '--workspace',
    backend.workspaceId,
    ...words,
  ]);
const authority = ['--ca', tlsFiles.ca];
const client = ['--cert', tlsFiles.cert, '--key', tlsFiles.key];

test('a certificate of an unknown authority is exit 3, and says what to pass', async () => {
  const { exitCode, stderr } = await fuzz(secure.url, []);

  expect(exitCode).toBe(3);
  expect(stderr).toContain('TLS failed; see --ca, --cert and --insecure');
});

test('a server that does not speak TLS is exit 3, and the scheme is what to look at', async () => {
  const { exitCode, stderr } = await fuzz(backend.url.replace('http:', 'https:'), []);

  expect(exitCode).toBe(3);
  expect(stderr).toContain('it does not speak TLS there: does the address begin with http://?');
});

test.each([
  ['its authority', authority],
  ['no authority asked for', ['--insecure']],
])('with %s the target is tested', async (_name, words) => {
  const { exitCode, stdout } = await fuzz(secure.url, words);

  expect(exitCode).toBe(0);
  expect(stdout).toContain('0 new findings');
});

test('the pacts are verified through it as well', async () => {
  const { exitCode, stdout } = await runAirlock([
    'check',
    '--skip',
    'fuzz,load',
    '--target',
    secure.url,
    '--workspace',
    backend.workspaceId,
    ...authority,
  ]);

  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/verify {4}\d+ of \d+ interactions hold/);
});

test('a server that asks for a client certificate gets it, and turns away who has none', async () => {
  const [without, withOne] = [await fuzz(mutual.url, authority), await fuzz(mutual.url, [...authority, ...client])];

  expect(without.exitCode).toBe(3);
  expect(withOne.exitCode).toBe(0);
});
