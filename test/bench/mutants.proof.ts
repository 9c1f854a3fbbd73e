/** The proof that nobody can tune: faults that nobody chose, in a sample of the code that answers. */
import { expect, test } from 'vitest';
import { instrumentServer, keyOf } from '../../bench/mutants/instrument.ts';
import { populations } from '../../bench/mutants/populations.ts';
import { isNoticed, isRelevant, scoreOf } from '../../bench/mutants/scores.ts';
import { survey } from '../../bench/mutants/survey.ts';
import { survivorsOf } from '../../bench/mutants/survivors.ts';

const sample = { size: 60, seed: 7 };
/** Below what was measured by as much as chance may take from 60. */
const floor = 0.85;

test(
  'fuzz with 2,000 requests notices most random changes of the reference backend, and objects to nothing without one',
  { timeout: 1_200_000 },
  async () => {
    const { rows, clean } = await survey({
      population: 'reference',
      judges: ['fuzz'],
      ...sample,
      maxRequests: 2000,
      maxTimeMs: 300_000,
      jobs: 2,
      progress: () => undefined,
    });
    const { noticed, of } = scoreOf(rows.filter(isRelevant), 'fuzz');

    expect(clean.filter(isNoticed)).toEqual([]);
    expect(rows).toHaveLength(sample.size);
    expect(noticed / of).toBeGreaterThanOrEqual(floor);
  },
);

test('every survivor is read at most once, is still there, and has a reason', async () => {
  const { mutants } = await instrumentServer(populations.reference);
  const there = new Set(mutants.map(keyOf));
  const survivors = survivorsOf('reference');

  expect(new Set(survivors.map(keyOf)).size).toBe(survivors.length);
  expect(survivors.filter((survivor) => !there.has(keyOf(survivor)))).toEqual([]);
  expect(survivors.filter(({ reason }) => reason.length < 20)).toEqual([]);
});
