import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { leadLatestTo } from '../../src/report/run-folder.ts';

vi.mock('node:fs', async (original) => ({
  ...(await original<object>()),
  symlinkSync: () => {
    throw Object.assign(new Error('EPERM: operation not permitted, symlink'), { code: 'EPERM' });
  },
}));

test('where no link can be made, latest is a file that names the newest folder, and the run says so', () => {
  const root = mkdtempSync(join(tmpdir(), 'airlock-latest-'));
  for (const name of ['2026-01-01T00-00-00-000Z-fuzz', '2026-01-02T00-00-00-000Z-load']) {
    mkdirSync(join(root, name));

    const said = leadLatestTo(root, name);

    expect(said).toEqual([
      `${join(root, 'latest')} is a file with the name of the newest folder: no link can be made here`,
    ]);
    expect(readFileSync(join(root, 'latest'), 'utf8')).toBe(`${name}\n`);
  }
  expect(readdirSync(root)).toHaveLength(3);
});
