import type { JsonObject } from '../../src/json/json.ts';
import { exactInteger } from '../../src/json/parse-json.ts';
import type { Draw } from './draw.ts';
import { typed } from './schema-style.ts';
import type { SchemaStyle } from './schema-style.ts';

/** Kinds of scalars by catalog, in percent; databases write integers as numbers with a type of Airbyte's own. */
export function scalar(draw: Draw, style: SchemaStyle): JsonObject {
  const type = draw.weighted<'string' | 'number' | 'integer' | 'boolean' | 'odd'>(
    style.kind === 'database'
      ? [
          [63, 'string'],
          [30, 'number'],
          [1, 'integer'],
          [2, 'boolean'],
        ]
      : [
          [64, 'string'],
          [18, 'number'],
          [10, 'integer'],
          [5, 'boolean'],
          [0.15, 'odd'],
        ],
  );
  switch (type) {
    case 'string':
      return typed(draw, style, 'string', draw.weighted(stringExtras));
    case 'number':
      return typed(draw, style, 'number', draw.weighted(style.kind === 'database' ? databaseNumbers : numberExtras));
    case 'integer':
      return typed(
        draw,
        style,
        'integer',
        draw.weighted(style.beyond64Bits ? [...integerExtras, ...hugeIntegers] : integerExtras),
      );
    case 'boolean':
      return typed(draw, style, 'boolean', {});
    default:
      // Dirt of real catalogs that every server stores: no type, unions, misspelt keywords, formats that nobody
      // defines.
      return draw.pick(odd);
  }
}

const dateTime = { format: 'date-time' };
const stringExtras: readonly (readonly [number, JsonObject])[] = [
  [86, {}],
  [8.5, dateTime],
  [0.9, { format: 'date' }],
  [0.3, { ...dateTime, airbyte_type: 'timestamp_with_timezone' }],
  [0.2, { ...dateTime, airbyte_type: 'timestamp_without_timezone' }],
  [0.2, { format: 'uri' }],
  [0.1, { format: 'email' }],
  [0.1, { format: 'time', airbyte_type: 'time_without_timezone' }],
  [1.2, { maxLength: 255 }],
  [0.8, { enum: ['open', 'closed', 'pending'] }],
  [0.1, { pattern: '^[A-Z]{2}$' }],
  [0.1, { contentEncoding: 'base64' }],
  [0.1, { default: '' }],
  [1.2, { readOnly: true }],
];
const numberExtras: readonly (readonly [number, JsonObject])[] = [
  [96, {}],
  [1, { multipleOf: 0.01 }],
  [1, { minimum: 0 }],
  [1, { format: 'float' }],
  [1, { airbyte_type: 'integer' }],
];
const databaseNumbers: readonly (readonly [number, JsonObject])[] = [
  [37, {}],
  [63, { airbyte_type: 'integer' }],
];
const integerExtras: readonly (readonly [number, JsonObject])[] = [
  [94, {}],
  [2, { minimum: 0, maximum: 2_147_483_647 }],
  [2, { format: 'int64' }],
  [2, { enum: [0, 1, 2] }],
  // A server whose numbers are doubles rounds them.
  [2, { minimum: exactInteger('-9223372036854775808'), maximum: exactInteger('9223372036854775807') }],
];
const hugeIntegers: readonly (readonly [number, JsonObject])[] = [
  [2, { maximum: exactInteger('123456789012345678901234567890') }],
];
const odd: readonly JsonObject[] = [
  {},
  { description: 'Without a type' },
  { type: ['null', 'string', 'array'] },
  { type: ['boolean', 'number', 'null'] },
  { type: 'null' },
  { type: ['string'] },
  { type: 'string', format: ' date-time' },
  { type: 'string', format: 'YYYY-MM-DDTHH:mm:ss.sssZ' },
  { type: 'number', minumum: 1 },
];
