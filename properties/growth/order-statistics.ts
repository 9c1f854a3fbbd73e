/** Order statistics: one slow answer among many does not move them. */

export function medianOf(values: readonly number[]): number {
  return quantileOf(values, 0.5);
}

/** A busy machine only ever adds time: the lower quartile is nearer to the work itself than the median. */
export function lowerQuartileOf(values: readonly number[]): number {
  return quantileOf(values, 0.25);
}

/** Of values in any order, interpolated between neighbours; `p` from 0 to 1. 0 of none. */
export function quantileOf(values: readonly number[], p: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  const position = (sorted.length - 1) * p;
  const low = sorted[Math.floor(position)] ?? 0;
  const high = sorted[Math.ceil(position)] ?? low;
  return low + (high - low) * (position - Math.floor(position));
}
