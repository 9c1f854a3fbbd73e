/** Whether an operation gets slower with every write. */
import { lowerQuartileOf, medianOf } from '../../src/statistics/quantile.ts';
import type { Sample } from './sample.ts';
import { sizeClassOf } from './slow-mode.ts';

export interface Trend {
  /** Medians of the first and the last quarter. */
  readonly firstMs: number;
  readonly lastMs: number;
  readonly msPerWrite: number;
  readonly writes: number;
  readonly samples: number;
}

/** Latencies that were taken after so many writes. */
export interface Block {
  readonly writes: number;
  readonly ms: readonly number[];
}

/** A fixed cost hides part of it: without one a straight line from nothing has seven. */
export const timesFirst = 3;
const leastSamples = 40;
const leastWrites = 20;
const blockCount = 12;
/** Fewer of a size do not tell what is usual. */
const leastOfSize = 4;
/** One-sided, by the normal approximation: one in a thousand. */
export const certain = 3.1;

/** Of one operation, in any order. */
export function trendOf(samples: readonly Sample[], { leastMs }: { readonly leastMs: number }): Trend | undefined {
  const relative = relativeToSize(samples).toSorted((left, right) => left.writes - right.writes);
  const writes = (relative.at(-1)?.writes ?? 0) - (relative[0]?.writes ?? 0);
  if (relative.length < leastSamples || writes < leastWrites) return undefined;
  const quarter = Math.floor(relative.length / 4);
  const usualMs = medianOf(samples.map(({ ms }) => ms));
  const firstMs = usualMs * medianOf(relative.slice(0, quarter).map(({ ms }) => ms));
  const lastMs = usualMs * medianOf(relative.slice(-quarter).map(({ ms }) => ms));
  if (lastMs < timesFirst * firstMs || lastMs - firstMs < leastMs) return undefined;
  const blocks = Array.from({ length: blockCount }, (_, index) => {
    const from = Math.floor((index * relative.length) / blockCount);
    const some = relative.slice(from, Math.floor(((index + 1) * relative.length) / blockCount));
    return { writes: medianOf(some.map((one) => one.writes)), ms: some.map(({ ms }) => ms) };
  });
  if (risingScore(blocks) < certain) return undefined;
  return { firstMs, lastMs, msPerWrite: usualMs * slopeOf(blocks), writes, samples: relative.length };
}

/** Latency over the median of its size: catalogs that come late in a run are no trend. */
function relativeToSize(samples: readonly Sample[]): readonly { readonly writes: number; readonly ms: number }[] {
  return [...Map.groupBy(samples, sizeClassOf).values()]
    .filter(({ length }) => length >= leastOfSize)
    .flatMap((some) => {
      const usual = Math.max(medianOf(some.map(({ ms }) => ms)), 1e-3);
      return some.map(({ writes, ms }) => ({ writes, ms: ms / usual }));
    });
}

/** Mann and Kendall's test of blocks in their order, in standard deviations: how certainly they rise. */
export function risingScore(blocks: readonly Block[]): number {
  const values = blocks.map(({ ms }) => lowerQuartileOf(ms));
  const n = values.length;
  let score = 0;
  for (let i = 0; i < n; i += 1)
    for (let j = i + 1; j < n; j += 1) score += Math.sign((values[j] ?? 0) - (values[i] ?? 0));
  return score / Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18);
}

/** Per write. */
export function slopeOf(blocks: readonly Block[]): number {
  return medianSlope(blocks.map(({ writes, ms }) => ({ x: writes, y: lowerQuartileOf(ms) })));
}

/** Per millisecond. */
export function slopeOfTime(blocks: readonly (Block & { readonly at: number })[]): number {
  return medianSlope(blocks.map(({ at, ms }) => ({ x: at, y: lowerQuartileOf(ms) })));
}

/** Theil and Sen's: the median slope of all pairs. */
function medianSlope(points: readonly { readonly x: number; readonly y: number }[]): number {
  const slopes = points.flatMap((right, index) =>
    points
      .slice(0, index)
      .filter(({ x }) => x < right.x)
      .map((left) => (right.y - left.y) / (right.x - left.x)),
  );
  return medianOf(slopes);
}
