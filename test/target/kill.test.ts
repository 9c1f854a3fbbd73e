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
    // Every create is carried out at once and answered late, so that many a run dies between the two.
    const proxy = await startFaultProxy(backend.url, ({ path, number }) =>
      path.endsWith('/connections/create') ? { kind: 'delay', ms: (number * 37) % 200 } : undefined,
    );
    const before = JSON.stringify([...backend.store.connections]);
    const seeded = backend.store.connections.size;
    let killedWhileWriting = 0;
    const exitCodes = new Set<number | null>();
    try {
      for (let kill = 0; kill < kills; kill += 1) {
        await killedRun(proxy.url, backend.workspaceId, home, 700 + ((kill * 137) % 1100));
        if (readdirSync(home).length > 0) killedWhileWriting += 1;
        // As a user does it, now and then: a process costs more than all the rest.
        if (kill % 5 === 0) {
          const { exitCode } = await runAirlock(['cleanup', '--target', proxy.url], { env: { AIRLOCK_HOME: home } });
          exitCodes.add(exitCode);
        }
        for (const journal of openJournals(home))
          await cleanJournal(journal, { homeDir: home }, { signal: new AbortController().signal });

        const left = [...backend.store.connections.values()].filter(
          ({ name, status }) => name.startsWith('airlock-') && status !== 'deprecated',
        );
        expect(left).toEqual([]);
      }
      expect([...exitCodes]).toEqual([0]);
      expect(openJournals(home)).toEqual([]);
      expect(JSON.stringify([...backend.store.connections].slice(0, seeded))).toBe(before);
      expect(killedWhileWriting).toBeGreaterThan(0);
    } finally {
      await proxy.close();
      await backend.close();
      rmSync(home, { recursive: true, force: true });
    }
  },
);

/** Starts a fuzz run in a process of its own and kills it without warning. */
function killedRun(url: string, workspaceId: string, home: string, afterMs: number): Promise<void> {
  return new Promise((resolve) => {
    const root = join(import.meta.dirname, '../..');
    const child = spawn(
      process.execPath,
      [
        join(root, 'src/cli.ts'),
        'fuzz',
        '--target',
        url,
        '--workspace',
        workspaceId,
        '--max-time',
        '20s',
        '--report-dir',
        join(home, 'report'),
        '--quiet',
      ],
      {
        env: { ...process.env, AIRLOCK_HOME: home },
        stdio: 'ignore',
      },
    );
    setTimeout(() => child.kill('SIGKILL'), afterMs);
    child.on('exit', () => {
      rmSync(join(home, 'report'), { recursive: true, force: true });
      resolve();
    });
  });
}
