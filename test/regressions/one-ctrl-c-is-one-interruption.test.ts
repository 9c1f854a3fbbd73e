import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { onSignals } from '../../src/commands/on-signals.ts';

const folder = mkdtempSync(join(tmpdir(), 'airlock-interrupted-'));
const cli = join(import.meta.dirname, '../../src/cli.ts');
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test('a signal that npm hands on a second time keeps the results of a load test', async () => {
  const told: string[] = [];
  const server = createServer((request, response) => {
    told.push(request.url ?? '');
    response.end();
    if (request.url !== '/started' || child.pid === undefined) return;
    process.kill(-child.pid, 'SIGINT'); // the terminal
    process.kill(child.pid, 'SIGINT'); // npm
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo; // a TCP server that listens has an address
  const k6 = fakeK6(port);

  const child = spawn(process.execPath, [cli, 'load', 'soak', '--operation', 'list', '--k6', k6], {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const exitCode = await new Promise((resolve) => child.on('close', resolve));
  server.close();

  const report = JSON.parse(readFileSync(join(folder, 'airlock-report/latest/report.json'), 'utf8')) as {
    readonly load: { readonly latencies: readonly { readonly requests: number }[] };
  };
  expect(exitCode).toBe(130);
  expect(report.load.latencies.map(({ requests }) => requests)).toEqual([1]);
  expect(said).not.toContain('twice');
  expect(told).toEqual(['/started', '/interrupted']);
});

test('a run that leaves at once takes its load generator with it', async () => {
  const gone = Promise.withResolvers<void>();
  const server = createServer((request, response) => {
    // As long as the load generator lives it holds this connection.
    request.socket.on('close', () => gone.resolve());
    response.writeHead(200);
    response.write(' ');
    setInterval(() => child.kill('SIGINT'), 100).unref();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo; // a TCP server that listens has an address
  const file = join(folder, 'deaf-k6');
  writeFileSync(
    file,
    `#!${process.execPath}
if (process.argv[2] === 'version') console.log('k6 v2.2.0 (fake)');
else {
  process.on('SIGINT', () => undefined);
  fetch('http://127.0.0.1:${port}/').then((response) => response.text());
}
`,
    { mode: 0o755 },
  );

  const child = spawn(process.execPath, [cli, 'load', 'soak', '--operation', 'list', '--k6', file], {
    cwd: folder,
    stdio: 'ignore',
  });
  const exitCode = await new Promise((resolve) => child.on('close', resolve));
  await gone.promise;
  server.close();

  expect(exitCode).toBe(130);
});

test('an interruption is the second one only when time has passed, and what was waiting then is taken', () => {
  vi.useFakeTimers();
  const leave = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never); // it would end the test
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const stop = new AbortController();
  const release = onSignals(stop);
  const interrupt = process.listeners('SIGINT').at(-1) ?? (() => undefined);

  interrupt('SIGINT');
  interrupt('SIGINT');
  expect(stop.signal.aborted).toBe(true);
  expect(leave).not.toHaveBeenCalled();
  vi.runAllTimers();
  interrupt('SIGINT');
  release();

  expect(leave).toHaveBeenCalledWith(130);
});

/** Says that it began, writes one measured request, and ends when it is interrupted, as k6 does. */
function fakeK6(port: number): string {
  const file = join(folder, 'k6');
  const point = {
    metric: 'http_req_failed',
    type: 'Point',
    data: {
      time: '2026-01-01T00:00:00.000Z',
      value: 0,
      tags: { phase: 'measured', operation: 'list', arm: 'candidate', expected_response: 'true', status: '200' },
    },
  };
  writeFileSync(
    file,
    `#!${process.execPath}
const { writeFileSync } = require('node:fs');
const words = process.argv.slice(2);
if (words[0] === 'version') console.log('k6 v2.2.0 (fake)');
else {
  const points = words.find((word) => word.startsWith('json=')).slice('json='.length);
  writeFileSync(points, ${JSON.stringify(`${JSON.stringify(point)}\n`)});
  const waiting = setInterval(() => undefined, 1000);
  process.on('SIGINT', async () => {
    await fetch('http://127.0.0.1:${port}/interrupted');
    writeFileSync(process.env.AIRLOCK_SUMMARY, '{}');
    clearInterval(waiting);
    process.exitCode = 105;
  });
  fetch('http://127.0.0.1:${port}/started');
}
`,
    { mode: 0o755 },
  );
  return file;
}
