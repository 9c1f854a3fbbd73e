import { expect, test } from 'vitest';
import { verdictClass } from '../../../src/report/html/verdict-class.ts';

test.each([
  ['regression', 'bad'],
  ['invalid', 'bad'],
  ['inconclusive', 'unsure'],
  ['unchanged', 'good'],
  ['improvement', 'good'],
])('%s is %s', (verdict, expected) => {
  expect(verdictClass(verdict)).toBe(expected);
});
