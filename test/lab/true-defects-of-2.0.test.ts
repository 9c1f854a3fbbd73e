import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { DeviationId } from '../../deviations/deviations.ts';
import { releasedRun } from '../../lab/selftest/released-run.ts';

/** What release 2.0.0 was seen to do wrong with what is new in it. */
const trueDefects: readonly DeviationId[] = [
  'unanswered-id',
  'paused-filter-is-500',
  'null-tags-are-500',
  'unknown-tags-dropped',
  'dataplane-group-not-shown',
  'backfill-preference-needs-another',
  'pages-by-last-sync-lose-rows',
  'database-refusal-is-409',
];

const homeDir = await mkdtemp(join(tmpdir(), 'airlock-'));
const signal = new AbortController().signal;

test.each([1, 2])(
  'a short run finds every one of them, and nothing that is unexplained, with seed %d',
  async (seed) => {
    const { explained, findings } = await releasedRun('airbyte-2.0', { seed, limitMs: 30_000, homeDir, signal });

    expect(findings).toEqual([]);
    expect(trueDefects.filter((id) => !explained.includes(id))).toEqual([]);
  },
);
