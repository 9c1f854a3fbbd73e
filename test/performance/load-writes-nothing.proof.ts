/** k6 is the one sender that does not pass the gate: what it sends is fixed, and only reads. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { startBackend } from '../../src/backend/start-backend.ts';
import type { K6 } from '../../src/performance/find-k6.ts';
import { runInProcess } from '../commands/run-in-process.ts';
import { startCareless, writesToSeeded } from '../target/careless-server.ts';
import { startFaultProxy } from '../target/fault-proxy.ts';
import { installLimitMs, k6ForTests } from './k6-for-tests.ts';

let k6: K6;
const open: (() => Promise<void>)[] = [];
beforeAll(async () => {
  k6 = await k6ForTests();
}, installLimitMs);
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

const starts = {
  'the reference backend': async () => {
    const backend = await startBackend();
    const proxy = await startFaultProxy(backend.url, () => undefined);
    open.push(
      () => backend.close(),
      () => proxy.close(),
    );
    return { ...proxy, workspaceId: backend.workspaceId };
  },
  'a careless server': async () => {
    const server = await startCareless();
    open.push(() => server.close());
    return server;
  },
};

/** What a run asks to find out the release. */
const tellingRelease = ['instance_configuration', 'web_backend/config', 'openapi'];

test.each(Object.entries(starts))('load writes nothing on %s', async (_name, start) => {
  const { url, workspaceId, seen } = await start();

  const words = ['load', 'smoke', '--duration', '1s', '--k6', k6.path, '--read-only', '--quiet'];
  await runInProcess([...words, '--target', url, '--workspace', workspaceId], {
    folder: mkdtempSync(join(tmpdir(), 'airlock-load-')),
  });

  expect(seen.length).toBeGreaterThan(5);
  expect(writesToSeeded(seen)).toEqual([]);
  const asked = new Set(seen.map(({ path }) => path.replace(/^.*\/v1\//, '')));
  expect([...asked].filter((path) => !tellingRelease.includes(path)).toSorted()).toEqual([
    'web_backend/connections/get',
    'web_backend/connections/list',
  ]);
});
