/** A member of an answer's body; `undefined` where the body has none, or is no object. */
export function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
