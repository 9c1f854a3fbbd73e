/** JSON as Jackson's non-blocking parser reads it, with its complaints; numbers keep their digits. */
import { isUtf8 } from 'node:buffer';
import { decoded } from './utf8.ts';
import type { InvalidUtf8 } from './utf8.ts';
import { integerOf, JavaDouble } from './java-numbers.ts';

/** A value as Jackson has it: integers of any size, and doubles told from them. */
export type JsonNode =
  | null
  | boolean
  | string
  | number
  | bigint
  | JavaDouble
  | readonly JsonNode[]
  | { readonly [name: string]: JsonNode };

/** What the parser objects to; `column` counts from 1, behind the offending character. */
export class JsonParseError extends Error {
  override readonly name = 'JsonParseError';
  readonly isEndOfInput: boolean;
  readonly column: number;

  constructor(message: string, column: number, isEndOfInput = false) {
    super(message);
    this.column = column;
    this.isEndOfInput = isEndOfInput;
  }
}

/** The complete values of a body; what is incomplete at its end is ignored unless it is inside of one. @throws {JsonParseError} */
export function rootValuesIn(bytes: Buffer): readonly JsonNode[] {
  return plainValuesIn(bytes) ?? new Parser(bytes).roots();
}

/** Where no number needs more than JavaScript has, its own parser is ten times as fast; it has no complaints to copy. */
function plainValuesIn(bytes: Buffer): readonly JsonNode[] | undefined {
  const text = bytes.toString();
  if (!isUtf8(bytes) || /[:[,]\s*-?\d+(?:[.eE]|(?<=\d{16}))/.test(text)) return undefined;
  try {
    return [JSON.parse(text) as JsonNode]; // JSON has nothing else
  } catch {
    return undefined;
  }
}

const values = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
const words = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

interface Frame {
  readonly kind: 'Object' | 'Array';
  readonly column: number;
  readonly items: JsonNode[];
  readonly names: string[];
}

/** What comes next: a value at the root or first in a list may be a closing bracket. */
type Expected = 'value' | 'element' | 'member' | 'name' | 'nextName' | 'colon' | 'comma';

class Parser {
  readonly #text: string;
  /** Behind the text comes what is no UTF-8. */
  readonly #invalid: InvalidUtf8 | undefined;
  readonly #stack: Frame[] = [];
  readonly #roots: JsonNode[] = [];
  #at = 0;
  #expected: Expected = 'value';

  constructor(bytes: Buffer) {
    const { text, invalid } = decoded(bytes);
    this.#invalid = invalid;
    this.#text = text.replace(/^\uFEFF/, '');
  }

  roots(): readonly JsonNode[] {
    for (;;) {
      this.#skipWhitespace();
      if (this.#at >= this.#text.length) break;
      this.#step(this.#text.charAt(this.#at));
    }
    if (this.#invalid !== undefined)
      this.#unexpected(String.fromCharCode(this.#invalid.byte), `expected a valid value ${values}`);
    if (this.#stack.length > 0) this.#endOfInput();
    return this.#roots;
  }

  #step(character: string): void {
    switch (this.#expected) {
      case 'name':
      case 'nextName':
        return this.#name(character);
      case 'colon':
        if (character !== ':') this.#unexpected(character, 'was expecting a colon to separate field name and value');
        this.#at += 1;
        this.#expected = 'member';
        return undefined;
      case 'comma':
        return this.#afterValue(character);
      default:
        return this.#value(character);
    }
  }

  #name(character: string): void {
    if (character === '}' && this.#expected === 'name') return this.#close('Object');
    if (character === ']') return this.#close('Array');
    if (character === '/') this.#comment();
    if (character !== '"') this.#unexpected(character, 'was expecting double-quote to start field name');
    const name = this.#string('name');
    this.#stack.at(-1)?.names.push(name);
    this.#expected = 'colon';
    return undefined;
  }

  #afterValue(character: string): void {
    const frame = this.#stack.at(-1);
    if (character === ',') {
      this.#at += 1;
      this.#expected = frame?.kind === 'Object' ? 'nextName' : 'element';
      return undefined;
    }
    if (character === '}') return this.#close('Object');
    if (character === ']' && frame?.kind === 'Array') return this.#close('Array');
    return this.#unexpected(character, `was expecting comma to separate ${frame?.kind ?? 'root'} entries`);
  }

  #value(character: string): void {
    if (character === '"') return this.#add(this.#string('string value'));
    if (character === '{' || character === '[') return this.#open(character === '{' ? 'Object' : 'Array');
    if (this.#expected === 'value' && character === '}') return this.#close('Object');
    if (this.#expected === 'value' && character === ']') return this.#close('Array');
    if (character === '/') this.#comment();
    if (/[-\d]/.test(character)) return this.#number();
    if (/[tfn]/.test(character)) return this.#word();
    if (/[NI]/.test(character)) return this.#nonStandard();
    return this.#unexpected(character, `expected a valid value ${values}`);
  }

  #add(value: JsonNode): void {
    const frame = this.#stack.at(-1);
    if (frame === undefined) this.#roots.push(value);
    else frame.items.push(value);
    this.#expected = frame === undefined ? 'value' : 'comma';
  }

  #open(kind: Frame['kind']): void {
    this.#stack.push({ kind, column: this.#at + 1, items: [], names: [] });
    this.#at += 1;
    this.#expected = kind === 'Object' ? 'name' : 'value';
  }

  #close(kind: Frame['kind']): void {
    const frame = this.#stack.at(-1);
    if (frame?.kind !== kind) {
      const [marker, other] = kind === 'Object' ? '}]' : ']}';
      const place = `[Source: UNKNOWN; line: 1, column: ${frame?.column ?? 0}]`;
      this.#fail(
        `Unexpected close marker '${marker}': expected '${other}' (for ${frame?.kind ?? 'root'} starting at ${place})`,
      );
    }
    this.#stack.pop();
    this.#at += 1;
    this.#add(
      kind === 'Array'
        ? frame.items
        : Object.fromEntries(frame.names.map((name, index): [string, JsonNode] => [name, frame.items[index] ?? null])),
    );
  }

  #string(kind: 'name' | 'string value'): string {
    this.#at += 1;
    let value = '';
    for (;;) {
      // From the space on: control characters have to be escaped.
      value += this.#match(/[ !#-[\]-\u{10FFFF}]*/uy);
      const character = this.#text.charAt(this.#at);
      if (character === '') this.#endOfString();
      if (character === '"') break;
      if (character === '\\') value += this.#escape();
      else
        this.#fail(
          `Illegal unquoted character (${described(character)}): has to be escaped using backslash to be included in ${kind}`,
        );
    }
    this.#at += 1;
    return value;
  }

  #escape(): string {
    const escaped = this.#text.charAt(this.#at + 1);
    if (escaped === '') this.#endOfInput();
    if (escaped === 'u') {
      const hex = /^[\da-f]{0,4}/i.exec(this.#text.slice(this.#at + 2, this.#at + 6))?.[0] ?? '';
      if (hex.length < 4) {
        this.#at += 2 + hex.length;
        if (this.#at >= this.#text.length) this.#endOfInput();
        this.#unexpected(this.#text.charAt(this.#at), 'expected a hex-digit for character escape sequence');
      }
      this.#at += 6;
      return String.fromCharCode(Number.parseInt(hex, 16));
    }
    const plain = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\', '/': '/' }[escaped];
    if (plain === undefined) {
      this.#at += 1;
      this.#fail(`Unrecognized character escape ${described(escaped)}`);
    }
    this.#at += 2;
    return plain;
  }

  #number(): void {
    const literal = this.#match(/-?\d*(?:\.\d*)?(?:[eE][-+]?\d*)?/y);
    const next = this.#text.charAt(this.#at);
    const invalid = (rule: string): never => {
      if (next === '') return this.#endOfInput();
      return this.#fail(`Unexpected character (${described(next)}) in numeric value: ${rule}`);
    };
    if (literal === '-') invalid('expected digit (0-9) to follow minus sign, for valid numeric value');
    if (/^-?0\d/.test(literal)) this.#fail('Invalid numeric value: Leading zeroes not allowed');
    if (/\.$|\.e/i.test(literal)) invalid('Decimal point not followed by a digit');
    if (/[eE][-+]?$/.test(literal)) invalid('Exponent indicator not followed by a digit');
    // More digits could follow.
    if (next === '') return this.#stack.length > 0 ? this.#endOfInput() : undefined;
    if (this.#stack.length === 0 && !/[\s]/.test(next))
      this.#unexpected(next, 'Expected space separating root-level values');
    return this.#add(/[.e]/i.test(literal) ? new JavaDouble(Number(literal)) : integerOf(literal));
  }

  #word(): void {
    const word = this.#match(/[\w$]*/y);
    const value = words.get(word);
    if (value !== undefined) return this.#add(value);
    // More letters could follow.
    if (this.#at >= this.#text.length) return this.#stack.length > 0 ? this.#endOfInput() : undefined;
    return this.#fail(`Unrecognized token '${word}': was expecting ${values}`);
  }

  #nonStandard(): void {
    const word = this.#match(/[\w$]*/y);
    if (this.#at >= this.#text.length) return this.#stack.length > 0 ? this.#endOfInput() : undefined;
    if (word !== 'NaN' && word !== 'Infinity') this.#fail(`Unrecognized token '${word}': was expecting ${values}`);
    this.#at -= 1;
    return this.#fail(`Non-standard token '${word}': enable \`JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS\` to allow`);
  }

  #skipWhitespace(): void {
    this.#match(/[ \t\r\n]*/y);
    const character = this.#text.charAt(this.#at);
    if (character !== '' && character < ' ')
      this.#fail(
        `Illegal character (${described(character)}): only regular white space (\\r, \\n, \\t) is allowed between tokens`,
      );
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }

  #comment(): never {
    return this.#unexpected(
      '/',
      "maybe a (non-standard) comment? (not recognized as one since Feature 'ALLOW_COMMENTS' not enabled for parser)",
    );
  }

  #endOfString(): never {
    return this.#invalid === undefined ? this.#endOfInput() : this.#fail(this.#invalid.complaint);
  }

  #endOfInput(): never {
    throw new JsonParseError('Unexpected end-of-input', this.#text.length + 1, true);
  }

  #unexpected(character: string, expectation: string): never {
    return this.#fail(`Unexpected character (${described(character)}): ${expectation}`);
  }

  #fail(message: string): never {
    throw new JsonParseError(message, this.#at + 2);
  }
}

function described(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 32) return `(CTRL-CHAR, code ${code})`;
  return code > 255 ? `'${character}' (code ${code} / 0x${code.toString(16)})` : `'${character}' (code ${code})`;
}
