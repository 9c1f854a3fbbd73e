/** How the values of two schemas relate when one takes the place of the other. */
import { isEqualJson, isObject, objectAt } from '../json/json.ts';
import type { JsonObject } from '../json/json.ts';
import type { JSONSchema } from 'json-schema-to-ts';
import type { Circumstances } from './classify.ts';
import { typesOf } from './normal-keywords.ts';
import { isSubset } from './is-subset.ts';

/** Of two plain schemas. Members that disappear count as not fitting for a reader. */
export function fitOf(old: JSONSchema, now: JSONSchema): Circumstances {
  const types = [jsonTypes(old), jsonTypes(now)] as const;
  const isScalar = !types.flat().some((type) => type === 'object' || type === 'array');
  return {
    oldFitsNew: isSubset(old, now),
    newFitsOld: isSubset(now, old) && keepsMembers(old, now),
    isSameJsonType: isAny(old) || isAny(now) || (isScalar && isEqualJson(...types)),
  };
}

/** The JSON types that a plain schema names, null apart. */
export function jsonTypes(schema: JSONSchema): readonly string[] {
  if (!isObject(schema)) return [];
  const types = typesOf(schema) ?? (isInlineObject(schema) ? ['object'] : []);
  const names = types.filter((type) => type !== 'null').map((type) => (type === 'integer' ? 'number' : String(type)));
  return [...new Set(names)].toSorted();
}

export function isInlineObject(schema: JsonObject): boolean {
  return typesOf(schema)?.includes('object') === true || 'properties' in schema;
}

function keepsMembers(old: JSONSchema, now: JSONSchema): boolean {
  const kept = objectAt(now, 'properties');
  return Object.keys(objectAt(old, 'properties')).every((name) => name in kept);
}

function isAny(schema: JSONSchema): boolean {
  return schema === true || isEqualJson(schema, {});
}
