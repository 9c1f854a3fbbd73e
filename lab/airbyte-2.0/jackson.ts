/** Conversion of JSON to the models as Jackson does it with the settings of Micronaut: lenient, and never validating. */
import { isObject } from '../json-access.ts';
import { locationAt } from './json-reader.ts';
import { javaText } from './json-writer.ts';
import type { Enumeration, JavaType, ListType, Model, Scalar } from './models.ts';

const generated = 'io.airbyte.api.model.generated.';

/** A value that no coercion turns into what the model declares; the chain says where, outermost first. */
export class UnconvertibleError extends Error {
  override readonly name = 'UnconvertibleError';
  readonly chain: string[] = [];
}

/** The message as Jackson builds it: reason, position, and the way to the value. */
export function jacksonMessage(reason: string, chain: readonly string[]): string {
  return chain.length === 0 ? reason : `${reason} (through reference chain: ${chain.join('->')})`;
}

/** The value as the model has it; null and absent are `undefined`. @throws {UnconvertibleError} */
export function converted(value: unknown, type: JavaType): unknown {
  // Members of free JSON keep their nulls.
  if (type.kind === 'json') return value;
  if (value === null || value === undefined) return undefined;
  if (type.kind === 'list') return list(value, type);
  if (Array.isArray(value)) return singleItem(value, type);
  if (type.kind === 'model') return bound(value, type);
  if (isObject(value)) throw unexpected(nameOf(type), 'Object', 'START_OBJECT');
  return type.kind === 'enum' ? choice(value, type) : scalar(value, type);
}

/** How far a model knows a path: the chain that Jackson shows for an error below it. */
export function chainOf(path: readonly (string | number)[], root: JavaType): readonly string[] {
  const chain: string[] = [];
  let type: JavaType | undefined = root;
  for (const key of path) {
    if (type?.kind === 'model' && typeof key === 'string' && type.members[key] !== undefined) {
      chain.push(`${generated}${type.name}["${key}"]`);
      type = type.members[key];
    } else if (type?.kind === 'list' && typeof key === 'number') {
      chain.push(`java.util.ArrayList[${key}]`);
      type = type.items;
    } else break;
  }
  return chain;
}

function nameOf(type: JavaType): string {
  if (type.kind === 'model' || type.kind === 'enum') return `${generated}${type.name}`;
  const names = {
    uuid: 'java.util.UUID',
    string: 'java.lang.String',
    long: 'java.lang.Long',
    integer: 'java.lang.Integer',
  };
  if (type.kind === 'boolean') return 'java.lang.Boolean';
  return type.kind === 'list' ? 'java.util.ArrayList' : type.kind === 'json' ? 'java.lang.Object' : names[type.kind];
}

function failure(reason: string): UnconvertibleError {
  return new UnconvertibleError(`${reason}\n at ${locationAt(1, 1)}`);
}

function unexpected(name: string, kind: string, token: string): UnconvertibleError {
  return failure(`Cannot deserialize value of type \`${name}\` from ${kind} value (token \`JsonToken.${token}\`)`);
}

function fromText(type: JavaType, value: string, why: string): UnconvertibleError {
  return failure(`Cannot deserialize value of type \`${nameOf(type)}\` from String ${JSON.stringify(value)}: ${why}`);
}

/** A list of one stands for its item, one level deep. */
function singleItem(value: readonly unknown[], type: Model | Enumeration | Scalar): unknown {
  if (value.length === 0 || Array.isArray(value[0])) throw unexpected(nameOf(type), 'Array', 'START_ARRAY');
  if (value.length > 1)
    throw failure(
      `Attempted to unwrap '${nameOf(type)}' value from an array (with \`DeserializationFeature.UNWRAP_SINGLE_VALUE_ARRAYS\`) but it contains more than one value`,
    );
  return converted(value[0], type);
}

/** A bare value stands for a list of one. */
function list(value: unknown, { items }: ListType): readonly unknown[] {
  if (Array.isArray(value))
    return value.map((item, index) => within(`java.util.ArrayList[${index}]`, () => converted(item, items)));
  return [within('java.lang.Object[0]', () => converted(value, items))];
}

function within<Result>(place: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof UnconvertibleError) error.chain.unshift(place);
    throw error;
  }
}

/** Undeclared members are ignored. Members are bound in the order in which they stand. */
function bound(value: unknown, type: Model): Readonly<Record<string, unknown>> {
  if (!isObject(value)) throw noCreator(value, type);
  const result: Record<string, unknown> = {};
  for (const name of type.filled ?? []) result[name] = [];
  for (const [key, child] of Object.entries(value)) {
    const declared = Object.hasOwn(type.members, key) ? type.members[key] : undefined;
    if (declared === undefined) continue;
    const member = within(`${generated}${type.name}["${key}"]`, () => converted(child, declared));
    if (member !== undefined) result[key] = member;
    else if (type.filled?.includes(key) === true) result[key] = null;
  }
  return result;
}

