/** An emulated release answers what a real server of it was recorded to answer, when it is sent the same. */
import { describe, expect, test } from 'vitest';
import type { servedKinds } from '../../lab/start-server.ts';
import { agreementTable, differenceKinds } from './recordings/agreement.ts';
import { compareRelease } from './recordings/compare-release.ts';
import { recordingOf } from './recordings/recording.ts';

/** Per cent of the answers that have the aspect. */
const goals = { status: 99.5, type: 99.5, shape: 95, class: 95, message: 95, paths: 99, values: 99 };

interface Recorded {
  readonly release: string;
  readonly as: (typeof servedKinds)[number];
  readonly exchanges: number;
}

const releases: readonly Recorded[] = [
  { release: 'airbyte-0.44.5', as: 'airbyte-0.44.5', exchanges: 1605 },
  { release: 'airbyte-2.0.0', as: 'airbyte-2.0', exchanges: 3677 },
];

describe.each(releases)('$as', ({ release, as, exchanges }) => {
  test('has a recording of every run', () => {
    const recording = recordingOf(release);

    expect(recording.exchanges).toHaveLength(exchanges);
    expect(new Set(recording.exchanges.map(({ run }) => run)).size).toBe(5);
    expect(recording.seed.reads.length).toBeGreaterThan(0);
  });

  test('agrees with it in status, errors and read values', async () => {
    const comparisons = await compareRelease(release, as);

    const classes = agreementTable(comparisons).filter(({ of }) => of.startsWith('all'));
    const missed = classes.flatMap(({ of, percent }) =>
      Object.entries(goals).flatMap(([aspect, goal]) => {
        const reached = percent[aspect as keyof typeof goals]; // a key of the goals
        return reached !== undefined && reached < goal ? [`${of}: ${aspect} ${reached} of ${goal}`] : [];
      }),
    );
    expect({ missed, kinds: missed.length === 0 ? [] : differenceKinds(comparisons).slice(0, 10) }).toEqual({
      missed: [],
      kinds: [],
    });
  });
});

test('the reference backend is told from a recorded server', async () => {
  const comparisons = await compareRelease('airbyte-0.44.5', 'reference', 'transport');

  const [all] = agreementTable(comparisons).filter(({ of }) => of === 'all 4xx');
  expect(all?.percent.message).toBeLessThan(20);
});
