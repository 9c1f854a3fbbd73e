/** What an answer says of an error, in words that are the same each time the same defect shows. */
import { isObject, member } from '../../src/json/json.ts';
import { operationIds, operations } from '../../schemas/operations.ts';
import type { Operation } from '../../schemas/operations.ts';
import { awkwardNames, words } from '../arbitraries/awkward-text.ts';
import type { AnyObservation, Past } from './check.ts';
import { shortened } from '../../src/text/shortened.ts';

/** Long enough to tell messages apart, short enough to be read in a list. */
const maxLength = 180;

/**
 * The exception and the message of the answer; empty where it has neither, such as a body of an `errorId` alone. Ids, numbers, quoted
 * text, addresses, times and whatever the case itself has sent stand as `…`; stack traces are left out.
 */
export function errorText({ answer, json, body }: AnyObservation, past: Past): string {
  const exception = classIn(json);
  // A virtual machine stops explaining a null pointer that it has thrown often.
  const isNullPointer = exception.endsWith('NullPointerException');
  const said = isNullPointer ? [] : answer.json.ok ? saidIn(json) : [answer.text];
  const sent = said.length === 0 ? new Set<string>() : textsIn([body, ...past.observations.map((one) => one.body)]);
  const lines = said.map((text) => normalised(lineOf(withoutTexts(text, sent))));
  const text = [exception, ...lines].filter((part) => part !== '').join(': ');
  return shortened(text, maxLength);
}

/** `message` and what Micronaut has inside of it, or a member that other servers have in its place. */
function saidIn(json: unknown): readonly string[] {
  if (typeof json === 'string') return [json];
  const errors = member(member(json, '_embedded'), 'errors');
  const inner = Array.isArray(errors) ? member(errors[0], 'message') : undefined;
  const outer = ['message', 'detail', 'title', 'error_description', 'error']
    .map((key) => member(json, key))
    .find((value) => typeof value === 'string' && value !== '');
  return [outer, inner === outer ? undefined : inner].filter((part) => typeof part === 'string');
}

/** Without its package. */
function classIn(json: unknown): string {
  const name = member(json, 'exceptionClassName');
  return typeof name === 'string' ? (/[\w$]+$/.exec(name)?.[0] ?? '') : '';
}

/** Of a text so long nothing after it is a message any more. */
const mostRead = 8000;

/** The line that says it: of a page its title, of a Python trace the last, else the first. */
function lineOf(text: string): string {
  const title = /<title[^>]*>([^<]*)<\/title>/i.exec(text)?.[1];
  if (title !== undefined) return title;
  if (/^\s*</.test(text)) return '';
  const lines = text
    // The statement of a database is long, and what is wrong with it comes after it.
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
  // Names of other scripts are made up; so are words without end.
  /[^\s…]*[^\x20-\x7e\s…](?:[^\s…]*[\w…])?/g,
  /\S{41,}/g,
];

function normalised(line: string): string {
  // As a virtual machine says it that stops explaining a null pointer.
  let rest = withoutTexts(line.replaceAll(/\bCannot \w+ .*? because .*? is null/g, 'null'), vocabularyOfNames);
  for (const mask of masks) rest = rest.replaceAll(mask, '…');
  return (
    rest
      // What stands around something that may be empty is not always there either.
      .replaceAll(/[\s,;:.]*…[\s,;:.…]*/g, ' … ')
      .replaceAll(/\s+/g, ' ')
      .trim()
  );
}

/** An object that was cut off has no end to go by. */
function withoutTexts(text: string, texts: ReadonlySet<string>): string {
  let rest = text.slice(0, mostRead);
  for (const value of texts) rest = withoutWord(rest, value);
  return text.length > mostRead ? rest.replace(/\{[\s\S]*$/, '…') : rest;
}

/**
 * Made-up names are made of these, and now and then one of them stands alone. They are taken out of every message, sent or not: `null` or
 * `type` may as well be the server's own word.
 */
const vocabularyOfNames: ReadonlySet<string> = new Set([
  ...awkwardNames,
  ...words.flatMap((word) => [`${word}s`, word]),
]);

/** Whole words only: a prefix of one letter must not take the letter out of everything. */
function withoutWord(text: string, word: string): string {
  if (!text.toLowerCase().includes(word.toLowerCase())) return text;
  const escaped = word.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
  return text.replaceAll(new RegExp(`(?<![\\p{L}\\p{N}_])${escaped}(?![\\p{L}\\p{N}_])`, 'giu'), '…');
}

/** Catalogs have tens of thousands of names; an answer repeats one of the first. */
const mostTexts = 5000;

/** Texts that the case has sent, longest first; words of the API and shorter ones would take the message apart. */
function textsIn(bodies: readonly unknown[]): ReadonlySet<string> {
  const texts = new Set<string>();
  const visit = (value: unknown, inSchema: boolean): void => {
    if (texts.size >= mostTexts) return;
    if (typeof value === 'string') texts.add(value);
    else if (Array.isArray(value)) for (const item of value) visit(item, inSchema);
    else if (isObject(value))
      for (const [key, child] of Object.entries(value)) {
        // Names of fields are the caller's own.
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

/** One or two letters may be a part of any message, and a plain word the server's own. */
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
