/** The message of an error, without the parts that change from run to run: the same defect gives the same text. */
import { isObject, listAt, member } from '../../src/json/json.ts';
import { operationIds, operations } from '../../schemas/operations.ts';
import type { Operation } from '../../schemas/operations.ts';
import { awkwardNames, words } from '../arbitraries/awkward-text.ts';
import type { AnyObservation, Past } from './check.ts';
import { shortened } from '../../src/text/shortened.ts';

/** Long enough to tell messages apart, short enough to be read in a list. */
const maxLength = 180;

/**
 * The exception and the message of the answer. Empty where the answer has neither, for instance only an `errorId`. Ids, numbers,
 * quoted text, addresses, times and everything that the case has sent, empty text too, become `…`. Stack traces are left out.
 */
export function errorText(
  { answer, json, body }: AnyObservation,
  { observations }: Pick<Past, 'observations'>,
): string {
  const exception = classIn(json);
  // A Java virtual machine drops the message of a null pointer exception that it has thrown often.
  const isNullPointer = exception.endsWith('NullPointerException');
  const said = isNullPointer ? [] : answer.json.ok ? saidIn(json) : [answer.text];
  const sent = said.length === 0 ? new Set<string>() : textsIn([body, ...observations.map((one) => one.body)]);
  const lines = said.map((text) => normalised(lineOf(withoutTexts(text, sent))));
  const text = [exception, ...lines].filter((part) => part !== '').join(': ');
  return shortened(text, maxLength);
}

/** `message` and the inner message of Micronaut, or the member that other servers use instead. */
function saidIn(json: unknown): readonly string[] {
  if (typeof json === 'string') return [json];
  const inner = member(listAt(member(json, '_embedded'), 'errors')[0], 'message');
  const outer = ['message', 'detail', 'title', 'error_description', 'error']
    .map((key) => member(json, key))
    .find((value) => typeof value === 'string' && value !== '');
  return [outer, inner === outer ? undefined : inner].filter((part) => typeof part === 'string');
}

/** The name of the exception without its package. */
function classIn(json: unknown): string {
  const name = member(json, 'exceptionClassName');
  return typeof name === 'string' ? (/[\w$]+$/.exec(name)?.[0] ?? '') : '';
}

/** What follows after so many characters is no message any more. */
const mostRead = 8000;

/** The line with the message: the title of a page, the last line of a Python trace, else the first line. */
function lineOf(text: string): string {
  const title = /<title[^>]*>([^<]*)<\/title>/i.exec(text)?.[1];
  if (title !== undefined) return title;
  if (/^\s*</.test(text)) return '';
  const lines = text
    // The message of a database comes after the statement, which is long.
    .replaceAll(/\bSQL \[[\s\S]*?\];/g, 'SQL […];')
    .split(/\r?\n|\r/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(at\b|\.\.\. \d+ more|File ")/.test(line));
  return (lines[0]?.startsWith('Traceback (most recent call last)') === true ? lines.at(-1) : lines[0]) ?? '';
}

const masks: readonly RegExp[] = [
  /\{.*\}/g,
  /"(?:[^"\\]|\\.)*"|“[^”]*”|«[^»]*»|(?<![\w])'[^']*'(?!\w)/g,
  /\b[a-z][a-z+.-]*:\/\/[^\s,;)\]]+/gi,
  /[\w.+-]+@[\w-]+\.[\w.]+/g,
  /\bairlock-[\w-]*/gi,
  /\b(?:[a-z][\w-]*\.)*[a-z][\w-]*:\d{2,5}\b/gi,
  /\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:[.,]\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?/g,
  /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? [\w ,:+-]*\d/g,
  /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi,
  /\b(?=[a-f]*\d)[0-9a-f]{8,}\b/gi,
  /@[0-9a-f]{4,}\b|\b0x[0-9a-f]+\b/gi,
  /[+-]?\d+(?:[.,_]\d+)*(?:e[+-]?\d+)?/gi,
  // Words in other scripts and very long words are generated names.
  /[^\s…]*[^\x20-\x7e\s…](?:[^\s…]*[\w…])?/g,
  /\S{41,}/g,
];

