/** Fits latency = a · size^b: the slope of a robust line through the logarithms. */

export interface PowerLaw {
  readonly exponent: number;
  /** Ends of the 95 % interval. */
  readonly low: number;
  readonly high: number;
}

/**
 * Theil–Sen on the medians of each size would have too few points; instead least squares on the log medians, resampled: per size the
 * repetitions are drawn with replacement, 500 times, and the 2.5 and 97.5 percentiles of the slopes are the interval.
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
        median(values.map(() => values[Math.floor(random() * values.length)] ?? 0)),
      ]),
    ),
  ).toSorted((left, right) => left - right);
  return {
    exponent: slope(groups.map(([size, values]) => [size, median(values)])),
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

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
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
