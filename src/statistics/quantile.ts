/** Quantiles as k6 computes them: one slow answer among many does not move those in the middle. */

/** Of values in any order; `p` from 0 to 1. 0 of none. */
export function quantileOf(values: readonly number[], p: number): number {
  return quantile7(
    values.toSorted((left, right) => left - right),
    p,
  );
}

/** Type 7: linear interpolation between the neighbours of (n − 1)·p, as k6 and most statistics programs do. */
export function quantile7(sorted: readonly number[], p: number): number {
  const position = (sorted.length - 1) * p;
  const low = sorted[Math.floor(position)] ?? 0;
  const high = sorted[Math.ceil(position)] ?? low;
  return low + (high - low) * (position - Math.floor(position));
}

export function medianOf(values: readonly number[]): number {
  return quantileOf(values, 0.5);
}

/** A busy machine only ever adds time: the lower quartile is nearer to the work itself than the median. */
export function lowerQuartileOf(values: readonly number[]): number {
  return quantileOf(values, 0.25);
}
