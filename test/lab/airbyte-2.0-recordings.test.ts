import { expect, test } from 'vitest';
import { startAirbyte20 } from '../../lab/airbyte-2.0/start.ts';
import { agreementTable, differenceKinds } from './recordings/agreement.ts';
import { recordingOf } from './recordings/recording.ts';
import { replayRun } from './recordings/replay-recording.ts';
import type { Comparison } from './recordings/replay-recording.ts';

const goals = { status: 99.5, paths: 99, values: 99, shape: 95, class: 95, message: 95 } as const;

test('the server of release 2.0.0 answers as the recorded one did', { timeout: 120_000 }, async () => {
  const comparisons: Comparison[] = [];
  const { exchanges } = recordingOf('airbyte-2.0.0');

  for (const own of Object.values(Object.groupBy(exchanges, ({ run }) => run))) {
    const server = await startAirbyte20();
    comparisons.push(...(await replayRun(server.url, own ?? [])));
    await server.close();
  }

  const kinds = differenceKinds(comparisons).map(({ kind, count, first }) => `${count} ${kind} (first ${first})`);
  const { percent } = agreementTable(comparisons).at(-1) ?? {};
  const missed = Object.entries(goals).filter(
    ([aspect, goal]) => (percent?.[aspect as keyof typeof goals] ?? 0) < goal,
  );
  expect({ missed, kinds: missed.length === 0 ? [] : kinds }).toEqual({ missed: [], kinds: [] });
  expect(comparisons.length).toBe(exchanges.length);
});
