/** Fields deeper, wider and with more keywords than most sources have: who copies schemas by hand stops somewhere. */
import { exactInteger } from '../../src/json/parse-json.ts';
import type { JsonObject } from '../../src/json/json.ts';

const id = { type: 'integer' };
const at = { type: 'string', format: 'date-time' };

/** Objects and lists twelve levels deep. */
export const deep = Array.from({ length: 12 }).reduce<JsonObject>(
  (inner, _, level) =>
    level % 3 === 2
      ? { type: 'array', items: inner }
      : { type: 'object', required: ['since'], properties: { inner, since: at } },
  { type: ['null', 'string'], format: 'date', enum: ['2026-01-31', ''] },
);
/** Properties by the hundred. */
export const broad = Object.fromEntries(
  Array.from({ length: 300 }, (_, index) => [`field_${index}`, { type: 'string', maxLength: index }]),
);
/** A field for each group of keywords of JSON Schema. */
export const keywords = {
  amount: {
    type: 'number',
    minimum: -0.1,
    maximum: 2.414213562373095,
    multipleOf: 0.01,
    default: 2.5,
    examples: [0.1, 1e-7],
  },
  count: {
    type: ['null', 'integer'],
    exclusiveMinimum: 0,
    maximum: exactInteger('9223372036854775807'),
    airbyte_type: 'big_integer',
  },
  text: {
    type: 'string',
    minLength: 0,
    maxLength: 65_536,
    pattern: '^[^"\\\\$%]*$',
    format: 'email',
    title: '',
    description: 'a\nb "c"',
  },
  choice: { type: ['string', 'number', 'boolean'], enum: ['', 'a', 'A', 0, 1.5, false] },
  either: {
    oneOf: [
      { type: 'string', format: 'date' },
      {
        type: 'object',
        properties: { at: { type: 'string', format: 'date-time', airbyte_type: 'timestamp_with_timezone' } },
      },
    ],
  },
  all: {
    allOf: [{ type: 'object', properties: { id: id } }, { minProperties: 1 }],
    anyOf: [{ required: ['id'] }, {}],
  },
  list: {
    type: 'array',
    minItems: 1,
    maxItems: 10,
    uniqueItems: true,
    items: { type: 'object', properties: { at } },
  },
  map: {
    type: 'object',
    properties: {},
    additionalProperties: { type: 'number' },
    patternProperties: { '^x-': { type: 'string' } },
    propertyNames: { maxLength: 9 },
  },
  other: {
    type: 'string',
    not: { type: 'array' },
    if: { type: 'string' },
    else: { type: 'boolean' },
  },
  reference: { type: 'object', properties: {}, $ref: '#/definitions/address' },
};
/** Fields that lack what most have, which JSON Schema allows: released servers before August 2022 failed to list or to refresh them. */
export const bare = {
  list: { type: 'array' },
  nullable_list: { type: ['null', 'array'] },
  list_of_lists: { type: 'array', items: { type: 'array' } },
  list_of_anything: { type: 'array', items: {} },
  list_of_objects: { type: 'array', items: { type: ['object', 'null'] } },
  untyped_list: { items: { type: 'string' } },
  object: { type: 'object' },
  nullable_object: { type: ['null', 'object'] },
  closed_object: { type: 'object', additionalProperties: false },
  open_object: { type: 'object', additionalProperties: { type: 'array' } },
  untyped_object: { properties: { list: { type: 'array' }, object: { type: 'object' }, anything: {} } },
  anything: {},
  any_of_types: { type: ['array', 'object', 'string', 'null'] },
  only_null: { type: 'null' },
  only_format: { format: 'date-time' },
  only_enum: { enum: ['a', 1] },
  only_reference: { $ref: '#/definitions/address' },
  only_one_of: { oneOf: [{ type: 'array' }, { type: 'object' }, { type: 'null' }] },
  only_any_of: { anyOf: [{}, { items: {} }] },
  only_all_of: { allOf: [{ type: 'object' }] },
};
