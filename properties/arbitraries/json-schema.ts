/** The `jsonSchema` of a stream, drawn by the figures of 1,850 real streams (fields, nesting, types, keywords). */
import type { JsonObject } from '../../src/json/json.ts';
import { fieldName } from './awkward-text.ts';
import type { Draw } from './draw.ts';
import { scalar } from './scalar-schema.ts';
import { typed } from './schema-style.ts';
import type { SchemaStyle } from './schema-style.ts';

/** A member of a stream's schema. */
export interface Field {
  readonly name: string;
  readonly schema: JsonObject;
}

interface Limits {
  /** Deepest level of fields; 1 means only top-level ones. */
  readonly depth: number;
  /** Children of an object, at most. */
  readonly children: number;
}

/** Distinct top-level fields, as many as asked for. */
export function fieldsOf(draw: Draw, style: SchemaStyle, count: number, given: Limits): readonly Field[] {
  // Nesting goes by stream as much as by field: a third are flat however many fields they have.
  const limits = draw.chance(0.35) ? { ...given, depth: 1 } : given;
  // Nested fields of one stream, at most: a real one has 1,797.
  const budget = { left: Math.min(600, count * 12) };
  const fields = namedFields(draw, count, () => fieldSchema(draw, style, 1, limits, budget));
  if (style.kind === 'database' && count > 4 && draw.chance(0.3))
    return [...fields.filter(({ name }) => !name.startsWith('_ab_cdc_')), ...changeDataFields];
  return fields;
}

const changeDataFields: readonly Field[] = ['_ab_cdc_lsn', '_ab_cdc_updated_at', '_ab_cdc_deleted_at'].map((name) => ({
  name,
  schema: name.endsWith('lsn') ? { type: 'number' } : { type: 'string' },
}));

/** The whole schema of a stream; an own `__proto__` survives because it is defined, not assigned. */
export function objectSchema(fields: readonly Field[], style?: SchemaStyle): JsonObject {
  return {
    ...(style?.formal === true ? { $schema: 'http://json-schema.org/draft-07/schema#' } : {}),
    type: style?.nullability === 'null-first' ? ['null', 'object'] : 'object',
    ...(style?.formal === true ? { additionalProperties: true } : {}),
    properties: Object.fromEntries(fields.map(({ name, schema }) => [name, schema])),
  };
}

function namedFields(draw: Draw, count: number, schema: () => JsonObject): Field[] {
  const names = new Set<string>();
  // Names collide more often the more there are; a number makes them distinct.
  for (let attempt = 0; names.size < count; attempt += 1) {
    const name = fieldName(draw);
    names.add(names.has(name) ? `${name}_${attempt}` : name);
  }
  return Array.from(names, (name) => ({ name, schema: schema() }));
}

type Kind = 'scalar' | 'object' | 'objects' | 'values' | 'bare-object' | 'composite';

/** What a field at a level is, in percent; the levels below the last one have scalars only. */
const transitions: readonly Readonly<Record<Kind, number>>[] = [
  { scalar: 88.4, object: 4.0, objects: 4.4, values: 2.0, 'bare-object': 0.6, composite: 0.7 },
  { scalar: 92.3, object: 3.4, objects: 1.5, values: 2.2, 'bare-object': 0.6, composite: 0.1 },
  { scalar: 80.6, object: 9.8, objects: 6.2, values: 1.9, 'bare-object': 1.4, composite: 0.1 },
  { scalar: 83.8, object: 8.4, objects: 4.1, values: 2.8, 'bare-object': 0.8, composite: 0.1 },
  { scalar: 77.0, object: 9.6, objects: 8.5, values: 2.9, 'bare-object': 2.0, composite: 0.1 },
  { scalar: 85.4, object: 10.0, objects: 2.0, values: 1.1, 'bare-object': 1.4, composite: 0 },
  { scalar: 89.2, object: 9.0, objects: 0, values: 1.8, 'bare-object': 0, composite: 0 },
];
const weights = transitions.map((row) =>
  (Object.entries(row) as [Kind, number][]).map(([kind, weight]) => [weight, kind] as const),
);

/** Children of a nested object, and of the objects in a list. */
const objectChildren = [[0, 1], [0.25, 2], [0.5, 3], [0.75, 5], [0.9, 14], [0.99, 46]] as const; // prettier-ignore
const itemChildren = [[0, 1], [0.25, 2], [0.5, 7], [0.75, 10], [0.9, 10], [0.99, 24]] as const; // prettier-ignore

function fieldSchema(
  draw: Draw,
  style: SchemaStyle,
  level: number,
  limits: Limits,
  budget: { left: number },
): JsonObject {
  const row = weights[level - 1];
  const drawnKind = row === undefined || (style.kind === 'database' && level > 1) ? 'scalar' : draw.weighted(row);
  const mayNest = level < limits.depth && budget.left > 0;
  const kind = !mayNest && (drawnKind === 'object' || drawnKind === 'objects') ? 'scalar' : drawnKind;
  const children = (points: typeof objectChildren | typeof itemChildren): JsonObject => {
    const count = Math.max(1, Math.min(draw.quantile(points), limits.children, budget.left));
    budget.left -= count;
    const fields = namedFields(draw, count, () => fieldSchema(draw, style, level + 1, limits, budget));
    return {
      ...(style.formal && draw.chance(0.3) ? { additionalProperties: draw.chance(0.84) } : {}),
      properties: Object.fromEntries(fields.map(({ name, schema }) => [name, schema])),
    };
  };
  switch (kind) {
    case 'object':
      return typed(draw, style, 'object', children(objectChildren));
    case 'objects':
      return typed(draw, style, 'array', { items: typed(draw, style, 'object', children(itemChildren)) });
    case 'values':
      return typed(draw, style, 'array', draw.weighted<JsonObject>(listItems));
    case 'bare-object':
      return typed(draw, style, 'object', draw.chance(0.1) ? { airbyte_type: 'json' } : {});
    case 'composite':
      return draw.pick(composites);
    default:
      return scalar(draw, style);
  }
}

const listItems: readonly (readonly [number, JsonObject])[] = [
  [60, { items: { type: ['null', 'string'] } }],
  [22, { items: { type: 'integer' } }],
  [5, { items: { type: 'array', items: { type: 'string' } } }],
  [4, { items: { type: 'number' } }],
  [3, { items: {} }],
  [2, { items: { anyOf: [{ type: 'string' }, { type: 'null' }] } }],
  [2, {}],
  [2, { items: { type: 'string' }, uniqueItems: true }],
];

const composites: readonly JsonObject[] = [
  { anyOf: [{ type: 'null' }, { type: 'object', properties: { id: { type: 'string' } } }] },
  { anyOf: [{ type: 'string', format: 'date-time' }, { type: ['null', 'string'] }] },
  { anyOf: [{ type: 'string', format: 'date-time' }, { type: 'null' }] },
  { anyOf: [{ type: 'array', items: { type: 'string' } }, { type: 'null' }] },
  { oneOf: [{ type: 'string' }, { type: 'integer' }] },
  { oneOf: [{ type: 'array' }, { type: 'object' }, { type: 'number' }, { type: 'string' }, { type: 'boolean' }] },
  { allOf: [{ type: 'object', properties: { id: { type: 'string' } } }] },
];
