/** Reads a body from the bytes that are sent: parsers differ about repeated members, and about what is JSON. */

export type SentBody =
  | {
      readonly kind: 'JSON';
      /** Scalars at any depth, repeated ones included; what stands in a list is a member of the list's name. */
      readonly scalars: readonly Member[];
      /** Members of the root, and of the objects of a list at the root: scalars, `{}` for an object, `[]` for a list. */
      readonly root: readonly Member[];
    }
  | {
      readonly kind: 'other';
      /** With every escape and percent-encoding undone that could hide a word. */
      readonly text: string;
    };

export interface Member {
  readonly name: string;
  readonly value: unknown;
}

type JsonBody = Extract<SentBody, { kind: 'JSON' }>;

/** Reads a value that `JSON.stringify` serialises: no member is repeated, and nothing is hidden. */
export function serialisedBody(value: unknown): SentBody {
  const found = collector();
  const visit = (child: unknown, name: string, depth: number): void => {
    if (Array.isArray(child)) {
      found.add({ name, value: list }, depth);
      for (const item of child) visit(item, name, depth);
    } else if (typeof child === 'object' && child !== null) {
      found.add({ name, value: object }, depth);
      for (const [key, item] of Object.entries(child)) visit(item, key, depth + 1);
    } else found.add({ name, value: child }, depth);
  };
  visit(value, '', 0);
  return found.body;
}

function collector(): { readonly body: JsonBody; add(member: Member, depth: number): void } {
  const scalars: Member[] = [];
  const root: Member[] = [];
  return {
    body: { kind: 'JSON', scalars, root },
    add(member, depth) {
      if (depth === 1) root.push(member);
      if (member.value !== object && member.value !== list) scalars.push(member);
    },
  };
}

const object = {};
const list: readonly unknown[] = [];

/** Reads bytes of any origin. */
export function sentBody(body: string | Uint8Array): SentBody {
  const text = (typeof body === 'string' ? body : Buffer.from(body).toString('utf8'))
    // ASCII in UTF-16 and UTF-32 is itself with zeros in between; a byte order mark is no part of the text.
    .replaceAll('\u0000', '')
    .replace(/^[\uFEFF\uFFFD]+/, '');
  return isJson(text) ? bodyIn(text) : { kind: 'other', text: undone(text) };
}

function isJson(text: string): boolean {
  if (text === '') return false; // most queries are empty, and throwing is slow
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** `JSON.parse` keeps the last of repeated members only; other parsers keep the first. */
function bodyIn(json: string): JsonBody {
  const found = collector();
  const around: string[] = [];
  let name = '';
  const add = (value: unknown): void => found.add({ name, value }, around.length);
  for (let at = 0; at < json.length;) {
    const character = json[at];
    if (character === '"') {
      const end = endOfText(json, at);
      const text = textOf(json.slice(at, end));
      at = end + lengthOf(blanks, json, end);
      if (json[at] === ':') name = text;
      else add(text);
      continue;
    }
    const length = lengthOf(literal, json, at);
    if (length > 0) add(JSON.parse(json.slice(at, at + length)));
    else if (character === '{') {
      add(object);
      around.push(name);
    } else if (character === '}') name = around.pop() ?? '';
    else if (character === '[') add(list);
    at += Math.max(1, length);
  }
  return found.body;
}

const literal = /[^\s,:[\]{}"]*/y;
const blanks = /\s*/y;

function lengthOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

/** The position after the quote that ends the text which begins at `start`. */
function endOfText(json: string, start: number): number {
  for (let at = json.indexOf('"', start + 1); at !== -1; at = json.indexOf('"', at + 1)) {
    let slashes = 0;
    while (json[at - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return at + 1;
  }
  return json.length;
}

function textOf(token: string): string {
  return token.includes('\\') ? String(JSON.parse(token)) : token.slice(1, -1);
}

function undone(text: string): string {
  return text.replaceAll(
    /\\u\{([0-9a-f]{1,6})\}|\\u([0-9a-f]{4})|\\x([0-9a-f]{2})|%([0-9a-f]{2})/gi,
    (whole, ...codes: (string | undefined)[]) => {
      const code = Number.parseInt(codes.slice(0, 4).find((each) => each !== undefined) ?? '', 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
