/** Fits latency = a · size^b: the slope of a robust line through the logarithms. */

import { generator } from '../../statistics/generator.ts';
import { logSlopeOf } from '../../statistics/log-slope.ts';
import { lowerQuartileOf } from '../../statistics/quantile.ts';

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
        lowerQuartileOf(values.map(() => values[Math.floor(random() * values.length)] ?? 0)),
      ]),
    ),
  ).toSorted((left, right) => left - right);
  return {
    exponent: slope(groups.map(([size, values]) => [size, lowerQuartileOf(values)])),
    low: slopes[12] ?? 0,
    high: slopes[487] ?? 0,
  };
}

function slope(points: readonly (readonly [size: number, ms: number])[]): number {
  return logSlopeOf(points.map(([size, ms]) => [size, Math.max(ms, 1e-6)]));
}
