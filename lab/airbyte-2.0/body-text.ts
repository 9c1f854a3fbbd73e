/** The text of a body, by its first bytes and whatever its content type says. */
import { isUtf8 } from 'node:buffer';

/** `invalid` is what reading on after the text would meet: the first byte that is no UTF-8. */
export function bodyText(body: Buffer): { readonly text: string; readonly invalid?: string } {
  const [first, second] = body;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0 && body.length % 2 === 0))
    return { text: withoutMark(body.toString('utf16le')) };
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0 && body.length % 2 === 0))
    return { text: withoutMark(Buffer.from(body).swap16().toString('utf16le')) };
  if (isUtf8(body)) return { text: withoutMark(body.toString('utf8')) };
  const end = validPrefix(body);
  const byte = body[end] ?? 0;
  const kind = byte >= 0xc2 && byte <= 0xf4 ? 'middle' : 'start';
  const shown = (kind === 'start' ? byte : (body[end + 1] ?? 0)).toString(16);
  return {
    text: withoutMark(body.subarray(0, end).toString('utf8')),
    invalid: `Invalid UTF-8 ${kind} byte 0x${shown}`,
  };
}

function validPrefix(body: Buffer): number {
  let low = 0;
  let high = body.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (startsValid(body.subarray(0, middle))) low = middle;
    else high = middle - 1;
  }
  // A character that is cut off is not part of the valid text.
  while (low > 0 && !isUtf8(body.subarray(0, low))) low -= 1;
  return low;
}

/** Whether the bytes are UTF-8 but for a last character that is cut off. */
function startsValid(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}
