/**
 * Values for schemas that Airlock has no domain knowledge of: valid by construction, for members that a newer release
 * added.
 */
import type { JSONSchema } from 'json-schema-to-ts';
import { isSchema } from '../../src/validation/is-schema.ts';
import { validatorFor } from '../../src/validation/validator.ts';
import type { Draw } from './draw.ts';

type Schema = Exclude<JSONSchema, boolean> & { readonly nullable?: boolean };

/** Depth below which optional members are left out and lists are empty, so that recursive models end. */
const maxDepth = 4;
/** Tries until the referee agrees: `pattern`, `not` and overlapping `oneOf` branches cannot always be built at once. */
const maxAttempts = 20;

/** A value that Ajv accepts for the schema; `undefined` when none was found. */
export function drawFromSchema(draw: Draw, schema: JSONSchema): unknown {
  const isValid = validatorFor(schema);
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    // Later attempts are simpler: fewer optional members, shallower.
    const value = build(draw, schema, attempt < maxAttempts / 2 ? 0 : maxDepth);
    if (value !== undefined && isValid(value).length === 0) return value;
  }
  return undefined;
}

function build(draw: Draw, schema: JSONSchema, depth: number): unknown {
  if (typeof schema === 'boolean') return schema ? draw.pick(['any', 1, true]) : undefined;
  const node: Schema = mergedAllOf(schema);
  if (node.const !== undefined) return node.const;
  if (Array.isArray(node.enum)) return node.enum.length === 0 ? undefined : draw.pick(node.enum);
  const branches = node.oneOf ?? node.anyOf;
  if (branches !== undefined && branches.length > 0) {
    const { oneOf: _one, anyOf: _any, ...rest } = node;
    const others = branches.filter((branch) => typeof branch === 'boolean' || branch.type !== 'null');
    return build(draw, mergeTwo(rest, draw.pick(others.length > 0 ? others : branches)), depth);
  }
  switch (typeOf(draw, node)) {
    case 'string':
      return text(draw, node);
    case 'integer':
      return number(draw, node, true);
    case 'number':
      return number(draw, node, false);
    case 'boolean':
      return draw.chance(0.5);
    case 'null':
      return null;
    case 'array':
      return list(draw, node, depth);
    case 'object':
      return object(draw, node, depth);
    default:
      return draw.pick(['text', 1, true]);
  }
}

function typeOf(draw: Draw, { type, properties, items }: Schema): string | undefined {
  if (typeof type === 'string') return type;
  if (type !== undefined) {
    // Null is the absence of a value to released servers: the other types say more.
    const others = type.filter((one) => one !== 'null');
    return others.length === 0 ? 'null' : draw.pick(others);
  }
  if (properties !== undefined) return 'object';
  return items === undefined ? undefined : 'array';
}

function text(draw: Draw, { format, minLength = 0, maxLength, pattern }: Schema): string {
  if (format !== undefined && Object.hasOwn(formats, format)) return draw.pick(formats[format] ?? []);
  if (pattern !== undefined) {
    const sample = patternSamples.find((candidate) => new RegExp(pattern, 'u').test(candidate));
    if (sample !== undefined) return sample;
  }
  const base = draw.pick(['airlock', 'x', 'größe 😀', 'with blank', '']);
  const padded = base.length < minLength ? base.padEnd(minLength, 'x') : base;
  return maxLength === undefined || padded.length <= maxLength ? padded : 'x'.repeat(maxLength);
}

const formats: Readonly<Record<string, readonly string[]>> = {
  uuid: ['aaaaaaaa-0000-4000-8000-000000000001', 'bbbbbbbb-0000-4000-8000-000000000002'],
  'date-time': ['2026-01-31T12:00:00Z', '2024-02-29T23:59:59.123Z'],
  date: ['2026-01-31', '2024-02-29'],
  time: ['12:00:00Z'],
  email: ['airlock@example.com'],
  uri: ['https://example.com/airlock'],
  hostname: ['example.com'],
  ipv4: ['192.0.2.1'],
  ipv6: ['2001:db8::1'],
  byte: ['YWlybG9jaw=='],
};
/**
 * A pattern is met by one of these or the value is given up: patterns do not occur in the descriptions known so far.
 */
const patternSamples = [
  'a',
  'A',
  '1',
  'abc',
  'ABC',
  '123',
  'abc123',
  'a-b',
  'a_b',
  'AA',
  '2026-01-31',
  '1.0.0',
  'v1',
  '0.1',
  '',
];

function number(draw: Draw, node: Schema, whole: boolean): number | undefined {
  const step = node.multipleOf ?? (whole ? 1 : 0.5);
  const low = node.minimum ?? (node.exclusiveMinimum === undefined ? undefined : node.exclusiveMinimum + step);
  const high = node.maximum ?? (node.exclusiveMaximum === undefined ? undefined : node.exclusiveMaximum - step);
  const min = low ?? Math.min(0, high ?? 0);
  const max = high ?? Math.max(min, 0) + 1000;
  const first = Math.ceil(min / step);
  const last = Math.floor(max / step);
  if (first > last) return undefined;
  // Integers of 32 bits are drawn: more than a billion choices add nothing.
  const span = Math.min(last - first, 2 ** 30);
  const value = (draw.chance(0.2) ? first : first + draw.integer(0, span)) * step;
  return value === 0 ? 0 : value;
}

function list(
  draw: Draw,
  { items, minItems = 0, maxItems = 3, uniqueItems }: Schema,
  depth: number,
): unknown[] | undefined {
  const least =
    depth >= maxDepth ? minItems : draw.integer(minItems, Math.max(minItems, Math.min(maxItems, minItems + 2)));
  const itemSchema: JSONSchema = isSchema(items) ? items : {};
  const drawnItems = draw.list(least, () => build(draw, itemSchema, depth + 1));
  if (drawnItems.some((item) => item === undefined)) return minItems === 0 ? [] : undefined;
  if (uniqueItems !== true) return drawnItems;
  return [...new Map(drawnItems.map((item) => [JSON.stringify(item), item])).values()];
}

function object(
  draw: Draw,
  { properties = {}, required = [] }: Schema,
  depth: number,
): Readonly<Record<string, unknown>> | undefined {
  const members: [string, unknown][] = [];
  for (const name of new Set([...required, ...Object.keys(properties)])) {
    const isRequired = required.includes(name);
    if (!isRequired && (depth >= maxDepth || draw.chance(0.5))) continue;
    const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const value = build(draw, schema ?? {}, depth + 1);
    if (value === undefined && isRequired) return undefined;
    if (value !== undefined) members.push([name, value]);
  }
  return Object.fromEntries(members);
}

function mergedAllOf(schema: Exclude<JSONSchema, boolean>): Schema {
  const { allOf, ...rest } = schema;
  return (allOf ?? []).reduce<Schema>((merged, part) => mergeTwo(merged, part), rest);
}

function mergeTwo(left: Schema, right: JSONSchema): Schema {
  if (typeof right === 'boolean') return left;
  const other = mergedAllOf(right);
  return {
    ...left,
    ...other,
    ...(left.properties === undefined && other.properties === undefined
      ? {}
      : { properties: { ...left.properties, ...other.properties } }),
    ...(left.required === undefined && other.required === undefined
      ? {}
      : { required: [...new Set([...(left.required ?? []), ...(other.required ?? [])])] }),
  };
}
