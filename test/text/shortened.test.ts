import { expect, test } from 'vitest';
import { shortened } from '../../src/text/shortened.ts';

test('only a text that is longer than the limit loses its end', () => {
  expect(shortened('abc', 3)).toBe('abc');
  expect(shortened('abcd', 3)).toBe('abc…');
});
