/** JSON as Jackson's parser reads it: its leniency, its limits and its texts. */
import { bodyText } from './body-text.ts';

/** What Jackson appends to every message; the position is the parser's, and nobody reads it. */
export function locationAt(line: number, column?: number): string {
  const where = column === undefined ? `line: ${line}` : `line: ${line}, column: ${column}`;
  return `[Source: REDACTED (\`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION\` disabled); ${where}]`;
}

/** A text that is no JSON; `path` leads to the value that was being bound when the parser stumbled. */
export class JsonSyntaxError extends Error {
  override readonly name = 'JsonSyntaxError';
  readonly path: readonly (string | number)[];

  constructor(message: string, path: readonly (string | number)[]) {
    super(message);
    this.path = path;
  }
}

const maxDepth = 1000;
const blanks = /[ \t\r\n]*/y;
const letters = /[\w$]*/y;
const number = /-?\d*(?:\.\d*)?(?:[eE][+-]?\d*)?/y;
/** From the space on: control characters have to be escaped. */
const plainText = /[ !#-[\]-\u{10FFFF}]*/uy;
const tokens = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

/** The first document of a body: integers as `bigint`, other numbers as `number`. `undefined` for no bytes at all. */
export function readJson(body: Buffer): unknown {
  return body.length === 0 ? undefined : new JsonReader(body).document();
}

class JsonReader {
  readonly #text: string;
  /** What reading on after the text would meet: the first byte that is no UTF-8. */
  readonly #invalid: string | undefined;
  readonly #path: (string | number)[] = [];
  #at = 0;
  #depth = 0;

  constructor(body: Buffer) {
    const { text, invalid } = bodyText(body);
    this.#text = text;
    this.#invalid = invalid;
  }

  /** What follows the first document is not looked at. */
  document(): unknown {
    this.#skipBlanks();
    if (this.#at >= this.#text.length && this.#invalid === undefined)
      throw new JsonSyntaxError(`No content to map due to end-of-input\n at ${locationAt(1)}`, []);
    return this.#value();
  }

  #value(): unknown {
    const character = this.#text[this.#at];
    if (character === undefined) throw this.#ended(this.#between(), false);
    if (character === '"') return this.#string();
    if (character === '{') return this.#nested(() => this.#object());
    if (character === '[') return this.#nested(() => this.#array());
    if (character === '-' || isDigit(character)) return this.#number();
    if (/[A-Za-z_$]/.test(character)) return this.#word();
    if (character === '/')
      throw this.#unexpected(
        "maybe a (non-standard) comment? (not recognized as one since Feature 'ALLOW_COMMENTS' not enabled for parser)",
      );
    throw this.#unexpected(/[\]}]/.test(character) ? 'expected a value' : `expected a valid value ${tokens}`);
  }

  #nested(read: () => unknown): unknown {
    this.#depth += 1;
    if (this.#depth > maxDepth)
      throw this.#error(
        `Document nesting depth (${this.#depth}) exceeds the maximum allowed (${maxDepth}, from \`StreamReadConstraints.getMaxNestingDepth()\`)`,
        false,
      );
    const value = read();
    this.#depth -= 1;
    return value;
  }

  #object(): unknown {
    const start = this.#at;
    // Without a prototype a member called __proto__ is a member like any other.
    const members = Object.create(null) as Record<string, unknown>;
    this.#at += 1;
    this.#skipBlanks();
    if (this.#take('}')) return members;
    for (let first = true; ; first = false) {
      this.#skipBlanks();
      if (this.#at >= this.#text.length)
        throw this.#ended(
          first
            ? `: expected close marker for Object (start marker at ${locationAt(1, start + 1)})`
            : ' within/between Object entries',
        );
      if (this.#text[this.#at] !== '"') throw this.#unexpected('was expecting double-quote to start field name', true);
      const key = this.#string('field name');
      this.#skipBlanks();
      if (this.#at >= this.#text.length) throw this.#ended(' within/between Object entries');
      if (!this.#take(':')) throw this.#unexpected('was expecting a colon to separate field name and value', true);
      this.#skipBlanks();
      this.#path.push(key);
      members[key] = this.#value();
      this.#path.pop();
      this.#skipBlanks();
      if (this.#take('}')) return members;
      if (this.#at >= this.#text.length)
        throw this.#ended(`: expected close marker for Object (start marker at ${locationAt(1, start + 1)})`);
      if (!this.#take(',')) throw this.#unexpected('was expecting comma to separate Object entries', true);
    }
  }

  #array(): unknown {
    const start = this.#at;
    const items: unknown[] = [];
    this.#at += 1;
    this.#skipBlanks();
    if (this.#take(']')) return items;
    for (;;) {
      this.#skipBlanks();
      this.#path.push(items.length);
      items.push(this.#value());
      this.#path.pop();
      this.#skipBlanks();
      if (this.#take(']')) return items;
      if (this.#at >= this.#text.length)
        throw this.#ended(`: expected close marker for Array (start marker at ${locationAt(1, start + 1)})`);
      if (!this.#take(',')) throw this.#unexpected('was expecting comma to separate Array entries', true);
    }
  }

  /** The value of a member is read when it is bound, so that an error in it names the member; a name is not. */
  #string(kind: 'VALUE_STRING' | 'field name' = 'VALUE_STRING'): string {
    const isValue = kind === 'VALUE_STRING';
    let text = '';
    for (this.#at += 1; ; this.#at += 1) {
      text += this.#match(plainText);
      const character = this.#text[this.#at];
      if (character === undefined)
        throw this.#error(
          this.#invalid ?? `Unexpected end-of-input in ${kind}`,
          isValue || this.#invalid !== undefined,
        );
      if (character === '"') break;
      if (character !== '\\')
        throw this.#error(
          `Illegal unquoted character (${described(character)}): has to be escaped using backslash to be included in ${isValue ? 'string value' : 'name'}`,
          true,
        );
      text += this.#escape();
    }
    this.#at += 1;
    return text;
  }

  #escape(): string {
    this.#at += 1;
    const character = this.#text[this.#at];
    if (character === undefined) throw this.#ended(' in character escape sequence');
    if (character === 'u') {
      const digits = this.#text.slice(this.#at + 1, this.#at + 5);
      if (!/^[0-9a-f]{4}$/i.test(digits))
        throw this.#error(
          `Unexpected character (${described(digits)}): expected a hex-digit for character escape sequence`,
          true,
        );
      this.#at += 4;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    const plain = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }[character];
    if (plain === undefined) throw this.#error(`Unrecognized character escape ${described(character)}`, true);
    return plain;
  }

  #number(): bigint | number {
    const literal = this.#match(number);
    if (/^-?0\d/.test(literal)) throw this.#error('Invalid numeric value: Leading zeroes not allowed', false);
    if (!/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(literal))
      throw this.#error(`Unexpected character: expected digit (0-9) in numeric value`, false);
    return /^-?\d+$/.test(literal) ? BigInt(literal) : Number(literal);
  }

  #word(): boolean | null {
    const word = this.#match(letters);
    if (['NaN', 'Infinity'].includes(word))
      throw this.#error(
        `Non-standard token '${word}': enable \`JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS\` to allow`,
        false,
      );
    if (word !== 'true' && word !== 'false' && word !== 'null')
      throw this.#error(`Unrecognized token '${word}': was expecting ${tokens}`, false);
    return word === 'null' ? null : word === 'true';
  }

  #skipBlanks(): void {
    this.#match(blanks);
    const character = this.#text[this.#at];
    if (character !== undefined && character < ' ')
      throw this.#error(
        `Illegal character (${described(character)}): only regular white space (\\r, \\n, \\t) is allowed between tokens`,
        true,
      );
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }

  #take(character: string): boolean {
    const isThere = this.#text[this.#at] === character;
    if (isThere) this.#at += 1;
    return isThere;
  }

  #between(): string {
    return ` within/between ${typeof this.#path.at(-1) === 'number' ? 'Array' : 'Object'} entries`;
  }

  #ended(how: string, isInside = true): JsonSyntaxError {
    return this.#error(this.#invalid ?? `Unexpected end-of-input${how}`, isInside);
  }

  #unexpected(why: string, isInside = false): JsonSyntaxError {
    const character = this.#text[this.#at];
    if (character === undefined) return this.#ended('');
    return this.#error(`Unexpected character (${described(character)}): ${why}`, isInside);
  }

  /** A token that does not start is met before its member is bound: the path ends at the object around it. */
  #error(message: string, isInside: boolean): JsonSyntaxError {
    const path = isInside ? [...this.#path] : this.#path.slice(0, -1);
    return new JsonSyntaxError(`${message}\n at ${locationAt(1, this.#at + 1)}`, path);
  }
}

/** A character and its code, as messages quote it. */
function described(text: string): string {
  const code = text.charCodeAt(0);
  if (code < 32) return `(CTRL-CHAR, code ${code})`;
  return code > 255
    ? `'${text.charAt(0)}' (code ${code} / 0x${code.toString(16)})`
    : `'${text.charAt(0)}' (code ${code})`;
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9';
}
