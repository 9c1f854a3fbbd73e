/** Texts and JSON as the database keeps them. */
import { isObject } from '../json-access.ts';

/** Half a surrogate pair is stored as a question mark; objects come back with short keys first, as `jsonb` has them. */
export function asStored(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(/\p{Surrogate}/gu, '?');
  if (Array.isArray(value)) return value.map(asStored);
  if (!isObject(value)) return value;
  const byLength = Object.entries(value).toSorted(
    ([left], [right]) => left.length - right.length || (left < right ? -1 : 1),
  );
  return Object.fromEntries(byLength.map(([key, child]) => [key, asStored(child)]));
}

/** Whether the database refuses the value for a NUL in one of its texts or keys. */
export function hasNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0');
  if (Array.isArray(value)) return value.some(hasNul);
  return isObject(value) && Object.entries(value).some(([key, child]) => key.includes('\0') || hasNul(child));
}

/** A column takes 256 code points. */
export function isTooLong(value: unknown): boolean {
  return typeof value === 'string' && value.replaceAll(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g, ' ').length > 256;
}
