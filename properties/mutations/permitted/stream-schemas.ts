/** Schemas of streams that some servers take as they are and others refuse. They are free JSON: what is accepted is kept to the last null. */
import type { JsonObject } from '../../../src/json/json.ts';
import { exactInteger } from '../../../src/json/parse-json.ts';
import type { SemanticRule } from '../semantic-rule.ts';
import { configured } from '../streams.ts';

const rule = (description: string, jsonSchema: unknown, flags: SemanticRule[4] = {}): SemanticRule => [
  'json-schema',
  '/syncCatalog/streams/0/stream/jsonSchema',
  description,
  { syncCatalog: configured({}, { jsonSchema }) },
  flags,
];
const fields = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({ type: 'object', properties, ...more });
/** T8: released servers cannot compare schemas with sub-schemas that are no objects. */
const trap = { trap: 'boolean-schema' } as const;

/** Of creates and updates. */
export const permittedStreamSchemas: readonly SemanticRule[] = [
  rule('a jsonSchema without properties', {}),
  rule('a jsonSchema with null for its properties', { type: 'object', properties: null }),
  rule('a jsonSchema with an empty list for its properties', { type: 'object', properties: [] }),
  rule('a jsonSchema of another type', { type: 'array', items: { type: 'string' } }),
  rule('a field whose schema is true', fields({ id: true }), trap),
  rule('a field whose schema is false', fields({ id: false }), trap),
  rule('a field whose schema is null', fields({ id: null }), trap),
  rule('a nested field whose schema is true', fields({ a: fields({ b: { type: 'array', items: true } }) }), trap),
  rule('a nested field whose schema is null', fields({ a: fields({ b: null }) }), trap),
  rule('nested properties of null', fields({ a: { type: 'object', properties: null } })),
  rule('a field of an empty schema', fields({ id: {} })),
  rule('null for keywords of a field', fields({ id: { type: null, format: null, default: null, 'x-airlock': null } })),
  rule('empty lists for keywords of a field', fields({ id: { type: [], enum: [], anyOf: [], examples: [] } })),
  rule('empty texts for keywords of a field', fields({ id: { type: '', format: '', description: '' } })),
  rule('null in the lists of a field', fields({ id: { enum: [null, ''], examples: [null, [null], { a: null }, []] } })),
  rule('null for a list of required fields', fields({ id: {} }, { required: null, additionalProperties: null })),
  rule('a field with an empty name', fields({ '': { type: 'string' } })),
  rule('fields of a tuple', fields({ id: { type: 'array', items: [{ type: 'string' }, { type: 'integer' }] } })),
  rule('fractions in a field', fields({ id: { type: 'number', minimum: -0.5, multipleOf: 0.1, default: 1e-7 } })),
  rule('an integer beyond 53 bits in a field', fields({ id: { maximum: exactInteger('9007199254740993') } })),
  rule('an integer beyond 64 bits in a field', fields({ id: { maximum: exactInteger('18446744073709551617') } })),
  rule('a number beyond integers in a field', fields({ id: { maximum: 1e300 } })),
];
