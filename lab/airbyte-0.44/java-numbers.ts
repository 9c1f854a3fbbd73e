/** Numbers as Java has them: integers of any size, and doubles that are no integers even when they are whole. */

/** A number that was written with a fraction or an exponent. */
export class JavaDouble {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }

  /** As `Double.toString` writes it: always a fraction, and an exponent outside of 0.001 to 10,000,000. */
  toString(): string {
    const { value } = this;
    const size = Math.abs(value);
    if (!Number.isFinite(value) || Object.is(value, -0)) return Object.is(value, -0) ? '-0.0' : String(value);
    if (value === 0 || (size >= 1e-3 && size < 1e7)) return Number.isInteger(value) ? `${value}.0` : String(value);
    const [digits = '', exponent = '0'] = value.toExponential().split('e');
    return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
  }
}

/** An integer literal: a number where that is exact. */
export function integerOf(digits: string): number | bigint {
  const value = Number(digits);
  return Number.isSafeInteger(value) ? value : BigInt(digits);
}

/** As a cast to `int` or `long` leaves it: integers wrap around, doubles are cut off and clipped. */
export function castTo(bits: 32 | 64, value: number | bigint | JavaDouble): bigint {
  if (!(value instanceof JavaDouble)) return BigInt.asIntN(bits, BigInt(value));
  const limit = 2n ** BigInt(bits - 1);
  if (value.value >= Number(limit)) return limit - 1n;
  return value.value <= -Number(limit) ? -limit : BigInt(Math.trunc(value.value));
}

/** JSON that has every digit of an integer; a plain number where that does. */
export function exactJson(value: bigint): unknown {
  const plain = Number(value);
  return Number.isSafeInteger(plain) ? plain : rawJson(String(value));
}

/** Written by `JSON.stringify` as it is; in every Node that this project supports, and in no declaration of the language yet. */
function rawJson(text: string): unknown {
  return (JSON as unknown as { rawJSON: (json: string) => unknown }).rawJSON(text);
}
