/** Names that hurt naive code, at the rates at which a fuzzer wants them. No NUL, no lone surrogate: those are never valid. */
import fc from 'fast-check';

const awkward = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'type',
  'properties',
  'length',
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
  '<script>alert(1)</script>',
  "'; DROP TABLE connection; --",
  '',
] as const;

const word = fc.stringMatching(/^[a-z][a-z0-9_]{0,14}$/);

/** Field names: mostly snake case, sometimes awkward, never empty. */
export const fieldName = fc.oneof(
  { arbitrary: word, weight: 90 },
  { arbitrary: fc.constantFrom(...awkward.filter((text) => text !== '')), weight: 10 },
  { arbitrary: fc.stringMatching(/^[A-Z][a-zA-Z]{2,10}\.[a-z]{2,6}$/), weight: 5 },
);

/** Stream names: as fields, now and then long. */
export const streamName = fc.oneof(
  { arbitrary: word, weight: 80 },
  { arbitrary: fc.constantFrom(...awkward.filter((text) => text !== '')), weight: 20 },
  { arbitrary: fc.stringMatching(/^[A-Z]{3,12}$/), weight: 10 },
  { arbitrary: fc.stringMatching(/^[a-z]{60,120}$/), weight: 2 },
);

/** Text that follows the sandbox prefix in a connection's name; the whole stays below 256 characters. */
export const nameSuffix = fc.oneof(
  { arbitrary: fc.constant(''), weight: 40 },
  { arbitrary: fc.constantFrom(...awkward), weight: 30 },
  { arbitrary: fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => !text.includes('\0')), weight: 20 },
  { arbitrary: fc.stringMatching(/^[x]{150,200}$/), weight: 3 },
);

/** Prefixes and namespace formats, up to and including 256 characters. */
export const shortText = fc.oneof(
  { arbitrary: word, weight: 50 },
  { arbitrary: fc.constantFrom(...awkward), weight: 30 },
  { arbitrary: fc.integer({ min: 250, max: 256 }).map((length) => 'p'.repeat(length)), weight: 5 },
);
