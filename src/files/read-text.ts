/** The files that users hand in, as editors, shells and other tools write them. */
import { readFileSync } from 'node:fs';

/** The text of a file without byte order mark, in UTF-8 or UTF-16. @throws {Error} as `readFileSync` does */
export function readText(file: string): string {
  return decodeText(readFileSync(file));
}

/** Windows tools mark UTF-8, and PowerShell writes what it redirects in UTF-16. No text begins with NUL, so that one tells UTF-16 without a mark. */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0))
    return new TextDecoder('utf-16le').decode(bytes);
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0))
    return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder().decode(bytes);
}
