import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scriptHash } from '../../src/performance/conditions.ts';

test('a baseline that was recorded in one folder is comparable in another', async () => {
  const before = process.cwd();
  const elsewhere = mkdtempSync(join(tmpdir(), 'airlock-elsewhere-'));
  const here = await scriptHash();

  process.chdir(elsewhere);
  const there = await scriptHash().finally(() => process.chdir(before));
  rmSync(elsewhere, { recursive: true });

  expect(there).toBe(here);
  expect(await scriptHash()).toBe(here);
});
