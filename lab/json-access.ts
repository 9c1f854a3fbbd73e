import { isObject as isJsonObject } from '../src/json/json.ts';

/** Reads of bodies and answers whose form nobody has checked. */

export type JsonObject = Record<string, unknown>;

/** An object whose members a fault may change. */
export function isObject(value: unknown): value is JsonObject {
  return isJsonObject(value);
}

/** The body of a call or of an answer as an object; an empty one where it is something else. */
export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Streams of a body or of a read. */
export function streamsOf(value: unknown): JsonObject[] {
  return listOf(objectOf(objectOf(value)['syncCatalog'])['streams']).filter(isObject);
}

/** Without the member; `delete` on a stored value would be seen by others. */
export function without<Value extends object>(value: Value, ...keys: readonly string[]): Value {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key))) as Value; // optional members only
}

/** Text as it is, anything else as empty text. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
