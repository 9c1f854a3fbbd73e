/** A copy with secrets masked in every string, member names included; numbers stay, so that the result is still JSON. */
export function redacted<Value>(value: Value, redact: (text: string) => string): Value {
  return copy(value, redact) as Value; // same shape, only strings differ
}

function copy(value: unknown, redact: (text: string) => string): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((item: unknown) => copy(item, redact));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, child]: [string, unknown]) => [redact(name), copy(child, redact)]),
  );
}
