import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { painter } from '../../src/report/painter.ts';
import { columnsOf, wrapped } from '../../src/report/wrapped.ts';

const verdict = 'verify    68 of 68 interactions hold in 1.7 s, 3 not permitted, 2 not reached';

describe('lines on a terminal', () => {
  test('are broken between words, with what follows below the text', () => {
    const lines = wrapped(verdict, 40);

    expect(lines).toEqual([
      'verify    68 of 68 interactions hold in',
      '          1.7 s, 3 not permitted, 2 not',
      '          reached',
    ]);
  });

  test('are left alone where they fit, and where there is no terminal', () => {
    expect(wrapped(verdict, verdict.length)).toEqual([verdict]);
    expect(wrapped(verdict, undefined)).toEqual([verdict]);
  });

  test.each([30, 40, 60, 80, 120])('have at most %i columns, and lose no word', (width) => {
    const lines = wrapped(verdict, width);

    for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
    expect(lines.join(' ').split(/ +/)).toEqual(verdict.split(/ +/));
  });

  test('are set in further than a line that has no label', () => {
    const lines = wrapped('          left out: active schedules (--allow-active), catalog updates', 40);

    expect(lines[1]).toMatch(/^ {12}\S/);
  });

  test('keep a path whole, so that it can be copied', () => {
    const path = 'airlock-report/2026-01-31T12-30-05-123Z-check/report.json';

    const lines = wrapped(`report    ${path} and more`, 40);

    expect(lines).toEqual([`report    ${path}`, '          and more']);
  });

  test('stay one command for a shell', () => {
    const curl = `  curl -sS -X POST 'http://127.0.0.1:8000/api' -H 'Content-Type: application/json' -d '{"name":"it'\\''s one word"}'`;

    const lines = wrapped(curl, 60);

    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines.slice(0, -1)) expect(line).toMatch(/ \\$/);
    const joined = lines.join('\n').replaceAll(/ \\\n +/g, ' ');
    expect(joined).toBe(curl);
  });

  test('are measured without their colours', () => {
    const coloured = painter(true).expected('one two three');

    expect(wrapped(coloured, 13)).toEqual([coloured]);
    expect(wrapped(coloured, 9).map(stripVTControlCharacters)).toEqual(['one two', '  three']);
  });

  test.each([
    [{ isTTY: true, columns: 60 }, 60],
    [{ isTTY: true }, 80],
    [{ isTTY: true, columns: 0 }, 80],
    [{ columns: 60 }, undefined],
    [{}, undefined],
  ])('have the width of %o', (screen, columns) => {
    expect(columnsOf(screen)).toBe(columns);
  });
});
