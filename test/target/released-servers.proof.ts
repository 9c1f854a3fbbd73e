/** Runs with every opt-in, and runs that are killed, against both emulated releases: nothing of them is left, and the list is answered. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openJournals } from '../../src/target/journal.ts';
import { runAirlock } from '../commands/run-airlock.ts';
import { emulate, emulatedReleases } from './emulated-release.ts';
import type { EmulatedRelease } from './emulated-release.ts';
import { leftSince, startFuzz } from './left-after-run.ts';

/** `AIRLOCK_RUN_REQUESTS=2000` and `AIRLOCK_KILLS=20` are the claim; a normal run of the proofs makes fewer. */
const requests = Number(process.env['AIRLOCK_RUN_REQUESTS'] ?? 700);
const kills = Number(process.env['AIRLOCK_KILLS'] ?? 4);

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'airlock-released-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const runs = emulatedReleases.flatMap((release) =>
  [1, 2].flatMap((seed) => [1, 4].map((workers) => [release, seed, workers] as const)),
);

test.each(runs)(
  'a run with every opt-in on %s (seed %i, %i workers) leaves nothing live and a list that is answered',
  { timeout: 30_000 + requests * 300 },
  async (release, seed, workers) => {
    const server = await emulate(release);
    const left = leftSince(server);
    const args = ['--seed', String(seed), '--workers', String(workers), '--max-requests', String(requests)];

    await startFuzz(server, { home, args, isAllowedAll: true }).ended;
    const counts = await left();
    await server.close();

    console.log(`${release} seed ${seed} workers ${workers}: ${JSON.stringify(counts)}`);
    expect(counts).toMatchObject({ live: 0, attached: 0, list: 200 });
    expect(counts.made).toBeGreaterThan(20);
    expect(openJournals(home)).toEqual([]);
  },
);

const killed = emulatedReleases.flatMap((release) =>
  ([false, true] as const).map((isAllowedAll) => [release, isAllowedAll] as const),
);

test.each(killed)(
  `${kills} killed runs on %s, every opt-in %s, leave nothing after cleanup`,
  { timeout: 60_000 + kills * 15_000 },
  async (release: EmulatedRelease, isAllowedAll: boolean) => {
    const server = await emulate(release);
    const left = leftSince(server);
    const exitCodes = new Set<number | null>();

    for (let kill = 0; kill < kills; kill += 1) {
      // Most of what damages a server is sent by the phase of invalid bodies.
      const phases = kill % 3 === 2 ? [] : ['--phases', 'invalid'];
      const workers = String(1 + 3 * (kill % 2));
      const args = ['--seed', String(kill + 1), '--workers', workers, '--max-time', '60s', ...phases];
      const run = startFuzz(server, { home, args, isAllowedAll });
      await Promise.race([begun(home).then(async () => delay((kill * 977) % 3000)), run.ended]);
      run.kill();
      await run.ended;
      const words = ['cleanup', '--target', server.url, ...(isAllowedAll ? ['--force'] : [])];
      const { exitCode } = await runAirlock(words, { env: { AIRLOCK_HOME: home } });
      exitCodes.add(exitCode);
    }
    const counts = await left();
    await server.close();

    console.log(`${release} killed ${kills} times, every opt-in ${isAllowedAll}: ${JSON.stringify(counts)}`);
    expect([...exitCodes]).toEqual([0]);
    expect(openJournals(home)).toEqual([]);
    expect(counts.list).toBe(200);
    expect(counts.live).toBe(0);
    expect(counts.made).toBeGreaterThan(kills);
  },
);

/** A run has begun to write when its journal is there: how long that takes is a matter of the machine. */
async function begun(home: string): Promise<void> {
  const isThere = (): boolean => openJournals(home).length > 0;
  for (let waited = 0; waited < 60_000 && !isThere(); waited += 50) await delay(50);
  if (!isThere()) throw new Error('The run has opened no journal within a minute');
}
