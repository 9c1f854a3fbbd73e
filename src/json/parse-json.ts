/**
 * JSON without rounding. An integer that a double cannot hold becomes a `bigint`, which compares exactly and is written
 * as it was read; every other number is a `number`, decimals included: real servers make doubles of them.
 */

/** Proposed as "JSON.parse source text access", in Node since 21; older browsers lack both, and round as ever. */
interface SourceTextAccess {
  rawJSON?(text: string): unknown;
  parse(
    text: string,
    reviver: (key: string, value: unknown, context?: { readonly source?: string }) => unknown,
  ): unknown;
}

// TypeScript's library does not have it yet.
const json = JSON as unknown as SourceTextAccess;

// What `JSON.stringify` calls for a bigint; by itself it throws. Every report, command line and request goes through it.
// oxlint-disable-next-line no-extend-native -- the hook that the language has for this, and MDN advises
Object.defineProperty(BigInt.prototype, 'toJSON', {
  configurable: true,
  writable: true,
  value(this: bigint): unknown {
    return json.rawJSON?.(this.toString()) ?? this.toString();
  },
});

/** Doubles hold every integer of fifteen digits. Texts with such a run of digits only cost time. */
const mayBeInexact = /\d{16}/;

/** As `JSON.parse`, with integers as they are. @throws {SyntaxError} */
export function parseJson(text: string): unknown {
  if (!mayBeInexact.test(text)) return JSON.parse(text);
  return json.parse(text, (_key, value, context) =>
    typeof value === 'number' && context?.source !== undefined ? exact(value, context.source) : value,
  );
}

function exact(value: number, source: string): number | bigint {
  return Number.isSafeInteger(value) || !/^-?\d+$/.test(source) || digitsOf(value) === source ? value : BigInt(source);
}

/** The integer that `JSON.stringify` writes for a number, without an exponent; `undefined` for an infinite one. */
function digitsOf(value: number): string | undefined {
  const [, sign = '', first = '', rest = '', exponent] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e\+(\d+))?$/.exec(String(value)) ?? [];
  return first === '' ? undefined : `${sign}${first}${rest.padEnd(Number(exponent ?? 0), '0')}`;
}

/** An integer for a body that is sent: written digit by digit, however large. */
export function exactInteger(digits: string): bigint {
  return BigInt(digits);
}

/** A copy in which every integer is a double, for whoever only knows those; the value itself where it has no other. */
export function withDoubles(value: unknown): unknown {
  return hasBigint(value) ? JSON.parse(JSON.stringify(value)) : value;
}

/** Walks without recursion: a file that somebody hands in may be nested without end. */
function hasBigint(value: unknown): boolean {
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next === 'bigint') return true;
    if (typeof next === 'object' && next !== null) for (const child of Object.values(next)) waiting.push(child);
  }
  return false;
}
