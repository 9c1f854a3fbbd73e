/** Verdicts of the duet beside those of a fixed ratio on the same data, for servers that do 0, 5, 10 and 20 % more work. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { compareDuet, measureSlice } from '../src/performance/compare-duet.ts';
import { findK6 } from '../src/performance/find-k6.ts';
import { quantile7 } from '../src/performance/measurements.ts';

/** Ten repetitions of every size take the better part of an hour; `AIRLOCK_REPETITIONS` makes it shorter. */
const repetitions = Number(process.env['AIRLOCK_REPETITIONS'] ?? 10);
const secondsPerOperation = Number(process.env['AIRLOCK_SECONDS'] ?? 30);
const rule = { minEffect: 0.05, tolerance: 0.1, alpha: 0.05 };

export async function run(): Promise<void> {
  const k6 = await findK6();
  const quiet = { emit: () => undefined, signal: new AbortController().signal };
  console.log(`${repetitions} repetitions, at most ${secondsPerOperation} s per operation`);
  console.log(
    'work   duet: regression  pass  inconclusive  invalid   p95 of a run over 1.10 × that of another: alarms',
  );
  for (const extra of [0, 5, 10, 20]) {
    const counts: Record<string, number> = {};
    let fixedRatioAlarms = 0;
    for (let repetition = 0; repetition < repetitions; repetition += 1) {
      const servers = [await startServer('work-plus-0'), await startServer(`work-plus-${extra}`)] as const;
      try {
        const [base, target] = [servers[0].target, servers[1].target];
        const comparisons = await compareDuet({
          k6,
          target,
          base,
          rate: 60,
          maxSeconds: secondsPerOperation,
          rule,
          ...quiet,
        });
        const worst =
          ['regression', 'invalid', 'inconclusive', 'pass', 'improvement'].find((verdict) =>
            comparisons.some((comparison) => comparison.verdict === verdict),
          ) ?? 'inconclusive';
        counts[worst] = (counts[worst] ?? 0) + 1;
        const slice = await measureSlice('get', 10, { k6, target, base, rate: 60, ...quiet }, repetition);
        if (p95(slice.candidate.latencyMs) > 1.1 * p95(slice.base.latencyMs)) fixedRatioAlarms += 1;
      } finally {
        for (const server of servers) server.stop();
      }
    }
    const cell = (name: string, width: number): string => String(counts[name] ?? 0).padStart(width);
    console.log(
      `+${String(extra).padEnd(4)}%${cell('regression', 17)}${cell('pass', 6)}${cell('inconclusive', 14)}${cell('invalid', 9)}${String(fixedRatioAlarms).padStart(50)}`,
    );
  }
}

function p95(values: readonly number[]): number {
  return quantile7(
    values.toSorted((left, right) => left - right),
    0.95,
  );
}

interface Server {
  readonly target: { readonly url: string; readonly workspaceId: string };
  stop(): void;
}

/** In a process of its own: two servers that share an event loop cannot be told apart. */
function startServer(fault: string): Promise<Server> {
  const child = spawn(
    process.execPath,
    [...process.execArgv, join(import.meta.dirname, '../src/cli.ts'), 'serve', '--port', '0', '--fault', fault],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.stdout.once('data', (chunk: Buffer) => {
      const [, url = '', workspaceId = ''] = /ready: (\S+) workspace (\S+)/.exec(chunk.toString()) ?? [];
      resolve({ target: { url, workspaceId }, stop: () => void child.kill() });
    });
  });
}
