/** One schema for several that a value has to satisfy all. */
import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../json/json.ts';
import type { JsonObject } from '../json/json.ts';
import { isDescribing } from './schema-keywords.ts';

/**
 * The schema with the keywords of all; `undefined` where one schema cannot say the same, such as for two patterns. What only
 * describes (`title`, `default`) is taken from the first that has it. References have to be filled in before.
 */
export function mergeSchemas(schemas: readonly JsonObject[]): JsonObject | undefined {
  if (!areMembersClear(schemas)) return undefined;
  const merged: Record<string, unknown> = {};
  for (const key of new Set(schemas.flatMap((schema) => Object.keys(schema)))) {
    const values = schemas.filter((schema) => Object.hasOwn(schema, key)).map((schema) => schema[key]);
    const [first, ...others] = values;
    const value = others.every((other) => isDeepStrictEqual(other, first)) ? first : mergedValue(key, values);
    if (value === undefined) return undefined;
    merged[key] = value;
  }
  return merged;
}

const lower = new Set(['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties', 'minContains']);
const upper = new Set(['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties', 'maxContains']);

function mergedValue(key: string, values: readonly unknown[]): unknown {
  if (isDescribing(key)) return values[0];
  if (values.every((value) => typeof value === 'number')) {
    if (lower.has(key)) return Math.max(...values);
    if (upper.has(key)) return Math.min(...values);
  }
  const lists = values.filter((value): value is readonly unknown[] => Array.isArray(value));
  switch (key) {
    case 'type':
      return commonTypes(values.map((value) => (Array.isArray(value) ? value : [value])));
    case 'enum':
      return lists.length === values.length ? commonValues(lists) : undefined;
    case 'required':
      return lists.length === values.length ? [...new Set(lists.flat())] : undefined;
    case 'uniqueItems':
      return values.includes(true);
    case 'properties':
      return values.every(isObject) ? mergedMembers(values) : undefined;
    case 'items':
    case 'additionalProperties':
      return values.includes(false) ? false : { allOf: values };
    default:
      return undefined;
  }
}

function commonTypes(lists: readonly (readonly unknown[])[]): unknown {
  const common = [...new Set(lists.flat())].filter((type) =>
    lists.every((types) => types.includes(type) || (type === 'integer' && types.includes('number'))),
  );
  return common.length === 1 ? common[0] : common.length === 0 ? undefined : common;
}

function commonValues([first = [], ...others]: readonly (readonly unknown[])[]): readonly unknown[] | undefined {
  const common = first.filter((value) => others.every((list) => list.some((other) => isDeepStrictEqual(other, value))));
  return common.length === 0 ? undefined : common;
}

function mergedMembers(members: readonly JsonObject[]): JsonObject {
  const names = [...new Set(members.flatMap((schema) => Object.keys(schema)))];
  return Object.fromEntries(
    names.map((name) => {
      const [first, ...others] = members
        .filter((schema) => Object.hasOwn(schema, name))
        .map((schema) => schema[name])
        .filter((value, index, all) => all.findIndex((other) => isDeepStrictEqual(other, value)) === index);
      return [name, others.length === 0 ? first : { allOf: [first, ...others] }];
    }),
  );
}

/** A schema that restricts undeclared members knows only its own: all others have to declare no more than it does. */
function areMembersClear(schemas: readonly JsonObject[]): boolean {
  const named = schemas.map(({ properties }) => (isObject(properties) ? Object.keys(properties) : []));
  return schemas.every((schema, index) => {
    if (!('additionalProperties' in schema) && !('patternProperties' in schema)) return true;
    if (schemas.length > 1 && 'patternProperties' in schema) return false;
    return named.flat().every((name) => named[index]?.includes(name) === true);
  });
}
