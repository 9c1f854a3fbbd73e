/** Values as PostgreSQL's `jsonb` and text columns give them back. */
import { isObject } from '../json-access.ts';
import { exactJson, JavaDouble } from './java-numbers.ts';
import { uncaught } from './java-errors.ts';

/** Shorter keys first; decimals are doubles, and one that is too large becomes text. @throws {Refusal} 500 for an integer above 64 bits. */
export function asJsonb(value: unknown): unknown {
  if (typeof value === 'string') return asText(value);
  if (typeof value === 'bigint') {
    if (BigInt.asIntN(64, value) !== value)
      throw uncaught('java.lang.NumberFormatException', `For input string: "${value}"`);
    return exactJson(value);
  }
  if (value instanceof JavaDouble) return Number.isFinite(value.value) ? value.value + 0 : String(value.value);
  if (Array.isArray(value)) return value.map(asJsonb);
  if (!isObject(value)) return value;
  const byLength = Object.entries(value).toSorted(
    ([left], [right]) => left.length - right.length || (left < right ? -1 : 1),
  );
  return Object.fromEntries(byLength.map(([key, child]) => [asText(key), asJsonb(child)]));
}

/** Half of a surrogate pair has no UTF-8: Java writes a question mark. */
export function asText(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, '?');
}
