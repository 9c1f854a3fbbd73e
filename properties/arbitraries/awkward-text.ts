/**
 * Names at the rates of real catalogs, and names that hurt naive code. No NUL, no lone surrogate: those are never
 * valid.
 */
import type { Draw } from './draw.ts';

/** Each once broke a program somewhere. */
export const awkwardNames = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'type',
  'properties',
  'items',
  'required',
  'length',
  'null',
  'a.b.c',
  'a/b',
  'a~1b',
  'with blank',
  ' leading',
  'trailing ',
  '"quoted"',
  "it's",
  'back\\slash',
  '%00',
  '{ {x}}',
  '$ref',
  '__$start_lsn',
  'Größe',
  'Имя',
  '名前',
  'שם',
  '😀',
  '👩‍👩‍👧',
  'é',
  'e\u0301',
  '\u202Ertl',
  '\u200B',
  'tab\there',
  'line\nbreak',
  '1d_click',
  '401(k) - Coverage',
  'travel-sample.inventory.airline',
  'my_own_data_sample/my_file.csv',
  '<script>alert(1)</script>',
  "'; DROP TABLE connection; --",
] as const;

export const words = [
  'id', 'name', 'type', 'status', 'created_at', 'updated_at', 'email', 'amount', 'currency', 'description', 'account', 'campaign', 'user',
  'owner', 'title', 'url', 'count', 'value', 'address', 'city', 'country', 'order', 'line', 'price', 'total', 'tax', 'date', 'start', 'end',
  'active', 'is_deleted', 'parent', 'source', 'target', 'group', 'region', 'phone', 'notes', 'priority', 'version', 'metadata', 'object', 'label', 'key',
] as const; // prettier-ignore
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
/** Printable ranges of several scripts, emoji included, surrogates left out. */
const ranges = [
  [0x20, 0x7e],
  [0xa1, 0x17f],
  [0x391, 0x3c9],
  [0x410, 0x44f],
  [0x5d0, 0x5ea],
  [0x4e00, 0x4e80],
  [0x1f600, 0x1f64f],
] as const;

/** Field names by their share in real catalogs, plus one awkward name in twenty. */
export function fieldName(draw: Draw): string {
  const kind = draw.weighted(fieldKinds);
  return kind(draw);
}

const snake = (draw: Draw): string => {
  const tail = draw.chance(0.3) ? `_${draw.integer(1, 99)}` : '';
  return `${draw.pick(words)}_${draw.pick(words)}${tail}`;
};
const pascal = (draw: Draw): string => `${capital(draw.pick(words))}${capital(draw.pick(words))}`;
const fieldKinds: readonly (readonly [number, (draw: Draw) => string])[] = [
  [37, snake],
  [28, (draw) => draw.pick(words)],
  [14, pascal],
  [7, (draw) => `${draw.integer(1, 28)}d_${draw.pick(words)}`],
  [5.5, (draw) => `${draw.pick(words)}${capital(draw.pick(words))}`],
  [1.5, (draw) => `${draw.pick(words)}.${draw.pick(words)}`],
  [1, (draw) => `${draw.pick(words)}-${draw.pick(words)}`],
  [1, (draw) => snake(draw).toUpperCase()],
  [0.6, (draw) => `${capital(draw.pick(words))} ${capital(draw.pick(words))}`],
  [0.3, (draw) => `_${snake(draw)}`],
  [0.2, (draw) => longName(draw, 60, 91)],
  [4, (draw) => draw.pick(awkwardNames)],
];

/** Stream names by their share, plus one awkward name in ten. */
export function streamName(draw: Draw): string {
  return draw.weighted(streamKinds)(draw);
}

const streamKinds: readonly (readonly [number, (draw: Draw) => string])[] = [
  [45, snake],
  [26, (draw) => `${draw.pick(words)}s`],
  [15, (draw) => `${draw.pick(words)}_${draw.pick(words)}`.toUpperCase()],
  [2.5, pascal],
  [1, (draw) => `${capital(draw.pick(words))} Items`],
  [1, (draw) => longName(draw, 60, 200)],
  [2, (draw) => printable(draw, 12)],
  [8, (draw) => draw.pick(awkwardNames)],
];

/** Text that follows the sandbox prefix in a connection's name; the whole stays within 256 characters. */
export function nameSuffix(draw: Draw): string {
  return draw.weighted<(draw: Draw) => string>([
    [40, () => ''],
    [30, (inner) => inner.pick(awkwardNames)],
    [20, (inner) => printable(inner, 20)],
    [3, (inner) => longName(inner, 150, 200)],
  ])(draw);
}

/** Prefixes and namespace formats, never empty, up to and including 256 characters. */
export function shortText(draw: Draw): string {
  return draw.weighted<(draw: Draw) => string>([
    [45, (inner) => `${inner.pick(words)}_`],
    [10, (inner) => `${inner.pick(words)}_\${SOURCE_NAMESPACE}`],
    [30, (inner) => inner.pick(awkwardNames)],
    [10, (inner) => printable(inner, 20)],
    [5, (inner) => 'p'.repeat(inner.pick([250, 255, 256, 256]))],
  ])(draw);
}

/** Not blank: a server may trim. */
function printable(draw: Draw, maxLength: number): string {
  const text = draw
    .list(draw.integer(1, maxLength), () => {
      const [low, high] = draw.pick(ranges);
      return String.fromCodePoint(draw.integer(low, high));
    })
    .join('');
  return `x${text.trim()}`;
}

function longName(draw: Draw, min: number, max: number): string {
  return `${draw.pick(words)}_`.repeat(max).slice(0, draw.integer(min, max));
}
