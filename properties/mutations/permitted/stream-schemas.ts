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

/** Of creates and updates. Many forms of a field stand in one schema: hardly a server takes some of them and refuses others. */
export const permittedStreamSchemas: readonly SemanticRule[] = [
  rule('a jsonSchema without properties', {}),
  rule('a jsonSchema with null for its properties', { type: 'object', properties: null }),
  rule('a jsonSchema with an empty list for its properties', { type: 'object', properties: [] }),
  rule('a jsonSchema of another type', { type: 'array', items: { type: 'string' } }),
  rule(
    'fields of unusual schemas',
    fields(
      {
        '': { type: 'string' },
        empty: {},
        nulls: { type: null, format: null, default: null, 'x-airlock': null },
        'null-properties': { type: 'object', properties: null },
        'empty-lists': { type: [], enum: [], anyOf: [], examples: [] },
        'empty-texts': { type: '', format: '', description: '' },
        'nulls-in-lists': { enum: [null, ''], examples: [null, [null], { a: null }, []] },
        tuple: { type: 'array', items: [{ type: 'string' }, { type: 'integer' }] },
        fractions: { type: 'number', minimum: -0.5, multipleOf: 0.1, default: 1e-7 },
        'beyond-53-bits': { maximum: exactInteger('9007199254740993') },
      },
      { required: null, additionalProperties: null },
    ),
  ),
  rule(
    'fields whose schemas are no objects',
    fields({
      true: true,
      false: false,
      null: null,
      'nested-true': fields({ list: { type: 'array', items: true } }),
      'nested-null': fields({ null: null }),
    }),
    { trap: 'boolean-schema' },
  ),
  rule('an integer beyond 64 bits in a field', fields({ id: { maximum: exactInteger('18446744073709551617') } })),
  rule('a number beyond integers in a field', fields({ id: { maximum: 1e300 } })),
];
