/** Fits latency = a · size^b: the slope of a robust line through the logarithms. */

import { quantileOf } from './quantile.ts';

export interface PowerLaw {
  readonly exponent: number;
  /** Ends of the 95 % interval. */
  readonly low: number;
  readonly high: number;
}

/**
 * Least squares on the logarithms of each size's lower quartile, resampled: per size the repetitions are drawn with replacement, 500 times,
 * and the 2.5 and 97.5 percentiles of the slopes are the interval. A busy machine only ever adds time, so that the lower quartile is
 * nearer to the work itself than the median.
 */
export function fitExponent(
  samples: readonly { readonly size: number; readonly ms: number }[],
  random: () => number = generator(7),
): PowerLaw {
  const bySize = new Map<number, number[]>();
  for (const { size, ms } of samples) bySize.set(size, [...(bySize.get(size) ?? []), ms]);
  const groups = [...bySize];
  if (groups.length < 3)
    throw new RangeError(`Cannot fit an exponent: expected at least three sizes, got ${groups.length}`);
  const slopes = Array.from({ length: 500 }, () =>
    slope(
      groups.map(([size, values]) => [
        size,
        lowerQuartile(values.map(() => values[Math.floor(random() * values.length)] ?? 0)),
      ]),
    ),
  ).toSorted((left, right) => left - right);
  return {
    exponent: slope(groups.map(([size, values]) => [size, lowerQuartile(values)])),
    low: slopes[12] ?? 0,
    high: slopes[487] ?? 0,
  };
}

function slope(points: readonly (readonly [size: number, ms: number])[]): number {
  const logs = points.map(([size, ms]) => [Math.log(size), Math.log(Math.max(ms, 1e-6))] as const);
  const meanX = logs.reduce((sum, [x]) => sum + x, 0) / logs.length;
  const meanY = logs.reduce((sum, [, y]) => sum + y, 0) / logs.length;
  const covariance = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return covariance / logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}

function lowerQuartile(values: readonly number[]): number {
  return quantileOf(values, 0.25);
}

/** Mulberry32: small, seeded, good enough for resampling. */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
