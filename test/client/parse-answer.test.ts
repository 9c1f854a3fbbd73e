import { expect, test } from 'vitest';
import { parseAnswer } from '../../src/client/parse-answer.ts';

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

test('an answer is parsed to a depth of a thousand levels', () => {
  expect(parseAnswer(nested(1000))).toMatchObject({ ok: true });
  expect(parseAnswer(nested(1001))).toEqual({ ok: false, reason: 'it is nested deeper than 1000 levels' });
});

test('brackets in a text do not count, quotes with a backslash do not end it', () => {
  const value = `${'['.repeat(2000)}"\\`;

  expect(parseAnswer(JSON.stringify({ value }))).toEqual({ ok: true, value: { value } });
});

test('many brackets side by side are not deep', () => {
  expect(parseAnswer(`[${Array.from({ length: 2000 }, () => '{}').join(',')}]`)).toMatchObject({ ok: true });
});

test('an answer that is no JSON says why', () => {
  expect(parseAnswer('<html>')).toMatchObject({ ok: false, reason: expect.stringContaining('JSON') as unknown });
});
