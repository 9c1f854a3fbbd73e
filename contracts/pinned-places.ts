/** The places that a template pins, as pointers with `*` for list positions, and how they relate to what is read. */
import { exampleOf } from './matchers.ts';

/** Every leaf of the example; an empty list or object is a leaf, since only its type is pinned. */
export function pinnedPlaces(template: unknown): readonly string[] {
  if (template === undefined) return [];
  return [...new Set(leavesOf(exampleOf(template), ''))];
}

/** Whether a key of `Reads` speaks of a place. */
export function speaksOf(key: string, place: string): boolean {
  if (key.endsWith('/**')) return place === key.slice(0, -3) || place.startsWith(key.slice(0, -2));
  return key === place;
}

function leavesOf(value: unknown, pointer: string): readonly string[] {
  if (Array.isArray(value))
    return value.length === 0 ? [pointer] : value.flatMap((item) => leavesOf(item, `${pointer}/*`));
  if (typeof value !== 'object' || value === null) return [pointer];
  const entries = Object.entries(value).filter(([, child]) => child !== undefined);
  return entries.length === 0 ? [pointer] : entries.flatMap(([key, child]) => leavesOf(child, `${pointer}/${key}`));
}
