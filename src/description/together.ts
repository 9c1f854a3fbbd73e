import type { Place } from './reachable-part.ts';

/** One schema for all that a value has to satisfy; one that anything satisfies where there is none. */
export function together(places: readonly Place[]): Place {
  const [only] = places;
  if (only === undefined) return { schema: true, pointer: '' };
  return places.length === 1 ? only : { schema: { allOf: places.map(({ schema }) => schema) }, pointer: only.pointer };
}
