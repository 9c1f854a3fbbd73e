/** The JSON in a body, `undefined` where it is none. A byte order mark may be passed over (RFC 8259, section 8.1). */
export function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
