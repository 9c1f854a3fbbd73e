import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { consumers } from '../../../contracts/consumers.ts';
import { pactFileName } from '../../../contracts/run/merge-pact.ts';
import { writePacts } from '../../../contracts/run/write-pacts.ts';
import { runAirlock } from '../../commands/run-airlock.ts';

const root = mkdtempSync(join(tmpdir(), 'airlock-writers-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('nothing is written where a guard rail is broken', async () => {
  const out = join(root, 'refused');

  await expect(writePacts({ out, omissions: [] })).rejects.toThrow(
    /^Cannot write pacts: 9 guard rails are broken; the first: getStateType 404 of 2023 has neither an interaction nor a reason/,
  );
  expect(readdirSync(root)).toEqual([]);
});

test('a run that is interrupted writes nothing', async () => {
  const out = join(root, 'interrupted');

  await expect(writePacts({ out, signal: AbortSignal.abort() })).rejects.toThrow(/abort/i);
  expect(readdirSync(root)).toEqual([]);
});

/** AIRLOCK_LONG asks for the twenty runs of the claim; one is enough to notice that it is broken. */
const runs = process.env['AIRLOCK_LONG'] === undefined ? 1 : 20;

test.each(Array.from({ length: runs }, (_, run) => run + 1))(
  'six processes that write to one folder at once lose no interaction (run %i)',
  async (run) => {
    const out = join(root, String(run));

    const ran = await Promise.all(Array.from({ length: 6 }, () => runAirlock(['contract', '--out', out])));

    // Six at once take long enough to say how far they are.
    for (const { exitCode, stderr } of ran) expect(`${exitCode} ${stderr}`).toMatch(/^0 (contract \d+ of \d+\n)*$/);
    expect(readdirSync(out).toSorted()).toEqual(consumers.map(({ name }) => pactFileName(name)).toSorted());
    for (const { name } of consumers) {
      const committed = join(import.meta.dirname, '../../../pacts', pactFileName(name));
      expect(readFileSync(join(out, pactFileName(name)), 'utf8')).toBe(readFileSync(committed, 'utf8'));
    }
  },
);
