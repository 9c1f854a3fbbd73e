/**
 * As in HDR plots, the slow end gets the room: a place on the axis is the power of ten of requests of which one is slower.
 */
export function placeOfPercentile(percentile: number): number {
  return Math.log10(1 / Math.max(0.00001, 1 - percentile / 100));
}

/** `p99.9` for 3, with as many digits as the place needs. */
export function nameOfPlace(place: number): string {
  return `p${Number((100 * (1 - 10 ** -place)).toFixed(Math.max(0, Math.ceil(place) - 2)))}`;
}

/** The places of p50, p90, p99 and so on; that of p0 lies too close to the first for a phone. */
export const namedPlaces: readonly number[] = [0.30103, 1, 2, 3, 4, 5];
