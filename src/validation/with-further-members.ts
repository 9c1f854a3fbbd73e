/** A schema that lets objects have members which it does not name: later releases add some to answers. */
import type { JSONSchema } from 'json-schema-to-ts';
import { isObject } from '../json/json.ts';

const opened = new WeakMap<object, JSONSchema>();

/**
 * The schema without its bounds on undeclared members. Alternatives that excluded each other by those bounds may now hold together, so
 * that `oneOf` becomes `anyOf`. Computed once for each schema.
 */
export function withFurtherMembers(schema: JSONSchema): JSONSchema {
  if (typeof schema === 'boolean') return schema;
  const known = opened.get(schema);
  if (known !== undefined) return known;
  const open = openValue(schema) as JSONSchema; // a schema without some of its keywords
  opened.set(schema, open);
  return open;
}

function openValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(openValue);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, child]): readonly (readonly [string, unknown])[] => {
      if ((key === 'additionalProperties' || key === 'unevaluatedProperties') && child === false) return [];
      // The names of members are no keywords.
      if (key === 'properties' && isObject(child))
        return [[key, Object.fromEntries(Object.entries(child).map(([name, one]) => [name, openValue(one)]))]];
      return [[key === 'oneOf' ? 'anyOf' : key, openValue(child)]];
    }),
  );
}
