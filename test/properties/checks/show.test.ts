import { describe, expect, test } from 'vitest';
import { show, showDifference } from '../../../properties/checks/show.ts';

describe('a value in a report', () => {
  test('is JSON on one line', () => {
    expect(show({ a: ['b\n'] })).toBe(String.raw`{"a":["b\n"]}`);
  });

  test('is named where there is none', () => {
    expect(show(undefined)).toBe('nothing');
  });

  test('is cut off where it is long', () => {
    expect(show('x'.repeat(20), 10)).toBe(`"${'x'.repeat(9)}…`);
  });
});

describe('a difference in a report', () => {
  test('shows both sides', () => {
    expect(showDifference({ pointer: '/prefix', expected: 'a', received: undefined })).toEqual({
      expected: '"a"',
      received: 'nothing',
    });
  });

  test('shows the lengths of two lists and the first entry that differs', () => {
    expect(showDifference({ pointer: '', expected: ['a', 'b'], received: ['a'] })).toEqual({
      expected: '2 entries, at 1 "b"',
      received: '1 entry, at 1 nothing',
    });
  });

  test('shows the part of a long text that differs', () => {
    const same = 'x'.repeat(200);

    const { expected, received } = showDifference({ pointer: '', expected: `${same}a`, received: `${same}b` });

    expect(expected).toBe(`…${'x'.repeat(30)}a"`);
    expect(received).toBe(`…${'x'.repeat(30)}b"`);
  });
});
