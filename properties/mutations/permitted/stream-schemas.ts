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

/**
 * Of creates and updates. Many forms of a field stand in one schema: hardly a server takes some of them and refuses others. Null may stand
 * for nothing: where it is alone in its schema, nothing else that is lost goes unseen.
 */
export const permittedStreamSchemas: readonly SemanticRule[] = [
  rule('a jsonSchema without properties', {}),
  rule('a jsonSchema with null for its properties', { type: 'object', properties: null }),
  rule('a jsonSchema with an empty list for its properties', { type: 'object', properties: [] }),
  rule('a jsonSchema of another type', { type: 'array', items: { type: 'string' } }),
  rule(
    'fields whose schemas are no objects',
    fields({ a: true, b: false, c: fields({ d: { items: true } }), e: [], f: 'string', g: [{ type: 'string' }, 7] }),
    trap,
  ),
  rule('fields whose schemas are null', fields({ a: null, b: fields({ c: null }) }), trap),
  rule(
    'null for keywords of a field',
    fields(
      { a: { type: null, format: null, default: null, 'x-airlock': null }, b: { type: 'object', properties: null } },
      { required: null, additionalProperties: null },
    ),
  ),
  rule('null in the lists of a field', fields({ id: { enum: [null, ''], examples: [null, [null], { a: null }, []] } })),
  rule(
    'fields of unusual schemas',
    fields({
      '': { type: 'string' },
      a: {},
      b: { type: [], enum: [], anyOf: [], examples: [] },
      c: { type: '', format: '', description: '' },
      d: { type: 'array', items: [{ type: 'string' }, { type: 'integer' }] },
      e: { type: 'number', minimum: -0.5, multipleOf: 0.1, default: 1e-7 },
      f: { maximum: exactInteger('9007199254740993') },
      g: { $ref: '#' },
      h: { oneOf: [], allOf: [], required: [] },
    }),
  ),
  rule('an integer beyond 64 bits in a field', fields({ id: { maximum: exactInteger('18446744073709551617') } })),
  rule('a number beyond integers in a field', fields({ id: { maximum: 1e300 } })),
];
