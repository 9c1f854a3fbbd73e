/** k6 takes TLS material and a proxy from its environment. */
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBackend } from '../../src/backend/start-backend.ts';
import type { RunningBackend } from '../../src/backend/start-backend.ts';
import type { K6 } from '../../src/performance/find-k6.ts';
import { runAirlock } from '../commands/run-airlock.ts';
import { startFaultProxy } from '../target/fault-proxy.ts';
import { serverTls, tlsFiles } from '../target/tls-files.ts';
import { installLimitMs, k6ForTests } from './k6-for-tests.ts';

let k6: K6;
let backend: RunningBackend;
beforeAll(async () => {
  k6 = await k6ForTests();
  backend = await startBackend();
}, installLimitMs);
afterAll(() => backend.close());

const smoke = (url: string, words: readonly string[]) =>
  runAirlock([
    'load',
    'smoke',
    '--duration',
    '2s',
    '--k6',
    k6.path,
    '--target',
    url,
    '--workspace',
    backend.workspaceId,
    ...words,
  ]);

test('a target with a private authority and client certificates is loaded', async () => {
  const secure = await startFaultProxy(backend.url, () => undefined, { tls: serverTls({ mutual: true }) });

  const client = ['--cert', tlsFiles.cert, '--key', tlsFiles.key];
  const [proper, careless] = [
    await smoke(secure.url, ['--ca', tlsFiles.ca, ...client]),
    await smoke(secure.url, ['--insecure', ...client]),
  ];
  await secure.close();

  expect(proper).toMatchObject({ exitCode: 0 });
  expect(careless).toMatchObject({ exitCode: 0 });
});

test('a proxy carries the load of a target that is not on this machine', async () => {
  const secure = await startFaultProxy(backend.url, () => undefined, { tls: serverTls() });
  let tunnels = 0;
  // The name is known to the proxy alone.
  const proxy = createServer().on('connect', (_request, socket) => {
    tunnels += 1;
    const onward = connect(Number(new URL(secure.url).port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const address = proxy.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  const ran = await smoke('https://airbyte.test/api', ['--insecure', '--proxy', `http://127.0.0.1:${port}`]);
  proxy.close();
  proxy.closeAllConnections();
  await secure.close();

  expect(ran).toMatchObject({ exitCode: 0 });
  // Ours to find the workspace, and those of k6.
  expect(tunnels).toBeGreaterThan(1);
});
