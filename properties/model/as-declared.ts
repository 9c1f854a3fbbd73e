/** Values as their schema has them: what some servers make of a value of another type before they store it. */
import type { JSONSchema } from 'json-schema-to-ts';
import { isObject } from '../../src/json/json.ts';
import { isSchema } from '../../src/validation/is-schema.ts';

/**
 * Text, numbers and booleans in the type that is declared, a single value as a list of one, a list of one as its item, words of an enum in
 * their case; null is left out. A value that has no equal of that type stays: a fraction is no integer.
 */
export function asDeclared(value: unknown, schema: JSONSchema): unknown {
  if (typeof schema === 'boolean') return value;
  const { items, properties, type } = schema;
  if (type === 'array') {
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    return isSchema(items) ? list.map((item) => asDeclared(item, items)) : list;
  }
  const [only, ...others]: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (Array.isArray(value) && others.length === 0 && type !== undefined) return asDeclared(only, schema);
  if (isObject(value) && properties !== undefined)
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key, child]) => child !== null || !Object.hasOwn(properties, key))
        .map(([key, child]) => {
          const declared = Object.hasOwn(properties, key) ? properties[key] : undefined;
          return [key, declared === undefined ? child : asDeclared(child, declared)];
        }),
    );
  return scalar(value, schema);
}

function scalar(value: unknown, { enum: words, type }: Exclude<JSONSchema, boolean>): unknown {
  if (Array.isArray(words) && typeof value === 'string')
    return (
      words.find((word: unknown) => typeof word === 'string' && word.toLowerCase() === value.toLowerCase()) ?? value
    );
  if (type === 'string' && (typeof value === 'number' || typeof value === 'boolean')) return String(value);
  if (type === 'integer' && typeof value === 'string' && /^-?\d{1,15}$/.test(value)) return Number(value);
  if (type === 'boolean' && typeof value === 'string' && /^(true|false)$/i.test(value)) return /^t/i.test(value);
  if (type === 'boolean' && typeof value === 'number') return value !== 0;
  return value;
}
