import { expect, test } from 'vitest';
import { agreementTable, differenceKinds } from './recordings/agreement.ts';
import { compareRelease } from './recordings/compare-release.ts';

const goals = { status: 99.5, paths: 99, values: 99, shape: 95, class: 95, message: 95 } as const;

test('the server of release 2.0.0 answers as the recorded one did', { timeout: 120_000 }, async () => {
  const comparisons = await compareRelease('airbyte-2.0.0', 'airbyte-2.0');

  const kinds = differenceKinds(comparisons).map(({ kind, count, first }) => `${count} ${kind} (first ${first})`);
  const { percent } = agreementTable(comparisons).at(-1) ?? {};
  const missed = Object.entries(goals).filter(
    ([aspect, goal]) => (percent?.[aspect as keyof typeof goals] ?? 0) < goal,
  );
  expect({ missed, kinds: missed.length === 0 ? [] : kinds }).toEqual({ missed: [], kinds: [] });
  expect(comparisons).toHaveLength(3677);
});
