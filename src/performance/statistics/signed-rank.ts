/** Hodges–Lehmann estimate of paired differences and the exact interval of Wilcoxon's signed-rank test. */
import { probit } from 'simple-statistics';

export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** Median of the Walsh averages, with the one-sided bounds at `alpha` each: together a 1 − 2·alpha interval. */
export function signedRankInterval(differences: readonly number[], alpha: number): Interval {
  const averages = walshAverages(differences);
  const k = signedRankCount(differences.length, alpha);
  const middle = averages.length / 2;
  const estimate =
    averages.length % 2 === 1
      ? (averages[Math.floor(middle)] ?? 0)
      : ((averages[middle - 1] ?? 0) + (averages[middle] ?? 0)) / 2;
  // With too few differences no bound is certain.
  if (k === 0) return { estimate, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  return {
    estimate,
    low: averages[k - 1] ?? Number.NEGATIVE_INFINITY,
    high: averages[averages.length - k] ?? Number.POSITIVE_INFINITY,
  };
}

function walshAverages(differences: readonly number[]): readonly number[] {
  const averages: number[] = [];
  for (let i = 0; i < differences.length; i += 1)
    for (let j = i; j < differences.length; j += 1) averages.push(((differences[i] ?? 0) + (differences[j] ?? 0)) / 2);
  return averages.toSorted((left, right) => left - right);
}

/** How many values of W⁺ have P(W⁺ ≤ w) ≤ alpha under the null hypothesis: exact to 50 differences, normal beyond. */
export function signedRankCount(n: number, alpha: number): number {
  const most = (n * (n + 1)) / 2;
  if (n > 50)
    return Math.max(0, Math.floor(most / 2 - probit(1 - alpha) * Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24)));
  // Ways to reach each sum of ranks, by convolution.
  let ways = [1];
  for (let rank = 1; rank <= n; rank += 1) {
    const next = Array.from({ length: ways.length + rank }, () => 0);
    for (const [sum, count] of ways.entries()) {
      next[sum] = (next[sum] ?? 0) + count;
      next[sum + rank] = (next[sum + rank] ?? 0) + count;
    }
    ways = next;
  }
  let cumulated = 0;
  let count = 0;
  for (const number of ways) {
    cumulated += number / 2 ** n;
    if (cumulated > alpha) break;
    count += 1;
  }
  return count;
}
