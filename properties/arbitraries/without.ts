import type { JsonObject } from '../../src/json/json.ts';

/** The object without members of these names. */
export function without(object: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !names.includes(key)));
}
