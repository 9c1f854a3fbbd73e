/** Hides the user part of every address in a text, known as a secret or not. */

/**
 * Where an address begins, and what stands there before an `@`; slashes may be escaped, as some writers of JSON have
 * it.
 */
const plain = /(^|[\s"'=(:])((?:\\?\/){2})[^\s/?#"'<>\\]*@/g;
/** An address inside of another one. */
const encoded = /(%3A%2F%2F)(?:(?!%2F|%3F|%23)[^\s/?#&"'<>\\])*%40/gi;

/** The text with `***` for the user part of every address in it. */
export function maskAddresses(text: string): string {
  const masked = text.includes('@') ? text.replaceAll(plain, '$1$2***@') : text;
  return masked.includes('%40') ? masked.replaceAll(encoded, '$1***%40') : masked;
}

/** One address as somebody typed it, well-formed or not: a password may hold any character, an `@` or a `/` as well. */
export function maskedAddress(given: string): string {
  return given.trim().replace(/^([a-z][a-z0-9+.-]*:\/\/|\/\/)?.*@/is, '$1***@');
}
