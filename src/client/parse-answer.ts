import { parseJson } from '../json/parse-json.ts';
import type { Answer } from '../target/exchange.ts';

/** The limit of Jackson, which the server uses. A recursive walk of a deeper answer would overflow the stack. */
const maxDepth = 1000;

/** The JSON of an answer, or why it does not parse. */
export function parseAnswer(text: string): Answer['json'] {
  if (isDeeper(text, maxDepth)) return { ok: false, reason: `it is nested deeper than ${maxDepth} levels` };
  try {
    return { ok: true, value: parseJson(text) };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : 'it does not parse' };
  }
}

/** Whether brackets outside of texts nest deeper than `limit`; a text that is no JSON may be judged either way. */
function isDeeper(text: string, limit: number): boolean {
  // Counting is quick, and few answers have that many brackets.
  if (countUpTo(text, '{', limit) + countUpTo(text, '[', limit) <= limit) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (character === quote) at = endOfText(text, at);
    else if (character === 0x5b || character === 0x7b) depth += 1;
    else if (character === 0x5d || character === 0x7d) depth -= 1;
    if (depth > limit) return true;
  }
  return false;
}

/** How often the character occurs; counting stops above `limit`. */
function countUpTo(text: string, character: string, limit: number): number {
  let count = 0;
  for (let at = text.indexOf(character); at !== -1 && count <= limit; at = text.indexOf(character, at + 1)) count += 1;
  return count;
}

const quote = 0x22;
const backslash = 0x5c;

/** The position of the quote that ends the text which begins at `start`; the length where none does. */
function endOfText(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === backslash) slashes += 1;
    if (slashes % 2 === 0) return at;
  }
  return text.length;
}
