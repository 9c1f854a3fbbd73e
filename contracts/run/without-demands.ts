/** What a schema says about the members that are there. */
import type { JSONSchema } from 'json-schema-to-ts';

const relaxed = new WeakMap<object, JSONSchema>();

/**
 * The schema without required members: a part of an answer that it describes satisfies it, as one alternative or
 * several.
 */
export function withoutDemands(schema: JSONSchema): JSONSchema {
  if (typeof schema === 'boolean') return schema;
  const known = relaxed.get(schema);
  if (known !== undefined) return known;
  const result = without(schema) as JSONSchema; // a schema with fewer keywords is one
  relaxed.set(schema, result);
  return result;
}

function without(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(without);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => {
      if (key === 'required' && Array.isArray(member)) return [];
      if (key === 'properties') return [[key, members(member)]];
      return [[key === 'oneOf' ? 'anyOf' : key, key === 'enum' || key === 'const' ? member : without(member)]];
    }),
  );
}

/** Members may have the names of keywords. */
function members(properties: unknown): unknown {
  return Object.fromEntries(Object.entries(Object(properties)).map(([name, member]) => [name, without(member)]));
}