function noCreator(value: unknown, type: Model): UnconvertibleError {
  const name = nameOf(type);
  if (value === '')
    return failure(
      `Cannot coerce empty String ("") to \`${name}\` value (but could if coercion was enabled using \`CoercionConfig\`)`,
    );
  const [kind, what, shown] =
    typeof value === 'string'
      ? ['String', 'String', `'${value}'`]
      : typeof value === 'boolean'
        ? ['boolean/Boolean', 'boolean', String(value)]
        : typeof value === 'bigint'
          ? ['int/Int', 'Number', String(value)]
          : ['double/Double', 'Number', String(value)];
  return failure(
    `Cannot construct instance of \`${name}\` (although at least one Creator exists): no ${kind}-argument constructor/factory method to deserialize from ${what} value (${shown})`,
  );
}

/** Numbers and booleans are taken as their text. */
function textOf(value: unknown): string {
  return typeof value === 'number' ? javaText(value) : String(value);
}

function choice(value: unknown, type: Enumeration): string {
  const word = textOf(value);
  if (type.values.includes(word)) return word;
  throw failure(`Cannot construct instance of \`${nameOf(type)}\`, problem: Unexpected value '${word}'`);
}

function scalar(value: unknown, type: Scalar): unknown {
  if (type.kind === 'string') return textOf(value);
  if (type.kind === 'uuid') return uuid(textOf(value), type);
  if (type.kind === 'boolean') return boolean(value, type);
  return integer(value, type);
}

function uuid(value: string, type: Scalar): string | undefined {
  const trimmed = value.trim();
  if (trimmed === '') return undefined;
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(trimmed)) return trimmed.toLowerCase();
  if (/^[\w+/-]{22}==$/.test(trimmed))
    return Buffer.from(trimmed, 'base64')
      .toString('hex')
      .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const odd = /^.{8}-.{4}-.{4}-.{4}-.{12}$/.test(trimmed) ? /[^0-9a-f-]/i.exec(trimmed)?.[0] : undefined;
  throw fromText(
    type,
    value,
    odd === undefined
      ? 'UUID has to be represented by standard 36-char representation'
      : `Non-hex character '${odd}' (value 0x${odd.charCodeAt(0).toString(16)}), not valid for UUID String`,
  );
}

const ranges = {
  long: { name: 'long', min: -(2n ** 63n), max: 2n ** 63n - 1n },
  integer: { name: 'int', min: -(2n ** 31n), max: 2n ** 31n - 1n },
} as const;

/** Fractions are cut off; the text of one is refused. What a double holds exactly is a number again. */
function integer(value: unknown, type: Scalar): bigint | number | undefined {
  const { name, min, max } = ranges[type.kind === 'long' ? 'long' : 'integer'];
  const outOfRange = (): UnconvertibleError =>
    failure(`Numeric value (${String(value)}) out of range of ${name} (${min} - ${max})`);
  if (typeof value === 'boolean') throw unexpected(nameOf(type), 'Boolean', value ? 'VALUE_TRUE' : 'VALUE_FALSE');
  if (typeof value === 'string') {
    const trimmed = value.trim();
    if (trimmed === '') return undefined;
    const whole = /^[+-]?\d+$/.test(trimmed) ? BigInt(trimmed.replace('+', '')) : undefined;
    if (whole === undefined || whole < min || whole > max)
      throw fromText(type, value, `not a valid \`${nameOf(type)}\` value`);
    return plain(whole);
  }
  if (typeof value === 'number') {
    if (!(value >= Number(min) && value <= Number(max))) throw outOfRange();
    return Math.trunc(value);
  }
  const whole = value as bigint; // the reader yields nothing else
  if (whole < min || whole > max) throw outOfRange();
  return plain(whole);
}

function plain(value: bigint): bigint | number {
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
}

function boolean(value: unknown, type: Scalar): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return value !== 0n;
  if (typeof value === 'number')
    throw failure(
      `Cannot coerce Floating-point value (${value}) to \`java.lang.Boolean\` value (but could if coercion was enabled using \`CoercionConfig\`)`,
    );
  const trimmed = String(value).trim();
  if (trimmed === '') return undefined;
  if (/^(true|TRUE|True)$/.test(trimmed)) return true;
  if (/^(false|FALSE|False)$/.test(trimmed)) return false;
  throw fromText(type, String(value), 'only "true" or "false" recognized');
}
