import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder } from '../../src/report/make-folder.ts';

test('a folder is made with those above it, and one that is there is left alone', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'airlock-folder-')), 'a/b/c');

  makeFolder(folder);
  makeFolder(folder);

  expect(existsSync(folder)).toBe(true);
});

test('where no folder can be made it says so in place of trying for ever', () => {
  expect(() => makeFolder('/dev/null/a/b')).toThrow(/ENOTDIR|ENOENT/);
});
