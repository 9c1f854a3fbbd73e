/** Schemas without some of their demands. */
import type { JSONSchema } from 'json-schema-to-ts';

/**
 * Copies a schema without the keywords that `drops` names; `oneOf` becomes `anyOf`, because alternatives that excluded each other by those
 * keywords may now hold together. Computed once for each schema.
 */
export function relaxing(drops: (keyword: string, value: unknown) => boolean): (schema: JSONSchema) => JSONSchema {
  const relaxed = new WeakMap<object, JSONSchema>();
  const without = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(without);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key, child]) => !drops(key, child))
        .map(([key, child]) => {
          if (key === 'properties') return [key, members(child)];
          return [key === 'oneOf' ? 'anyOf' : key, key === 'enum' || key === 'const' ? child : without(child)];
        }),
    );
  };
  /** Members may have the names of keywords. */
  const members = (properties: unknown): unknown =>
    Object.fromEntries(Object.entries(Object(properties)).map(([name, child]) => [name, without(child)]));
  return (schema) => {
    if (typeof schema === 'boolean') return schema;
    const known = relaxed.get(schema);
    if (known !== undefined) return known;
    const result = without(schema) as JSONSchema; // a schema with fewer keywords is one
    relaxed.set(schema, result);
    return result;
  };
}
