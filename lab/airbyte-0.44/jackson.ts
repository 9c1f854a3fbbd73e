/** Conversion of JSON to the models as Jackson does it with the settings of Micronaut: lenient, and never validating. */
import type { JSONSchema } from 'json-schema-to-ts';
import { isObject } from '../json-access.ts';

/** A value that no coercion turns into what the model declares. */
export class UnconvertibleError extends Error {
  override readonly name = 'UnconvertibleError';
}

type ObjectSchema = Exclude<JSONSchema, boolean>;

/** The value as the model has it; null and absent are `undefined`. @throws {UnconvertibleError} */
export function converted(value: unknown, schema: JSONSchema): unknown {
  if (value === null || value === undefined) return undefined;
  if (typeof schema === 'boolean') return value;
  if (schema.type === 'array') return list(value, schema);
  // A list of one stands for its item, except where the model has free JSON.
  if (Array.isArray(value) && (schema.type !== 'object' || schema.properties !== undefined))
    return value.length === 1 ? converted(value[0], schema) : fail('a list', schema);
  if (Array.isArray(schema.enum)) return schema.enum.includes(value) ? value : fail(value, schema);
  if (schema.format === 'uuid') return uuid(value);
  if (schema.type === 'string') return text(value, schema);
  if (schema.type === 'integer') return integer(value, schema);
  if (schema.type === 'boolean') return boolean(value);
  if (schema.properties !== undefined) return model(value, schema);
  return value;
}

function fail(value: unknown, schema: ObjectSchema): never {
  throw new UnconvertibleError(`Cannot convert ${JSON.stringify(value)}: expected ${String(schema.type)}`);
}

/** A bare value stands for a list of one. */
function list(value: unknown, { items }: ObjectSchema): readonly unknown[] {
  const values = Array.isArray(value) ? value : [value];
  return values.map((item) => (isSchema(items) ? converted(item, items) : item));
}

function isSchema(items: unknown): items is ObjectSchema {
  return isObject(items);
}

/** Undeclared members are ignored, even where the description forbids them; required lists are empty when absent. */
function model(value: unknown, schema: ObjectSchema): Readonly<Record<string, unknown>> {
  if (!isObject(value)) return fail(value, schema);
  const members = Object.entries(schema.properties ?? {}).map(([key, declared]): [string, unknown] => {
    if (Object.hasOwn(value, key)) return [key, converted(value[key], declared)];
    const isRequiredList = isSchema(declared) && declared.type === 'array' && schema.required?.includes(key) === true;
    return [key, isRequiredList ? [] : undefined];
  });
  return Object.fromEntries(members.filter(([, member]) => member !== undefined));
}

/** Numbers and booleans are taken as their text. */
function text(value: unknown, schema: ObjectSchema): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : fail(value, schema);
}

function uuid(value: unknown): string | undefined {
  if (value === '') return undefined;
  if (typeof value !== 'string') throw new UnconvertibleError('Cannot convert a UUID: expected text');
  const trimmed = value.trim();
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(trimmed)) return trimmed.toLowerCase();
  if (!/^[\w+/-]{22}==$/.test(trimmed)) throw new UnconvertibleError(`Cannot convert "${value}": expected a UUID`);
  const hex = Buffer.from(trimmed, 'base64').toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Fractions are cut off; the text of one is refused. */
function integer(value: unknown, schema: ObjectSchema): number | undefined {
  if (value === '') return undefined;
  if (typeof value === 'string' && /^\s*-?\d+\s*$/.test(value)) return integer(Number(value), schema);
  const limit = schema.format === 'int64' ? 2 ** 63 : 2 ** 31;
  if (typeof value !== 'number' || value >= limit || value < -limit) return fail(value, schema);
  return Math.trunc(value);
}

function boolean(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (value === '') return undefined;
  if (typeof value === 'number' && Number.isInteger(value)) return value !== 0;
  if (typeof value === 'string' && /^(true|TRUE|True)$/.test(value)) return true;
  if (typeof value === 'string' && /^(false|FALSE|False)$/.test(value)) return false;
  throw new UnconvertibleError(`Cannot convert ${JSON.stringify(value)}: expected a boolean`);
}
