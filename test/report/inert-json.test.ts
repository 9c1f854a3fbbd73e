import { expect, test } from 'vitest';
import { inertJson } from '../../src/report/inert-json.ts';
import { hostile } from './sample-report.ts';

test('inert JSON has the same value and no character that steers a terminal or turns text around', () => {
  const value = { [hostile]: [hostile, '\u{E0001}', '\u007F\u009B'] };

  const json = inertJson(value);

  expect(JSON.parse(json)).toEqual(value);
  expect(json).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
});
