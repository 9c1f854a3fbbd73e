/** Cuts two interleaved series into blocks of time and compares them block by block, so that a disturbance of both cancels. */
import { quantileOf } from '../statistics/quantile.ts';
import type { Series } from './measurements.ts';

export interface Blocks {
  /** Log of candidate over base, a value per block. */
  readonly logRatios: readonly number[];
  /** Blocks with too few requests of one arm. */
  readonly dropped: number;
  /** Length of a block. */
  readonly seconds: number;
}

const longest = 10;

/** Blocks last a second, or longer where the quantile needs more requests of each arm. */
export function compareByBlocks(base: Series, candidate: Series, p: number, startSeconds: number): Blocks {
  const needed = Math.max(20, 1 / (1 - p));
  let seconds = 1;
  let pairs = pairsOf(base, candidate, startSeconds, seconds);
  while (seconds < longest && medianSize(pairs) < needed) {
    seconds += 1;
    pairs = pairsOf(base, candidate, startSeconds, seconds);
  }
  const half = medianSize(pairs) / 2;
  const whole = pairs.filter(
    ([left, right]) => left.length >= half && right.length >= half && left.length > 0 && right.length > 0,
  );
  return {
    logRatios: whole.map(([left, right]) => Math.log(latencyAt(right, p) / latencyAt(left, p))),
    dropped: pairs.length - whole.length,
    seconds,
  };
}

type Pair = readonly [base: number[], candidate: number[]];

function pairsOf(base: Series, candidate: Series, startSeconds: number, seconds: number): readonly Pair[] {
  const blocks = new Map<number, Pair>();
  for (const [arm, { atSeconds, latencyMs }] of [base, candidate].entries())
    for (const [index, at] of atSeconds.entries()) {
      const number = Math.floor((at - startSeconds) / seconds);
      const pair = blocks.get(number) ?? [[], []];
      pair[arm === 0 ? 0 : 1].push(latencyMs[index] ?? 0);
      blocks.set(number, pair);
    }
  const ordered = [...blocks].toSorted(([left], [right]) => left - right).map(([, pair]) => pair);
  // The last block is cut off by the end of the run.
  return ordered.length > 1 ? ordered.slice(0, -1) : ordered;
}

function medianSize(pairs: readonly Pair[]): number {
  const sizes = pairs.flatMap(([left, right]) => [left.length, right.length]).toSorted((left, right) => left - right);
  return sizes[Math.floor(sizes.length / 2)] ?? 0;
}

function latencyAt(values: readonly number[], p: number): number {
  // The resolution of clocks allows a latency of zero, which has no logarithm.
  return Math.max(1e-3, quantileOf(values, p));
}
