import { independent } from './pragmastat.ts';
import { describe, expect, test } from 'vitest';
import { compareByBlocks } from '../../src/performance/blocks.ts';
import type { Series } from '../../src/performance/measurements.ts';
import { fisherGreater } from '../../src/performance/statistics/fisher.ts';
import { generator } from '../../src/statistics/generator.ts';
import { judgeFamily } from '../../src/performance/statistics/holm.ts';
import { shiftInterval } from '../../src/performance/statistics/shift.ts';
import { signedRankCount, signedRankInterval } from '../../src/performance/statistics/signed-rank.ts';
import { studentQuantile } from '../../src/performance/statistics/student.ts';
import { tailAlarm } from '../../src/performance/statistics/tail-guard.ts';
import {
  describe as describeInterval,
  judge,
  minimumDetectable,
  neededBlocks,
} from '../../src/performance/statistics/verdict.ts';

const rule = { minEffect: 0.05, tolerance: 0.1, alpha: 0.05 };

describe('the signed-rank interval', () => {
  test.each([
    [8, 6],
    [12, 18],
    [24, 92],
    [50, 467],
  ])('of %i differences counts as the exact tables do', (n, k) => {
    expect(signedRankCount(n, 0.05)).toBe(k);
  });

  test('has the Hodges–Lehmann estimate of an independent implementation', () => {
    const random = generator(5);
    for (const n of [3, 10, 31, 60]) {
      const sample = Array.from({ length: n }, () => random() * 4 - 1);

      expect(signedRankInterval(sample, 0.05).estimate).toBeCloseTo(independent.center(sample), 9);
    }
  });

  test('is unbounded when there is too little to be certain', () => {
    expect(signedRankInterval([1, 2, 3], 0.01)).toMatchObject({
      low: Number.NEGATIVE_INFINITY,
      high: Number.POSITIVE_INFINITY,
    });
  });
});

test('the shift of two samples is that of an independent implementation', () => {
  const random = generator(9);
  const before = Array.from({ length: 20 }, () => random());
  const after = Array.from({ length: 25 }, () => random() + 0.3);

  expect(shiftInterval(before, after, 0.05).estimate).toBeCloseTo(independent.shift(after, before), 9);
});

describe('a verdict', () => {
  test.each([
    [{ estimate: Math.log(1.2), low: Math.log(1.1), high: Math.log(1.3) }, 'regression'],
    [{ estimate: Math.log(1.02), low: Math.log(1.01), high: Math.log(1.04) }, 'pass'],
    [{ estimate: Math.log(0.8), low: Math.log(0.7), high: Math.log(0.9) }, 'improvement'],
    [{ estimate: Math.log(1.08), low: Math.log(0.9), high: Math.log(1.3) }, 'inconclusive'],
  ])('of %o is %s', (interval, verdict) => {
    expect(describeInterval(interval, rule).verdict).toBe(verdict);
  });

  test('at an early look asks for more than at the last one', () => {
    const random = generator(2);
    const ratios = Array.from({ length: 30 }, () => Math.log(1.08) + (random() - 0.5) * 0.5);

    const early = judge(ratios, rule, { look: 1, family: 1 });
    const late = judge(ratios, rule, { look: 4, family: 1 });

    expect(early.low).toBeLessThan(late.low);
    expect(early.high).toBeGreaterThan(late.high);
  });
});

test('Fisher: three more failures among few are a difference, among many they are chance', () => {
  expect(fisherGreater(0, 20, 8, 20)).toBeLessThan(0.01);
  expect(fisherGreater(500, 10_000, 503, 10_000)).toBeGreaterThan(0.4);
  expect(fisherGreater(1, 9, 11, 12)).toBeCloseTo(0.000_459, 3);
});

test('a slow tail that no block percentile shows raises the tail alarm, and equal arms do not', () => {
  const random = generator(4);
  const timed = (slowShare: number) => {
    const atSeconds = Array.from({ length: 6000 }, (_, index) => index / 50);
    return { atSeconds, latencyMs: atSeconds.map(() => (random() < slowShare ? 40 : 2 + random() * 8)) };
  };

  expect(tailAlarm(timed(0), timed(0.02)).alarm).toBe(true);
  expect(tailAlarm(timed(0.01), timed(0.01)).alarm).toBe(false);
});

test('blocks without enough requests of an arm are dropped, and the cut-off last one', () => {
  const series = (arm: string, every: number, hole: readonly number[]): Series => {
    const atSeconds = Array.from({ length: 1000 }, (_, index) => index * every).filter(
      (at) => !hole.includes(Math.floor(at)),
    );
    return {
      operation: 'get',
      arm,
      atSeconds,
      latencyMs: atSeconds.map(() => 3),
      requests: atSeconds.length,
      failed: 0,
    };
  };

  const { logRatios, dropped, seconds } = compareByBlocks(
    series('base', 0.02, []),
    series('candidate', 0.02, [7]),
    0.95,
    0,
  );

  expect(seconds).toBe(1);
  expect(dropped).toBe(1);
  expect(logRatios).toHaveLength(18);
});

test('a slow tail is seen in slices of half a minute as well', () => {
  const random = generator(4);
  const timed = (slowShare: number) => {
    const atSeconds = Array.from({ length: 1500 }, (_, index) => index / 50);
    return { atSeconds, latencyMs: atSeconds.map(() => (random() < slowShare ? 40 : 2 + random() * 8)) };
  };

  expect(tailAlarm(timed(0), timed(0.025)).alarm).toBe(true);
  expect(tailAlarm(timed(0.01), timed(0.01)).alarm).toBe(false);
});

test.each([
  [0.95, 4, 2.132],
  [0.95, 9, 1.833],
  [0.975, 5, 2.571],
  [0.99, 1, 31.82],
  [0.9875, 4, 3.495],
])('Student: the quantile of %d with %i degrees of freedom is that of the tables', (p, freedom, expected) => {
  expect(studentQuantile(p, freedom)).toBeCloseTo(expected, 2);
});

test('Holm: what one statement is certain of makes the next one easier to be certain of', () => {
  const random = generator(8);
  const ratios = (slower: number, spread: number) =>
    Array.from({ length: 60 }, () => Math.log(1 + slower) + (random() - 0.5) * spread);
  // Found at a half of alpha and not at a fourth.
  const faint = ratios(0.12, 1.63);
  const alone = judge(faint, rule, { look: 4, family: 4 });
  const clear = ratios(0.5, 0.2);

  const [judged] = judgeFamily(
    [faint, clear, clear, clear].map((logRatios) => ({ logRatios, look: 4 })),
    rule,
  );

  expect(judged?.low).toBeGreaterThan(alone.low);
});

test('the blocks that a slow-down needs make exactly that slow-down detectable', () => {
  const random = generator(6);
  const ratios = Array.from({ length: 40 }, () => (random() - 0.5) * 0.4);

  const blocks = neededBlocks(ratios, 0.05, 0.1);

  expect(minimumDetectable(ratios, 0.05, blocks)).toBeLessThanOrEqual(0.1);
  expect(minimumDetectable(ratios, 0.05, blocks - 1)).toBeGreaterThan(0.1);
});
