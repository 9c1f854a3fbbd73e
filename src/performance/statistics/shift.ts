/** How far two unpaired samples lie apart: median of all pairwise differences, with the interval of Mann and Whitney's test. */
import { probit } from 'simple-statistics';
import type { Interval } from './signed-rank.ts';

/** `after` minus `before`; one-sided bounds at `alpha` each, by the normal approximation. */
export function shiftInterval(before: readonly number[], after: readonly number[], alpha: number): Interval {
  const pairs = after.flatMap((right) => before.map((left) => right - left)).toSorted((left, right) => left - right);
  const n = before.length;
  const m = after.length;
  const k = Math.floor((n * m) / 2 - probit(1 - alpha) * Math.sqrt((n * m * (n + m + 1)) / 12));
  const middle = pairs.length / 2;
  const estimate =
    pairs.length % 2 === 1 ? (pairs[Math.floor(middle)] ?? 0) : ((pairs[middle - 1] ?? 0) + (pairs[middle] ?? 0)) / 2;
  if (k < 1) return { estimate, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  return {
    estimate,
    low: pairs[k - 1] ?? Number.NEGATIVE_INFINITY,
    high: pairs[pairs.length - k] ?? Number.POSITIVE_INFINITY,
  };
}
