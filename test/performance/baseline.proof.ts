import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startServer } from '../../lab/start-server.ts';
import type { FaultId } from '../../lab/faults.ts';
import { baselineNames, readBaseline, writeBaseline } from '../../src/performance/baseline-file.ts';
import type { Baseline, RecordedRun } from '../../src/performance/baseline-file.ts';
import { compareDuet } from '../../src/performance/compare-duet.ts';
import type { K6 } from '../../src/performance/find-k6.ts';
import { compareRuns, detectableBy, disagreeing } from '../../src/performance/compare-runs.ts';
import { recordRuns } from '../../src/performance/record-runs.ts';
import { matchingWork } from '../../src/performance/matching-work.ts';
import { generator } from '../../src/performance/statistics/fit-exponent.ts';
import { installLimitMs, k6ForTests } from './k6-for-tests.ts';

const home = process.cwd();
const folder = mkdtempSync(join(tmpdir(), 'airlock-baseline-'));
const rule = { minEffect: 0.05, tolerance: 0.1, alpha: 0.05 };
const conditions = { rate: 100, secondsPerRun: 24, script: 'abc', k6Major: 'v2', reference: '0.1.0', work: 100 };
let k6: K6;
const open: (() => Promise<void>)[] = [];
beforeAll(async () => {
  k6 = await k6ForTests();
}, installLimitMs);
afterEach(async () => {
  process.chdir(home);
  for (const close of open.splice(0)) await close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Blocks of five recorded runs around a ratio. */
function runs(count: number, ratio: number, seed: number): readonly RecordedRun[] {
  const random = generator(seed);
  const blocks = (): readonly number[] => Array.from({ length: 24 }, () => Math.log(ratio) + (random() - 0.5) * 0.1);
  return Array.from({ length: count }, () => ({
    recordedAt: '2026-01-01T00:00:00.000Z',
    blocks: { 'list p50': blocks(), 'list p95': blocks(), 'get p50': blocks(), 'get p95': blocks() },
    errors: { list: { requests: 600, failed: 0 }, get: { requests: 600, failed: 0 } },
  }));
}

const baseline: Baseline = {
  schemaVersion: 1,
  name: 'default',
  conditions,
  machine: { cpu: 'any', cores: 2 },
  runs: runs(5, 1.5, 1),
};
const only = (some: readonly RecordedRun[]): RecordedRun => some[0] ?? { recordedAt: '', blocks: {}, errors: {} };

describe('a recorded baseline', () => {
  test('passes what has not changed and finds what has become slower', () => {
    const same = compareRuns(baseline, only(runs(1, 1.5, 2)), conditions, rule);
    const slower = compareRuns(baseline, only(runs(1, 1.8, 3)), conditions, rule);

    expect(same.map(({ verdict }) => verdict)).not.toContain('regression');
    expect(same.map(({ verdict }) => verdict)).toContain('pass');
    expect(slower.map(({ verdict }) => verdict)).toEqual(['regression', 'regression', 'regression', 'regression']);
  });

  test('is certain of nothing that runs differ by among themselves', () => {
    const scattered = [1.3, 1.4, 1.5, 1.6, 1.7].flatMap((ratio, index) => runs(1, ratio, 10 + index));

    const slower = compareRuns({ ...baseline, runs: scattered }, only(runs(1, 1.75, 3)), conditions, rule);

    expect(new Set(slower.map(({ verdict }) => verdict))).toEqual(new Set(['inconclusive']));
    expect(detectableBy(scattered, rule)['list p95']).toBeGreaterThan(0.3);
    expect(detectableBy(baseline.runs, rule)['list p95']).toBeLessThan(0.1);
  });

  test('says which of its own runs look like a regression against the others', () => {
    const odd = [...runs(5, 1.5, 1), ...runs(1, 2.2, 7)];

    expect(disagreeing(baseline.runs, rule)).toEqual([]);
    expect(disagreeing(odd, rule)).toEqual(['run 6 at list p50']);
  });

  test('looks at errors before it looks at latency', () => {
    const [first] = runs(1, 1.5, 2);
    const failing = { list: { requests: 600, failed: 9 }, get: { requests: 600, failed: 0 } };

    const compared = compareRuns(
      baseline,
      { ...only([first].flatMap((one) => one ?? [])), errors: failing },
      conditions,
      rule,
    );

    expect(compared.map(({ operation, verdict }) => `${operation} ${verdict}`)).toEqual([
      'list regression',
      'list regression',
      'get pass',
      'get pass',
    ]);
    expect(compared[0]?.why).toMatch(/9 of 600 requests failed, 0 of 3000 of the base/);
  });

  test('of fewer than five runs is not gated', () => {
    const few = compareRuns({ ...baseline, runs: runs(3, 1.5, 1) }, only(runs(1, 3, 2)), conditions, rule);

    expect(
      few.every(({ verdict, why }) => verdict === 'inconclusive' && why?.startsWith('recorded, not gated') === true),
    ).toBe(true);
  });

  test.each([
    [{ rate: 50 }, /its rate was 100, now it is 50/],
    [{ secondsPerRun: 12 }, /its length of a run was 24, now it is 12/],
    [{ script: 'def' }, /its load script was abc/],
    [{ k6Major: 'v1' }, /major version of k6/],
    [{ reference: '0.2.0' }, /reference server/],
    [{ work: 50 }, /its work of the reference server was 100, now it is 50/],
  ])('that was recorded otherwise is refused: %o', (changes, line) => {
    expect(() => compareRuns(baseline, only(runs(1, 1, 1)), { ...conditions, ...changes }, rule)).toThrow(line);
  });

  test('is a file with a line for each run, replaced only for a reason', () => {
    process.chdir(folder);

    const file = writeBaseline(baseline, undefined);

    expect(readFileSync(file, 'utf8').split('\n').length).toBeLessThan(30);
    expect(readBaseline('default')).toEqual(baseline);
    expect(baselineNames()).toEqual(['default']);
    expect(() => writeBaseline(baseline, undefined)).toThrow(/say why with --reason/);
    writeBaseline(baseline, 'new machine');
    expect(readBaseline('default').replaced).toBe('new machine');
    expect(() => readBaseline('other')).toThrow(/there are default/);
    expect(() => readBaseline('../up')).toThrow(/Cannot use --name/);
  });

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
