import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startServer } from '../../lab/start-server.ts';
import type { FaultId } from '../../lab/faults.ts';
import { compareDuet } from '../../src/performance/compare-duet.ts';
import type { K6 } from '../../src/performance/find-k6.ts';
import { recordRuns } from '../../src/performance/record-runs.ts';
import { matchingWork } from '../../src/performance/matching-work.ts';
import { installLimitMs, k6ForTests } from './k6-for-tests.ts';

const rule = { minEffect: 0.05, tolerance: 0.1, alpha: 0.05 };
let k6: K6;
const open: (() => Promise<void>)[] = [];
beforeAll(async () => {
  k6 = await k6ForTests();
}, installLimitMs);
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

describe('a recorded baseline', () => {
  test('is recorded beside the reference server, with real k6', { timeout: 120_000 }, async () => {
    const target = await running([]);
    const { signal } = new AbortController();

    const { runs: recorded, doubts } = await recordRuns(
      { k6, rate: 40, secondsPerRun: 6, work: 10, target, emit: () => undefined, signal },
      1,
    );

    expect(doubts.filter((doubt) => !doubt.includes('late by'))).toEqual([]);
    expect(Object.keys(recorded[0]?.blocks ?? {})).toEqual(['list p50', 'list p95', 'get p50', 'get p95']);
    expect(recorded[0]?.blocks['list p50']?.length).toBeGreaterThan(2);
  });
});

test('the reference is given the work that makes it as slow as the target', { timeout: 120_000 }, async () => {
  const { signal } = new AbortController();
  const target = await running(['work-plus-0']);

  const work = await matchingWork({ k6, rate: 40, secondsPerRun: 6, target, emit: () => undefined, signal });

  // The target does 100 units; what else it does differs little from the reference, and a busy machine blurs it.
  expect(work).toBeGreaterThan(30);
  expect(work).toBeLessThanOrEqual(250);
});

async function running(faults: readonly FaultId[]): Promise<{ readonly url: string; readonly workspaceId: string }> {
  const backend = await startServer({ faults });
  open.push(() => backend.close());
  return { url: backend.url, workspaceId: backend.workspaceId };
}

test(
  'a target that takes much longer is never called a pass by a duet, and it is a regression when anything is certain',
  { timeout: 240_000 },
  async () => {
    const [base, target] = [await running([]), await running(['work-plus-20'])];

    const { comparisons, expectations } = await compareDuet({
      k6,
      target,
      base,
      rate: 60,
      maxSeconds: 24,
      rule,
      emit: () => undefined,
      signal: new AbortController().signal,
    });

    expect(expectations.map(({ operation, quantile }) => `${operation} ${quantile}`)).toEqual([
      'list p50',
      'list p95',
      'get p50',
      'get p95',
    ]);
    const verdicts = comparisons.map(({ verdict }) => verdict);
    expect(verdicts).not.toContain('pass');
    expect(verdicts).not.toContain('improvement');
    expect(verdicts.filter((verdict) => verdict !== 'invalid')).toContain('regression');
  },
);
