/** The `jsonSchema` of a stream: fields by the transition table of real catalogs, one style of nullability a catalog. */
import fc from 'fast-check';
import { fieldName } from './awkward-text.ts';

export type Nullability = 'null-first' | 'null-last' | 'bare';
type JsonObject = Readonly<Record<string, unknown>>;

/** Real catalogs: about half nullable throughout, nearly a third bare; null comes first seven times out of eight. */
export const nullability: fc.Arbitrary<Nullability> = fc.oneof(
  { arbitrary: fc.constant('bare' as const), weight: 4 },
  { arbitrary: fc.constant('null-first' as const), weight: 7 },
  { arbitrary: fc.constant('null-last' as const), weight: 1 },
);

export interface Field {
  readonly name: string;
  readonly schema: JsonObject;
}

/** Distinct top-level fields, at least one. */
export function fieldsOf(style: Nullability, maxFields: number): fc.Arbitrary<readonly Field[]> {
  return fc.uniqueArray(fc.record({ name: fieldName, schema: fieldSchema(style, 1) }, { noNullPrototype: true }), {
    minLength: 1,
    maxLength: maxFields,
    selector: ({ name }) => name,
    size: maxFields > 20 ? 'large' : 'medium',
  });
}

/** An object schema; an own `__proto__` survives because it is defined, not assigned. */
export function objectSchema(fields: readonly Field[]): JsonObject {
  return { type: 'object', properties: fromEntries(fields.map(({ name, schema }) => [name, schema])) };
}

/** `Object.fromEntries` defines own members, `__proto__` included. */
function fromEntries(entries: readonly (readonly [string, unknown])[]): JsonObject {
  return Object.fromEntries(entries);
}

const maxDepth = 4;

function fieldSchema(style: Nullability, depth: number): fc.Arbitrary<JsonObject> {
  const leaf = scalar(style);
  if (depth >= maxDepth) return leaf;
  return fc.oneof(
    { arbitrary: leaf, weight: 88 },
    { arbitrary: nested(style, depth).map((schema) => typed('object', style, schema)), weight: 4 },
    {
      arbitrary: nested(style, depth).map((schema) => typed('array', style, { items: { type: 'object', ...schema } })),
      weight: 4,
    },
    {
      arbitrary: fc.constantFrom('string', 'integer').map((type) => typed('array', style, { items: { type } })),
      weight: 2,
    },
    { arbitrary: fc.constant(typed('object', style, {})), weight: 1 },
    { arbitrary: composite, weight: 1 },
  );
}

function nested(style: Nullability, depth: number): fc.Arbitrary<JsonObject> {
  return fc
    .uniqueArray(
      fc.record(
        { name: fieldName, schema: fc.constant(depth).chain(() => fieldSchema(style, depth + 1)) },
        { noNullPrototype: true },
      ),
      {
        minLength: 1,
        maxLength: 4,
        selector: ({ name }) => name,
      },
    )
    .map((fields) => ({ properties: fromEntries(fields.map(({ name, schema }) => [name, schema])) }));
}

/** Weights: pooled shares of real fields. */
function scalar(style: Nullability): fc.Arbitrary<JsonObject> {
  return fc.oneof(
    { arbitrary: fc.constant(typed('string', style, {})), weight: 50 },
    {
      arbitrary: fc
        .constantFrom<JsonObject>(
          { format: 'date-time' },
          { format: 'date' },
          { format: 'date-time', airbyte_type: 'timestamp_with_timezone' },
        )
        .map((extra) => typed('string', style, extra)),
      weight: 9,
    },
    { arbitrary: fc.constant(typed('number', style, {})), weight: 14 },
    {
      arbitrary: fc.constantFrom<JsonObject>(
        typed('integer', style, {}),
        typed('number', style, { airbyte_type: 'integer' }),
      ),
      weight: 10,
    },
    { arbitrary: fc.constant(typed('boolean', style, {})), weight: 5 },
    {
      arbitrary: fc
        .constantFrom<JsonObject>(
          { enum: ['a', 'b'] },
          { maxLength: 255 },
          { description: 'A field' },
          { default: null },
        )
        .map((extra) => typed('string', style, extra)),
      weight: 2,
    },
  );
}

const composite = fc.constantFrom<JsonObject>(
  { oneOf: [{ type: 'string' }, { type: 'integer' }] },
  { anyOf: [{ type: 'null' }, { type: 'object', properties: { id: { type: 'string' } } }] },
  { anyOf: [{ type: 'string', format: 'date-time' }, { type: 'null' }] },
);

function typed(type: string, style: Nullability, extra: JsonObject): JsonObject {
  if (style === 'bare') return { type, ...extra };
  return { type: style === 'null-first' ? ['null', type] : [type, 'null'], ...extra };
}
