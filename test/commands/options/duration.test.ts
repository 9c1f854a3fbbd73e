import { expect, test } from 'vitest';
import { parseDuration, parseRate } from '../../../src/commands/options/duration.ts';

test.each([
  ['500ms', 500],
  ['30s', 30_000],
  ['1.5m', 90_000],
  [' 1h ', 3_600_000],
  ['500h', 1_800_000_000],
])('parseDuration reads "%s" as %d ms', (text, expected) => {
  expect(parseDuration(text)).toBe(expected);
});

test.each(['5', 'soon', '-1s', '0s', '501h', '1d', ''])('parseDuration refuses "%s" and shows it', (text) => {
  expect(() => parseDuration(text, '--max-time')).toThrow(`Cannot use --max-time "${text}": expected`);
});

test('parseRate reads requests per second, with or without the unit', () => {
  expect([parseRate('20/s'), parseRate('0.5')]).toEqual([20, 0.5]);
  for (const text of ['0', 'fast', '20/m', '1000001']) expect(() => parseRate(text)).toThrow(`"${text}"`);
});
