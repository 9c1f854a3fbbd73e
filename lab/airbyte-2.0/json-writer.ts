/** JSON with integers of any size, and numbers as Java prints them. */

/** The text of plain data; members that are `undefined` are left out. */
export function writeJson(value: unknown): string {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number' && !Number.isFinite(value)) return JSON.stringify(javaText(value));
  if (Array.isArray(value)) return `[${value.map(writeJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([, child]) => child !== undefined);
    return `{${members.map(([key, child]) => `${JSON.stringify(key)}:${writeJson(child)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

/** A double as Java's `toString` has it: `1000.0`, `1.0E30`, `Infinity`. */
export function javaText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  if (size >= 1e-3 && size < 1e7) return Number.isInteger(value) ? `${value}.0` : String(value);
  const [digits = '', exponent = ''] = value.toExponential().split('e');
  return `${digits.includes('.') ? digits : `${digits}.0`}E${exponent.replace('+', '')}`;
}
