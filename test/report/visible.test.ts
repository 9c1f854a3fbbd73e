import { describe, expect, test } from 'vitest';
import { visible, visibleLines } from '../../src/report/visible.ts';

describe('text of a target', () => {
  test.each([
    ['an escape sequence', '\u001b[2J', String.raw`\u001b[2J`],
    ['a turn of direction', 'a\u202Eb', String.raw`a\u202eb`],
    ['a separator of lines', 'a\u2028b', String.raw`a\u2028b`],
    ['half of a pair', 'a\uD800b', String.raw`a\ud800b`],
    ['a format character above the basic plane', '\u{E0001}', String.raw`\u{e0001}`],
    ['what XML forbids', '\uFFFE', String.raw`\ufffe`],
  ])('shows %s instead of obeying it', (_, text, expected) => {
    expect(visible(text)).toBe(expected);
  });

  test('keeps letters of every script and pictures', () => {
    expect(visible('Ünïcödé 表 😁')).toBe('Ünïcödé 表 😁');
  });

  test('stays on one line, or keeps its lines where that is asked for', () => {
    expect(visible('a\n\tb')).toBe('a  b');
    expect(visibleLines('a\n\tb\r')).toBe('a\n\tb\\u000d');
  });
});
