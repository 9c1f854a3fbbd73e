/** Verdicts of the duet and of a recorded baseline beside those of a fixed ratio on the same data, for 0, 5, 10 and 20 % more work. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { RecordedRun } from '../src/performance/baseline-file.ts';
import { compareDuet } from '../src/performance/compare-duet.ts';
import type { Comparison } from '../src/performance/comparison.ts';
import { findK6 } from '../src/performance/find-k6.ts';
import { quantileOf } from '../src/statistics/quantile.ts';
import { measureSlice } from '../src/performance/measure-slice.ts';
import { compareRuns, leastRuns } from '../src/performance/compare-runs.ts';
import { recordRuns } from '../src/performance/record-runs.ts';
import { matchingWork } from '../src/performance/matching-work.ts';
import type { RecordOptions } from '../src/performance/record-runs.ts';

const repetitions = numberFrom('AIRLOCK_REPETITIONS', 10);
/** For each operation, of a duet and of a recorded run. Longer finds more. */
const secondsPerOperation = numberFrom('AIRLOCK_SECONDS', 24);
/** `duet` or `recorded`; both, one after the other, when absent. */
const mode = process.env['AIRLOCK_MODE'];
const rate = 100;
const rule = { minEffect: 0.05, tolerance: 0.1, alpha: 0.05 };
const verdicts = ['regression', 'invalid', 'inconclusive', 'pass', 'improvement'] as const;
const conditions = { rate, secondsPerRun: secondsPerOperation, script: '', k6Major: '', reference: '', work: 0 };

type Counts = Record<string, number>;

export async function run(): Promise<void> {
  const k6 = await findK6();
  const quiet = { k6, rate, emit: () => undefined, signal: new AbortController().signal };
  console.log(`${repetitions} repetitions of at most ${secondsPerOperation} s per operation`);
  const work = mode === 'duet' ? 0 : await beside('work-plus-0', quiet, matchingWork);
  const before = mode === 'duet' ? [] : await record('work-plus-0', leastRuns, { ...quiet, work });
  for (const extra of [0, 5, 10, 20]) {
    const lines = [
      ...(mode === 'recorded' ? [] : await duets(extra, quiet)),
      ...(mode === 'duet' ? [] : await recordings(extra, before, { ...quiet, work })),
    ];
    for (const [index, line] of lines.entries()) console.log((index === 0 ? `+${extra} %` : '').padEnd(7), line);
  }
}

type Quiet = Pick<Parameters<typeof recordRuns>[0], 'k6' | 'rate' | 'emit' | 'signal'>;

async function duets(extra: number, quiet: Quiet): Promise<readonly string[]> {
  const counts: Counts = {};
  let ratioAlarms = 0;
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    const [base, target] = [await startServer('work-plus-0'), await startServer(`work-plus-${extra}`)];
    try {
      const { comparisons } = await compareDuet({
        ...quiet,
        target: target.target,
        base: base.target,
        maxSeconds: secondsPerOperation,
        rule,
      });
      count(counts, comparisons);
      // What most home-made gates do: one run, then the other, and the ratio of their p95.
      const alone: number[] = [];
      for (const server of [base, target]) {
        const both = { ...quiet, target: server.target, base: server.target };
        const slice = await measureSlice('get', 6, both, repetition);
        alone.push(p95([...slice.base.latencyMs, ...slice.candidate.latencyMs]));
      }
      if ((alone[1] ?? 0) > 1.1 * (alone[0] ?? 0)) ratioAlarms += 1;
    } finally {
      base.stop();
      target.stop();
    }
  }
  return [`duet: ${cells(counts)}`, `p95 of one run over 1.10 × that of another: ${ratioAlarms} alarms`];
}

type Recording = Quiet & { readonly work: number };

async function recordings(extra: number, before: readonly RecordedRun[], quiet: Recording): Promise<readonly string[]> {
  const counts: Counts = {};
  const baseline = {
    schemaVersion: 1 as const,
    name: 'bench',
    conditions,
    machine: { cpu: '', cores: 0 },
    runs: before,
  };
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    const [now] = await record(`work-plus-${extra}`, 1, quiet);
    const comparisons = now === undefined ? [] : compareRuns(baseline, now, conditions, rule);
    if (process.env['AIRLOCK_VERBOSE'] !== undefined) console.log(extra, comparisons.map(shown).join(' | '));
    count(counts, comparisons);
  }
  return [`recorded: ${cells(counts)}`];
}

function shown({ operation, quantile, ratio, low, high, verdict }: Comparison): string {
  return `${operation} ${quantile} ×${ratio.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)}) ${verdict}`;
}

function cells(counts: Counts): string {
  return verdicts.map((name) => `${name} ${counts[name] ?? 0}`).join(', ');
}

/** A comparison is as bad as its worst statement. */
function count(counts: Counts, comparisons: readonly Comparison[]): void {
  const worst =
    verdicts.find((verdict) => comparisons.some((comparison) => comparison.verdict === verdict)) ?? 'invalid';
  counts[worst] = (counts[worst] ?? 0) + 1;
}

async function record(fault: string, runs: number, options: Recording): Promise<readonly RecordedRun[]> {
  return beside(fault, options, async (load) => (await recordRuns({ ...options, ...load }, runs)).runs);
}

async function beside<T>(fault: string, options: Quiet, measure: (load: RecordOptions) => Promise<T>): Promise<T> {
  const server = await startServer(fault);
  try {
    return await measure({ ...options, target: server.target, secondsPerRun: conditions.secondsPerRun });
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
