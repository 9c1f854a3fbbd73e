/** Records how a target compares with the reference server, and later whether that has changed: the machine's drift cancels. */
import { mean, probit, sampleStandardDeviation } from 'simple-statistics';
import type { Baseline, Conditions, RecordedRun } from './baseline-file.ts';
import { incomparable } from './baseline-file.ts';
import { errorVerdict } from './compare-duet.ts';
import { quantileName } from './comparison.ts';
import type { Comparison } from './comparison.ts';
import type { LoadCost } from './load-budget.ts';
import { gatedOperations, gatedQuantiles, measureSlice, sliceRequests } from './measure-slice.ts';
import type { SliceOptions } from './measure-slice.ts';
import { startReference } from './reference-server.ts';
import type { TargetOptions } from '../target/target-options.ts';
import { quantileOf } from './statistics/quantile.ts';
import { shiftInterval } from './statistics/shift.ts';
import { signedRankInterval } from './statistics/signed-rank.ts';
import type { Interval } from './statistics/signed-rank.ts';
import { studentQuantile } from './statistics/student.ts';
import { describe } from './statistics/verdict.ts';
import type { Judged, Rule } from './statistics/verdict.ts';

/** Fewer runs do not show how much runs differ among themselves: then nothing is gated. */
export const leastRuns = 5;
/** Seconds for each operation that are not recorded: the reference has just started, and in its first seconds answers more slowly. */
const settlingSeconds = 4;
/** The reference may take this share of a core, whatever the rate. */
const greatestShare = 0.2;
const secondsPerUnitOfWork = 20e-6;
/** A run that a hiccup of the machine disturbed is repeated, at most this often. */
const spareRuns = 2;
const family = gatedOperations.length * gatedQuantiles.length;
const keys = gatedOperations.flatMap((operation) =>
  gatedQuantiles.map((p) => ({ operation, quantile: quantileName(p), key: `${operation} ${quantileName(p)}` })),
);

/** Requests of `runs` recorded runs, and of finding out what the reference has to cost where that is not known yet. */
export function recordRequests(
  { rate, secondsPerRun, runs, isMatched }: RecordPlan,
  target: LoadCost['target'],
): number {
  const slice = (seconds: number): number => sliceRequests(rate, seconds, { target, base: { url: '' } });
  const settling = gatedOperations.length * slice(settlingSeconds);
  return (isMatched ? 0 : 2 * settling) + runs * (settling + gatedOperations.length * slice(secondsPerRun));
}

export interface RecordPlan {
  readonly rate: number;
  readonly secondsPerRun: number;
  readonly runs: number;
  /** The work of the reference is known. */
  readonly isMatched: boolean;
}

export type RecordOptions = Omit<SliceOptions, 'base'> & { readonly secondsPerRun: number };

/**
 * What every answer of the reference must cost on top, so that it takes as long as the target's: a yardstick that is much shorter than what it
 * measures shows more of its own noise than it cancels. Bounded by a share of a core.
 */
export async function matchingWork(options: RecordOptions): Promise<number> {
  const most = Math.max(1, Math.floor(greatestShare / secondsPerUnitOfWork / options.rate));
  const bare = await typicalLatencies(options, 0);
  const laden = await typicalLatencies(options, most);
  const units = gatedOperations.map((operation) => {
    const perUnit = ((laden.get(operation)?.base ?? 0) - (bare.get(operation)?.base ?? 0)) / most;
    const lacking = (bare.get(operation)?.candidate ?? 0) - (bare.get(operation)?.base ?? 0);
    return perUnit > 0 ? lacking / perUnit : most;
  });
  return Math.round(Math.min(most, Math.max(0, Math.min(...units))));
}

/** Medians in milliseconds beside a reference of so much work. */
async function typicalLatencies(
  options: RecordOptions,
  work: number,
): Promise<ReadonlyMap<string, { readonly base: number; readonly candidate: number }>> {
  return besideReference(work, async (base) => {
    const found = new Map<string, { readonly base: number; readonly candidate: number }>();
    for (const operation of gatedOperations) {
      const slice = await measureSlice(operation, settlingSeconds, { ...options, base }, 0);
      found.set(operation, {
        base: quantileOf(slice.base.latencyMs, 0.5),
        candidate: quantileOf(slice.candidate.latencyMs, 0.5),
      });
    }
    return found;
  });
}

async function besideReference<T>(work: number, measure: (base: TargetOptions) => Promise<T>): Promise<T> {
  const reference = await startReference(work);
  try {
    return await measure(reference.target);
  } finally {
    reference.close();
  }
}

/** Every run has a reference of its own: no two processes are equally fast, and how much they differ belongs to what is recorded. `doubts` is empty when every run may be believed. */
export async function recordRuns(
  options: RecordOptions & { readonly work: number },
  runs: number,
): Promise<{ readonly runs: readonly RecordedRun[]; readonly doubts: readonly string[] }> {
  const recorded: RecordedRun[] = [];
  const perRun = recordRequests({ ...options, runs: 1, isMatched: true }, options.target);
  for (let attempt = 1; recorded.length < runs && !options.signal.aborted; attempt += 1) {
    if (options.pace !== undefined && options.pace.left() < perRun)
      return { runs: recorded, doubts: ['too little of --max-requests is left for a run that had to be made again'] };
    const { run, doubts } = await besideReference(options.work, async (base) => {
      await recordRun({ ...options, base, secondsPerRun: settlingSeconds }, 0);
      return recordRun({ ...options, base }, attempt);
    });
    const note = `run ${recorded.length + 1} of ${runs}`;
    if (doubts.length === 0) recorded.push(run);
    else if (attempt >= runs + spareRuns) return { runs: recorded, doubts };
    options.emit({
      type: 'progress',
      phase: 'baseline record',
      note: doubts[0] === undefined ? note : `${note} is made again: ${doubts[0]}`,
    });
  }
  return { runs: recorded, doubts: [] };
}

