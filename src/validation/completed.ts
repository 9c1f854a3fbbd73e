/** Adds to a value what a schema requires and the value lacks. */
import { isSchema } from './is-schema.ts';
import type { JSONSchema } from 'json-schema-to-ts';
import { validatorFor } from './validator.ts';

/**
 * The value with every missing required member filled in, with the smallest value that the member's schema has; what
 * is there stays as it is. A list where an object is declared becomes that object's member that takes such items: so
 * Airbyte itself changed `updateStream`. Of several alternatives the first that the completed value satisfies counts. For self-contained
 * schemas.
 */
export function completed(schema: JSONSchema, value: unknown): unknown {
  if (typeof schema === 'boolean') return value;
  const alternatives = schema.oneOf ?? schema.anyOf ?? [];
  if (alternatives.length > 0) {
    // What satisfies one as it is needs nothing of another.
    const fitting = alternatives.find((one) => validatorFor(one)(value).length === 0);
    if (fitting !== undefined) return completed(fitting, value);
    const isValid = validatorFor(schema);
    return alternatives.map((one) => completed(one, value)).find((whole) => isValid(whole).length === 0) ?? value;
  }
  if (Array.isArray(value)) {
    if (schema.type === 'object') return completed(schema, wrapped(schema, value));
    const { items } = schema;
    return isSchema(items) ? value.map((item) => completed(items, item)) : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  const { properties = {}, required = [] } = schema;
  // Defined, not assigned: a member called __proto__ stays.
  const whole: Record<string, unknown> = Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      const declared = Object.hasOwn(properties, key) ? properties[key] : undefined;
      return [key, declared === undefined ? member : completed(declared, member)];
    }),
  );
  for (const name of required)
    if (!Object.hasOwn(whole, name)) whole[name] = smallest(Object.hasOwn(properties, name) ? properties[name] : {});
  return whole;
}

function wrapped({ properties = {} }: Exclude<JSONSchema, boolean>, list: readonly unknown[]): object {
  const taker = Object.entries(properties).find(
    ([, member]) => typeof member === 'object' && member.type === 'array' && validatorFor(member)(list).length === 0,
  );
  return taker === undefined ? {} : { [taker[0]]: list };
}

function smallest(schema: JSONSchema = {}): unknown {
  if (typeof schema === 'boolean') return {};
  if (schema.const !== undefined) return schema.const;
  if (Array.isArray(schema.enum) && schema.enum.length > 0) return (schema.enum as readonly unknown[])[0];
  const [first] = schema.oneOf ?? schema.anyOf ?? [];
  if (first !== undefined) return smallest(first);
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0];
  switch (type) {
    case 'string':
      return samples[schema.format ?? ''] ?? 'a'.repeat(schema.minLength ?? 0);
    case 'integer':
    case 'number':
      return schema.minimum ?? 0;
    case 'boolean':
      return false;
    case 'null':
      return null;
    case 'array': {
      const { items } = schema;
      return Array.from({ length: schema.minItems ?? 0 }, () => smallest(isSchema(items) ? items : {}));
    }
    default:
      return completed(schema, {});
  }
}

const samples: Readonly<Record<string, string>> = {
  uuid: '00000000-0000-4000-8000-000000000000',
  date: '2023-02-13',
  'date-time': '2023-02-13T00:00:00Z',
  uri: 'http://example.com/',
  email: 'airlock@example.com',
};
