import { mkdirSync, mkdtempSync, readdirSync, readlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { leadLatestTo, makeRunFolder, runFolderName } from '../../src/report/run-folder.ts';

const startedAt = new Date('2026-01-31T12:30:05.123Z');

describe('the folder of a run', () => {
  test('is named by its time and its command', () => {
    expect(runFolderName('baseline compare', startedAt)).toBe('2026-01-31T12-30-05-123Z-baseline-compare');
  });

  test('is never one that another run has', () => {
    const root = mkdtempSync(join(tmpdir(), 'airlock-run-'));

    const folders = [1, 2].map(() => makeRunFolder(root, 'fuzz', startedAt));

    expect(folders.map((folder) => basename(folder))).toEqual([
      '2026-01-31T12-30-05-123Z-fuzz',
      '2026-01-31T12-30-05-124Z-fuzz',
    ]);
  });
});

describe.skipIf(process.platform === 'win32')('latest', () => {
  test('leads to the newest folder, wherever the root is moved', () => {
    const root = mkdtempSync(join(tmpdir(), 'airlock-run-'));

    for (const name of ['one', 'two']) expect(leadLatestTo(root, name)).toEqual([]);

    expect(readlinkSync(join(root, 'latest'))).toBe('two');
    expect(readdirSync(root)).toEqual(['latest']);
  });

  test('keeps a folder that has taken its name, and says so', () => {
    const root = mkdtempSync(join(tmpdir(), 'airlock-run-'));
    mkdirSync(join(root, 'latest'));

    const [said] = leadLatestTo(root, 'three');

    expect(said).toBe(`${join(root, 'latest')} was a folder and is now ${join(root, 'latest-before-three')}`);
    expect(readdirSync(root).toSorted()).toEqual(['latest', 'latest-before-three']);
  });
});
