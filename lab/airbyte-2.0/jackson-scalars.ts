/** Texts, ids, flags, integers and words of an enumeration, each from whatever Jackson takes for one. */
import { javaText } from './json-writer.ts';
import type { Enumeration, Scalar } from './models.ts';
import { failure, fromText, nameOf, unexpected } from './unconvertible.ts';
import type { UnconvertibleError } from './unconvertible.ts';

/** Numbers and booleans are taken as their text. */
function textOf(value: unknown): string {
  return typeof value === 'number' ? javaText(value) : String(value);
}

/** @throws {UnconvertibleError} for a word that is none of the values. */
export function choice(value: unknown, type: Enumeration): string {
  const word = textOf(value);
  if (type.values.includes(word)) return word;
  throw failure(`Cannot construct instance of \`${nameOf(type)}\`, problem: Unexpected value '${word}'`);
}

/** A value that is neither a list nor an object. @throws {UnconvertibleError} */
export function scalar(value: unknown, type: Scalar): unknown {
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
