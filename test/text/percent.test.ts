import { expect, test } from 'vitest';
import { percent } from '../../src/text/percent.ts';

test.each([
  [0, '0.0 %'],
  [0.1234, '12.3 %'],
  [1, '100.0 %'],
])('a share of %d is %s', (share, expected) => {
  expect(percent(share)).toBe(expected);
});
