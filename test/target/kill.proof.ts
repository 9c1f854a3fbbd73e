import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startBackend } from '../../src/backend/start-backend.ts';
import { cleanJournal } from '../../src/target/clean-journal.ts';
import { openJournals } from '../../src/target/journal.ts';
import { runAirlock } from '../commands/run-airlock.ts';
import { startFaultProxy } from './fault-proxy.ts';

/** 200 of them are the claim; a normal run of the tests makes a few. `AIRLOCK_KILLS=200` makes them all. */
const kills = Number(process.env['AIRLOCK_KILLS'] ?? 6);

test(
  `${kills} runs killed at different moments leave nothing behind after cleanup`,
  { timeout: 60_000 + kills * 4000 },
  async () => {
    const backend = await startBackend();
    const home = mkdtempSync(join(tmpdir(), 'airlock-kill-'));
    let creates = 0;
    let onCreate: () => void = () => undefined;
    // Every create is carried out at once and answered late, so that a run dies between the two.
    const proxy = await startFaultProxy(backend.url, ({ path, number }) => {
      if (!path.endsWith('/connections/create')) return undefined;
      creates += 1;
      onCreate();
      return { kind: 'delay', ms: (number * 37) % 200 };
    });
    const before = JSON.stringify([...backend.store.connections]);
    const seeded = backend.store.connections.size;
    const exitCodes = new Set<number | null>();
    try {
      for (let kill = 0; kill < kills; kill += 1) {
        const last = creates + 1 + ((kill * 13) % 40);
        const run = startRun({ url: proxy.url, workspaceId: backend.workspaceId, home, phase: phases[kill % 3] });
        onCreate = () => void (creates === last && run.kill());
        await run.ended;
        expect(readdirSync(home)).toEqual([expect.stringMatching(/\.journal$/)]);
        // As a user does it, now and then: a process costs more than all the rest.
        if (kill % 5 === 0) {
          const { exitCode } = await runAirlock(['cleanup', '--target', proxy.url], { env: { AIRLOCK_HOME: home } });
          exitCodes.add(exitCode);
        }
        for (const journal of openJournals(home))
          await cleanJournal(journal, { homeDir: home }, { signal: new AbortController().signal });

        // By their place and not by their names, which may be what was broken.
        const made = [...backend.store.connections.values()].slice(seeded);
        expect(made.filter(({ status }) => status !== 'deprecated')).toEqual([]);
      }
      expect([...exitCodes]).toEqual([0]);
      expect(openJournals(home)).toEqual([]);
      expect(JSON.stringify([...backend.store.connections].slice(0, seeded))).toBe(before);
      expect(backend.store.connections.size).toBeGreaterThan(seeded + kills);
    } finally {
      await proxy.close();
      await backend.close();
      rmSync(home, { recursive: true, force: true });
    }
  },
);

const phases = ['valid', 'invalid', 'concurrency'] as const;

interface Killable {
  readonly ended: Promise<void>;
  kill(): void;
}

/** A fuzz run in a process of its own, to be killed without warning. */
function startRun(run: {
  readonly url: string;
  readonly workspaceId: string;
  readonly home: string;
  readonly phase: string | undefined;
}): Killable {
  const reports = `${run.home}-reports`;
  const words = ['fuzz', '--target', run.url, '--workspace', run.workspaceId, '--phases', run.phase ?? 'valid'];
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, '../../src/cli.ts'), ...words, '--max-time', '60s', '--report-dir', reports, '--quiet'],
    { env: { ...process.env, AIRLOCK_HOME: run.home }, stdio: 'ignore' },
  );
  return {
    kill: () => void child.kill('SIGKILL'),
    ended: new Promise((resolve) => {
      child.on('exit', () => {
        rmSync(reports, { recursive: true, force: true });
        resolve();
      });
    }),
  };
}
