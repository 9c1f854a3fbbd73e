import { describe, expect, test } from 'vitest';
import type { Baseline, RecordedRun } from '../../src/performance/baseline-file.ts';
import { compareRuns, detectableBy, disagreeing } from '../../src/performance/compare-runs.ts';
import { generator } from '../../src/statistics/generator.ts';

const rule = { minEffect: 0.05, tolerance: 0.1, alpha: 0.05 };
const conditions = { rate: 100, secondsPerRun: 24, script: 'abc', k6Major: 'v2', reference: '0.1.0', work: 100 };
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
});

/** Recorded runs whose blocks lie around a ratio. */
function runs(count: number, ratio: number, seed: number): readonly RecordedRun[] {
  const random = generator(seed);
  const blocks = (): readonly number[] => Array.from({ length: 24 }, () => Math.log(ratio) + (random() - 0.5) * 0.1);
  return Array.from({ length: count }, () => ({
    recordedAt: '2026-01-01T00:00:00.000Z',
    blocks: { 'list p50': blocks(), 'list p95': blocks(), 'get p50': blocks(), 'get p95': blocks() },
    errors: { list: { requests: 600, failed: 0 }, get: { requests: 600, failed: 0 } },
  }));
}
