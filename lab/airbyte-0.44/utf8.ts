/** Text of bytes as Jackson decodes them, up to what is no UTF-8. */

/** The first byte that does not belong, and what Jackson says of it. */
export interface InvalidUtf8 {
  readonly byte: number;
  readonly complaint: string;
}

/** The text up to the first byte that is no UTF-8. */
export function decoded(bytes: Buffer): { readonly text: string; readonly invalid?: InvalidUtf8 } {
  const text = bytes.toString();
  if (Buffer.from(text).equals(bytes)) return { text };
  // Invalid bytes became U+FFFD: everything before the first of them that was not sent as such is text.
  let from = 0;
  for (const character of text) {
    const sent = Buffer.from(character);
    if (character === '\uFFFD' && !bytes.subarray(from, from + sent.length).equals(sent)) break;
    from += sent.length;
  }
  const start = bytes[from] ?? 0;
  const middle = bytes.subarray(from + 1).find((byte) => (byte & 0xc0) !== 0x80) ?? 0;
  const hasStart = start >= 0xc0 && start < 0xf8;
  const complaint = `Invalid UTF-8 ${hasStart ? 'middle' : 'start'} byte 0x${(hasStart ? middle : start).toString(16)}`;
  return { text: bytes.subarray(0, from).toString(), invalid: { byte: start, complaint } };
}