function normalised(line: string): string {
  // The same text as from a Java virtual machine that drops the message.
  let rest = withoutTexts(line.replaceAll(/\bCannot \w+ .*? because .*? is null/g, 'null'), vocabularyOfNames);
  for (const mask of masks) rest = rest.replaceAll(mask, '…');
  return (
    rest
      // An empty value leaves two spaces between words, as a name that was left out does.
      .replaceAll(/(?<=\w) {2}(?=\w)/g, ' … ')
      // Punctuation around a masked value is there only when the value is not empty.
      .replaceAll(/[\s,;:.]*…[\s,;:.…]*/g, ' … ')
      .replaceAll(/\s+/g, ' ')
      .trim()
  );
}

/** Masks the texts. Also masks an object that was cut off, because the pattern for objects needs their end. */
function withoutTexts(text: string, texts: ReadonlySet<string>): string {
  let rest = text.slice(0, mostRead);
  for (const value of texts) rest = withoutWord(rest, value);
  return text.length > mostRead ? rest.replace(/\{[\s\S]*$/, '…') : rest;
}

/**
 * Generated names consist of these words, and sometimes of one alone. They are masked in every message, sent or not, because words such as
 * `null` and `type` may also be the server's own.
 */
const vocabularyOfNames: ReadonlySet<string> = new Set([
  ...awkwardNames,
  ...words.flatMap((word) => [`${word}s`, word]),
]);

/** Masks whole words only: a prefix of one letter must not mask that letter everywhere. */
function withoutWord(text: string, word: string): string {
  if (!text.toLowerCase().includes(word.toLowerCase())) return text;
  const escaped = word.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
  return text.replaceAll(new RegExp(`(?<![\\p{L}\\p{N}_])${escaped}(?![\\p{L}\\p{N}_])`, 'giu'), '…');
}

/** A catalog may have tens of thousands of names. An answer repeats one of the first. */
const mostTexts = 5000;

/** Texts that the case has sent, longest first. Short texts and words of the API are left out: masking them would destroy the message. */
function textsIn(bodies: readonly unknown[]): ReadonlySet<string> {
  const texts = new Set<string>();
  const visit = (value: unknown, inSchema: boolean): void => {
    if (texts.size >= mostTexts) return;
    if (typeof value === 'string') texts.add(value);
    else if (Array.isArray(value)) for (const item of value) visit(item, inSchema);
    else if (isObject(value))
      for (const [key, child] of Object.entries(value)) {
        // The caller chose the names of the fields.
        if (inSchema) texts.add(key);
        visit(child, inSchema || key === 'jsonSchema');
      }
  };
  for (const body of bodies) visit(body, false);
  return new Set(
    [...texts]
      .filter((text) => isTelling(text) && !vocabulary.has(text.toLowerCase()))
      .toSorted((left, right) => right.length - left.length),
  );
}

/** Any message may contain one or two letters, and a plain word may be the server's own. */
function isTelling(text: string): boolean {
  return !/^[a-z]*$/i.test(text) && (text.length > 2 || /\w\W|\W\w/.test(text));
}

/** Names of members and values of enums in the description. */
const vocabulary: ReadonlySet<string> = new Set(
  operationIds.flatMap((id) => {
    const { request }: Operation = operations[id];
    return request === undefined ? [] : wordsOf(request).map((word) => word.toLowerCase());
  }),
);

function wordsOf(schema: unknown): readonly string[] {
  if (!isObject(schema)) return [];
  const { properties, items, enum: values } = schema;
  return [
    ...(Array.isArray(values) ? values.map(String) : []),
    ...wordsOf(items),
    ...(isObject(properties) ? Object.entries(properties).flatMap(([key, child]) => [key, ...wordsOf(child)]) : []),
  ];
}
