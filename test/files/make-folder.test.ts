import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
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

test('where no folder can be made it says so in place of trying for ever', () => {
  expect(() => makeFolder('/dev/null/a/b')).toThrow(/ENOTDIR|ENOENT/);
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
