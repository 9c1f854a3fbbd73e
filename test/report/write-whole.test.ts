import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeWhole } from '../../src/report/write-whole.ts';

test('a file is written over, its folder made when somebody has removed it, and nothing is left beside it', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'airlock-whole-')), 'gone');
  const file = join(folder, 'report.json');

  writeWhole(file, 'first');
  writeWhole(file, 'second');

  expect(readFileSync(file, 'utf8')).toBe('second');
  expect(readdirSync(folder)).toEqual(['report.json']);
});

test('what cannot take its place leaves no part of itself', () => {
  const folder = mkdtempSync(join(tmpdir(), 'airlock-whole-'));
  mkdirSync(join(folder, 'report.json', 'in the way'), { recursive: true });

  expect(() => writeWhole(join(folder, 'report.json'), 'text')).toThrow('EISDIR');

  expect(readdirSync(folder)).toEqual(['report.json']);
});
