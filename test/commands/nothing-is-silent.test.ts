import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startServer } from '../../lab/start-server.ts';
import type { LabServer } from '../../lab/start-server.ts';
import { createClient } from '../../src/client/client.ts';
import { startFaultProxy } from '../target/fault-proxy.ts';
import type { FaultProxy } from '../target/fault-proxy.ts';
import { journalFor } from '../../src/target/journal.ts';
import { runInProcess } from './run-in-process.ts';
import { Screen } from './screen.ts';

/** Longer than ora takes for a frame, so that the screen has changed by the time of the answer. */
const delayMs = 100;

let server: LabServer;
let proxy: FaultProxy;
let screen: Screen;

beforeAll(async () => {
  server = await startServer({ faults: ['update-makes-manual'] });
  proxy = await slowProxy();
});
afterAll(async () => {
  await proxy.close();
  await server.close();
});

/** Answers after a while, and looks at the screen meanwhile. */
async function slowProxy(): Promise<FaultProxy> {
  return startFaultProxy(server.url, () => {
    setTimeout(() => screen.look(), delayMs / 2);
    return { kind: 'delay', ms: delayMs };
  });
}

async function watched(words: readonly string[], folder: string): Promise<void> {
  screen = new Screen(60);
  vi.stubEnv('CI', undefined);
  await runInProcess(words, { folder, env: { TERM: 'xterm' }, terminal: screen.stream });
}

describe('with a slow target and a terminal', () => {
  const folder = mkdtempSync(join(tmpdir(), 'airlock-cli-'));
  const pact = join(import.meta.dirname, '../../pacts/airbyte-config-api-client-airbyte-web-backend.json');

  test.each([
    ['doctor', ['doctor'], [/^doctor: /, /^target: looking at/]],
    ['verify', ['verify', '--pact', pact], [/^target: looking at/, /^verify [1-9] of 22/, /^verify 2[012] of 22/]],
    [
      'fuzz',
      'fuzz --max-requests 400 --seed 7 --checks patch-frame --phases valid --workers 2'.split(' '),
      [/^fuzz: reading what is there/, /^valid\b/, /^findings \d+ of \d+: tried again/, /^cleaning up \d+ of \d+/],
    ],
    ['replay', ['replay'], [/^replay 1 of \d+: /, /^cleaning up \d+ of \d+/]],
    ['load scaling', 'load scaling --max-time 2s'.split(' '), [/^load scaling/, /^cleaning up \d+ of \d+/]],
  ] as const)('%s says what it does whenever it waits', { timeout: 120_000 }, async (_name, words, typical) => {
    await watched([...words, '--target', proxy.url, '--workspace', server.workspaceId], folder);

    expect(screen.seen.length).toBeGreaterThan(5);
    for (const line of screen.seen) expect(line).toMatch(/\w{4}/);
    const lines = screen.lines();
    for (const words of typical) expect(lines.filter((line) => words.test(line))).not.toEqual([]);
    expect(lines.filter(({ length }) => length > 60)).toEqual([]);
  });

  test('cleanup says how far it is', { timeout: 120_000 }, async () => {
    const { url, workspaceId, store } = server;
    const run = { runId: 'killed01', url: proxy.url, workspaceId, startedAt: new Date().toISOString() };
    const journal = journalFor(join(folder, '.airlock'), { ...run, there: [...store.connections.keys()] });
    journal.open();
    const client = createClient({ host: url });
    const [existing] = store.connections.values();
    for (let number = 1; number <= 3; number += 1)
      await client.webBackendCreateConnection({
        name: `airlock-${run.runId}-${number}`,
        sourceId: existing?.sourceId ?? '',
        destinationId: existing?.destinationId ?? '',
        status: 'inactive',
      });

    await watched(['cleanup', '--target', proxy.url], folder);

    expect(screen.seen.length).toBeGreaterThan(3);
    for (const line of screen.seen) expect(line).toMatch(/^cleanup/);
    expect(screen.lines()).toContainEqual(expect.stringMatching(/^cleanup of run killed01 \d+ of \d+/));
  });

  test('selftest says which fault it is at', { timeout: 120_000 }, async () => {
    const clock = setInterval(() => screen.look(), delayMs);

    // These wait 400 ms at a time and need many requests: none is caught between two looks, however fast the machine is.
    await watched('selftest --faults each-9th-list-slow,each-7th-get-slow --seed 1 --max-time 3s'.split(' '), folder);
    clearInterval(clock);

    for (const line of screen.seen) expect(line).toMatch(/\w{4}/);
    for (const words of ['faults 1 of 2: each-9th-list-slow', 'faults 2 of 2: each-7th-get-slow'])
      expect(screen.seen).toContainEqual(expect.stringContaining(words));
  });
});
