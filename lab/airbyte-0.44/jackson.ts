/** Conversion of JSON to the models as Jackson does it with the settings of Micronaut: lenient, and never validating. */
import type { JSONSchema } from 'json-schema-to-ts';
import { isObject } from '../json-access.ts';
import { castTo, exactJson, JavaDouble } from './java-numbers.ts';

/** A value that no coercion turns into what the model declares. */
export class UnconvertibleError extends Error {
  override readonly name = 'UnconvertibleError';
}

type ObjectSchema = Exclude<JSONSchema, boolean>;

/** The value as the model has it; null and absent are `undefined`, except for null in free JSON. @throws {UnconvertibleError} */
export function converted(value: unknown, schema: JSONSchema): unknown {
  if (value === undefined || (value === null && !isFreeJson(schema))) return undefined;
  if (typeof schema === 'boolean' || isFreeJson(schema)) return value;
  if (schema.type === 'array') return list(value, schema);
  // A list of one stands for its item.
  if (Array.isArray(value)) return value.length === 1 ? converted(value[0], schema) : fail(value, schema);
  if (Array.isArray(schema.enum)) return schema.enum.includes(value) ? value : fail(value, schema);
  if (schema.format === 'uuid') return uuid(value);
  if (schema.type === 'string') return text(value, schema);
  if (schema.type === 'integer') return integer(value, schema);
  if (schema.type === 'boolean') return boolean(value);
  return model(value, schema);
}

/** A tree that is kept as it is. */
function isFreeJson(schema: JSONSchema): boolean {
  return typeof schema !== 'boolean' && schema.type === 'object' && schema.properties === undefined;
}

function fail(value: unknown, { type }: ObjectSchema): never {
  const shown = typeof value === 'bigint' || value instanceof JavaDouble ? String(value) : JSON.stringify(value);
  throw new UnconvertibleError(`Cannot deserialize value of type \`${String(type)}\` from ${shown}`);
}

/** A bare value stands for a list of one. */
function list(value: unknown, { items }: ObjectSchema): readonly unknown[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.map((item) => (isSchema(items) ? converted(item, items) : item));
}

function isSchema(items: unknown): items is ObjectSchema {
  return isObject(items);
}

/** Undeclared members are ignored, even where the description forbids them; required lists are empty when absent. */
function model(value: unknown, schema: ObjectSchema): Readonly<Record<string, unknown>> {
  if (!isObject(value) || value instanceof JavaDouble) return fail(value, schema);
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
  const isScalar = ['number', 'bigint', 'boolean'].includes(typeof value) || value instanceof JavaDouble;
  return isScalar ? String(value) : fail(value, schema);
}

function uuid(value: unknown): string | undefined {
  if (value === '') return undefined;
  if (typeof value !== 'string') return fail(value, { type: 'string' });
  const trimmed = value.trim();
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(trimmed)) return trimmed.toLowerCase();
  if (!/^[\w+/-]{22}==$/.test(trimmed)) return fail(value, { type: 'string' });
  const hex = Buffer.from(trimmed, 'base64').toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Numbers are cast, whatever their size; text has to be an integer in range. */
function integer(value: unknown, schema: ObjectSchema): unknown {
  if (value === '') return undefined;
  const bits = schema.format === 'int64' ? 64 : 32;
  if (typeof value === 'number' || typeof value === 'bigint' || value instanceof JavaDouble)
    return exactJson(castTo(bits, value));
  if (typeof value !== 'string' || !/^\s*-?\d+\s*$/.test(value)) return fail(value, schema);
  const parsed = BigInt(value.trim());
  return castTo(bits, parsed) === parsed ? exactJson(parsed) : fail(value, schema);
}

function boolean(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number' || typeof value === 'bigint') return BigInt(value) !== 0n;
  if (typeof value !== 'string') return fail(value, { type: 'boolean' });
  if (value === '') return undefined;
  const word = value.trim();
  if (/^(true|TRUE|True)$/.test(word)) return true;
  return /^(false|FALSE|False)$/.test(word) ? false : fail(value, { type: 'boolean' });
}
