import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder } from '../../src/files/make-folder.ts';

test('a folder is made with those above it, and one that is there is left alone', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'airlock-folder-')), 'a/b/c');

  makeFolder(folder);
  makeFolder(folder);

  expect(existsSync(folder)).toBe(true);
});

test.each([
  ['a file', '', 'EEXIST'],
  ['a place below a file', '/a/b', 'ENOTDIR'],
])('%s is no folder, and is told at once', (_what, below, code) => {
  const file = join(mkdtempSync(join(tmpdir(), 'airlock-folder-')), 'file');
  writeFileSync(file, '');

  expect(() => makeFolder(`${file}${below}`)).toThrow(code);
});

test('no other way is used for folders that a user may name', () => {
  const root = join(import.meta.dirname, '../..');
  const files = ['src', 'contracts', 'properties'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(root, folder, file)),
  );

  const others = files.filter(
    (file) => file.endsWith('.ts') && /mkdirSync\(.*recursive/.test(readFileSync(file, 'utf8')),
  );

  expect(files.length).toBeGreaterThan(300);
  expect(others).toEqual([]);
});
