/** Verdicts of the duet and of a recorded baseline beside those of a fixed ratio on the same data, for 0, 5, 10 and 20 % more work. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { RecordedRun } from '../src/performance/baseline-file.ts';
import { compareDuet } from '../src/performance/compare-duet.ts';
import type { Comparison } from '../src/performance/comparison.ts';
import { findK6 } from '../src/performance/find-k6.ts';
import { quantileOf } from '../src/performance/statistics/quantile.ts';
import { measureSlice } from '../src/performance/measure-slice.ts';
import { compareRuns, leastRuns, recordRuns } from '../src/performance/recorded-baseline.ts';

const repetitions = numberFrom('AIRLOCK_REPETITIONS', 10);
/** For each operation of a duet; a recorded run takes a quarter of it. Longer finds more. */
const secondsPerOperation = numberFrom('AIRLOCK_SECONDS', 24);
const rate = 100;
const rule = { minEffect: 0.05, tolerance: 0.1, alpha: 0.05 };
const verdicts = ['regression', 'invalid', 'inconclusive', 'pass', 'improvement'] as const;
const conditions = { rate, secondsPerRun: secondsPerOperation / 4, script: '', k6Major: '', reference: '' };

type Counts = Record<string, number>;

export async function run(): Promise<void> {
  const k6 = await findK6();
  const quiet = { k6, rate, emit: () => undefined, signal: new AbortController().signal };
  console.log(
    `${repetitions} repetitions; duet at most ${secondsPerOperation} s, recorded ${conditions.secondsPerRun} s per operation`,
  );
  const before = await record('work-plus-0', leastRuns, quiet);
  for (const extra of [0, 5, 10, 20]) {
    const duet: Counts = {};
    const recorded: Counts = {};
    let ratioAlarms = 0;
    for (let repetition = 0; repetition < repetitions; repetition += 1) {
      const [base, target] = [await startServer('work-plus-0'), await startServer(`work-plus-${extra}`)];
      try {
        const slices: { base: readonly number[]; candidate: readonly number[] }[] = [];
        const { comparisons } = await compareDuet({
          ...quiet,
          target: target.target,
          base: base.target,
          maxSeconds: secondsPerOperation,
          rule,
        });
        count(duet, comparisons);
        // What most home-made gates do: one run, then the other, and the ratio of their p95.
        for (const server of [base, target]) {
          const slice = await measureSlice(
            'get',
            6,
            { ...quiet, target: server.target, base: server.target },
            repetition,
          );
          slices.push({ base: slice.base.latencyMs, candidate: slice.candidate.latencyMs });
        }
        const [first, second] = slices.map((slice) => p95([...slice.base, ...slice.candidate]));
        if ((second ?? 0) > 1.1 * (first ?? 0)) ratioAlarms += 1;
      } finally {
        base.stop();
        target.stop();
      }
      const [now] = await record(`work-plus-${extra}`, 1, quiet);
      const baseline = {
        schemaVersion: 1 as const,
        name: 'bench',
        conditions,
        machine: { cpu: '', cores: 0 },
        runs: before,
      };
      count(recorded, now === undefined ? [] : compareRuns(baseline, now, conditions, rule));
    }
    const cells = (counts: Counts): string => verdicts.map((name) => `${name} ${counts[name] ?? 0}`).join(', ');
    console.log(`+${extra} %`.padEnd(7), `duet: ${cells(duet)}`);
    console.log(' '.repeat(7), `recorded: ${cells(recorded)}`);
    console.log(' '.repeat(7), `p95 of one run over 1.10 × that of another: ${ratioAlarms} alarms`);
  }
}

/** A comparison is as bad as its worst statement. */
function count(counts: Counts, comparisons: readonly Comparison[]): void {
  const worst =
    verdicts.find((verdict) => comparisons.some((comparison) => comparison.verdict === verdict)) ?? 'invalid';
  counts[worst] = (counts[worst] ?? 0) + 1;
}

async function record(
  fault: string,
  runs: number,
  options: Pick<Parameters<typeof recordRuns>[0], 'k6' | 'rate' | 'emit' | 'signal'>,
): Promise<readonly RecordedRun[]> {
  const server = await startServer(fault);
  try {
    const { secondsPerRun } = conditions;
    return (await recordRuns({ ...options, target: server.target, secondsPerRun }, runs)).runs;
  } finally {
    server.stop();
  }
}

function p95(values: readonly number[]): number {
  return quantileOf(values, 0.95);
}

function numberFrom(variable: string, usual: number): number {
  return Number(process.env[variable] ?? usual);
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