async function recordRun(
  options: SliceOptions & { readonly secondsPerRun: number },
  seed: number,
): Promise<{ readonly run: RecordedRun; readonly doubts: readonly string[] }> {
  const blocks: Record<string, readonly number[]> = {};
  const errors: Record<string, { readonly requests: number; readonly failed: number }> = {};
  const doubts: string[] = [];
  for (const operation of gatedOperations) {
    const slice = await measureSlice(operation, options.secondsPerRun, options, seed);
    doubts.push(...slice.doubts);
    errors[operation] = { requests: slice.candidate.requests, failed: slice.candidate.failed };
    for (const [index, p] of gatedQuantiles.entries())
      blocks[`${operation} ${quantileName(p)}`] = (slice.logRatios[index] ?? []).map(
        (value) => Math.round(value * 1e4) / 1e4,
      );
  }
  return { run: { recordedAt: new Date().toISOString(), blocks, errors }, doubts };
}

/** @throws {TypeError} for a baseline that was recorded under other conditions: refused, not warned about. */
export function refuseOtherConditions(baseline: Baseline, conditions: Conditions): void {
  const difference = incomparable(baseline.conditions, conditions);
  if (difference !== undefined)
    throw new TypeError(
      `Cannot compare with baseline "${baseline.name}": ${difference}; record it again with --reason`,
    );
}

/** Judges a run against the recorded ones. @throws {TypeError} as `refuseOtherConditions`. */
export function compareRuns(
  baseline: Baseline,
  now: RecordedRun,
  conditions: Conditions,
  rule: Rule,
): readonly Comparison[] {
  refuseOtherConditions(baseline, conditions);
  return keys.map(({ operation, quantile, key }): Comparison => {
    const shown = {
      ...judgeRun(baseline.runs, now, key, rule),
      operation,
      quantile,
      seconds: conditions.secondsPerRun,
    };
    if (baseline.runs.length < leastRuns)
      return {
        ...shown,
        verdict: 'inconclusive',
        why: `recorded, not gated: ${baseline.runs.length} runs, ${leastRuns} are needed`,
      };
    const errors = errorVerdict(errorsOf(baseline.runs, operation), errorsOf([now], operation));
    return errors === undefined ? shown : { ...shown, ...errors };
  });
}

/** A/A calibration: the recorded runs that would be called a regression against the others, in words. */
export function disagreeing(runs: readonly RecordedRun[], rule: Rule): readonly string[] {
  return runs.flatMap((run, index) => {
    const others = runs.filter((_, other) => other !== index);
    const slower = keys.find(({ key }) => judgeRun(others, run, key, rule).verdict === 'regression');
    return slower === undefined ? [] : [`run ${index + 1} at ${slower.key}`];
  });
}

/** The smallest slow-down that one more run shows four times out of five, by `list p95` and so on; known before it is made. */
export function detectableBy(runs: readonly RecordedRun[], rule: Rule): Readonly<Record<string, number>> {
  return Object.fromEntries(keys.map(({ key }) => [key, detectable(runs, key, rule)]));
}

function judgeRun(before: readonly RecordedRun[], now: RecordedRun, key: string, rule: Rule): Judged {
  const after = now.blocks[key] ?? [];
  const pooled = before.flatMap(({ blocks }) => blocks[key] ?? []);
  const alpha = rule.alpha / family;
  const interval = widest(shiftInterval(pooled, after, alpha), betweenRuns(before, after, key, alpha));
  return { ...describe(interval, rule), blocks: after.length, minimumDetectable: detectable(before, key, rule) };
}

/** Runs differ among themselves more than their blocks tell: the prediction interval of one more run. */
function betweenRuns(before: readonly RecordedRun[], after: readonly number[], key: string, alpha: number): Interval {
  if (before.length < 2) return { estimate: 0, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  const typical = typicalOf(before, key);
  const estimate = hodgesLehmann(after) - mean(typical);
  const half = studentQuantile(1 - alpha, before.length - 1) * predictionError(typical);
  return { estimate, low: estimate - half, high: estimate + half };
}

function widest(blocks: Interval, runs: Interval): Interval {
  return {
    estimate: blocks.estimate,
    low: Math.min(blocks.low, runs.low),
    high: Math.max(blocks.high, runs.high),
  };
}

function detectable(runs: readonly RecordedRun[], key: string, rule: Rule): number {
  if (runs.length < 2) return Number.POSITIVE_INFINITY;
  const quantiles = studentQuantile(1 - rule.alpha / family, runs.length - 1) + probit(0.8);
  return Math.exp(quantiles * predictionError(typicalOf(runs, key))) - 1;
}

/** Standard error of the difference between one more run and the mean of these. */
function predictionError(typical: number[]): number {
  return sampleStandardDeviation(typical) * Math.sqrt(1 + 1 / typical.length);
}

function typicalOf(runs: readonly RecordedRun[], key: string): number[] {
  return runs.map(({ blocks }) => hodgesLehmann(blocks[key] ?? []));
}

function hodgesLehmann(logRatios: readonly number[]): number {
  return signedRankInterval(logRatios, 0.05).estimate;
}

function errorsOf(
  runs: readonly RecordedRun[],
  operation: string,
): { readonly requests: number; readonly failed: number } {
  return {
    requests: runs.reduce((sum, { errors }) => sum + (errors[operation]?.requests ?? 0), 0),
    failed: runs.reduce((sum, { errors }) => sum + (errors[operation]?.failed ?? 0), 0),
  };
}
