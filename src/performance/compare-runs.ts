/** Judges a run against recorded ones. Each ran beside the reference server, so that the drift of the machine cancels. */
import { mean, probit, sampleStandardDeviation } from 'simple-statistics';
import { incomparable } from './baseline-file.ts';
import type { Baseline, Conditions, RecordedRun } from './baseline-file.ts';
import { errorVerdict } from './compare-duet.ts';
import { quantileName } from './comparison.ts';
import type { Comparison } from './comparison.ts';
import { gatedOperations, gatedQuantiles } from './measure-slice.ts';
import { shiftInterval } from './statistics/shift.ts';
import { signedRankInterval } from './statistics/signed-rank.ts';
import type { Interval } from './statistics/signed-rank.ts';
import { studentQuantile } from './statistics/student.ts';
import { describe } from './statistics/verdict.ts';
import type { Judged, Rule } from './statistics/verdict.ts';

/** With fewer runs nothing is gated: they do not show how much runs differ. */
export const leastRuns = 5;
const family = gatedOperations.length * gatedQuantiles.length;
const keys = gatedOperations.flatMap((operation) =>
  gatedQuantiles.map((p) => ({ operation, quantile: quantileName(p), key: `${operation} ${quantileName(p)}` })),
);

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

/** @throws {TypeError} for a baseline that was recorded under other conditions: refused, not warned about. */
export function refuseOtherConditions(baseline: Baseline, conditions: Conditions): void {
  const difference = incomparable(baseline.conditions, conditions);
  if (difference !== undefined)
    throw new TypeError(
      `Cannot compare with baseline "${baseline.name}": ${difference}; record it again with --reason`,
    );
}

/** A/A calibration: names the recorded runs that would be called a regression against the others. */
export function disagreeing(runs: readonly RecordedRun[], rule: Rule): readonly string[] {
  return runs.flatMap((run, index) => {
    const others = runs.filter((_, other) => other !== index);
    const slower = keys.find(({ key }) => judgeRun(others, run, key, rule).verdict === 'regression');
    return slower === undefined ? [] : [`run ${index + 1} at ${slower.key}`];
  });
}

/** The smallest slow-down that the next run detects with a power of 80 %, by key such as `list p95`. */
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

/** The prediction interval of one more run: runs differ more than the blocks within them. */
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
