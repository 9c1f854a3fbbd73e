import { mean, sampleStandardDeviation } from 'simple-statistics';
import { describe, expect, test } from 'vitest';
import { compareByBlocks } from '../../src/performance/blocks.ts';
import { quantileOf } from '../../src/statistics/quantile.ts';
import type { Series } from '../../src/performance/measurements.ts';
import { generator } from '../../src/statistics/generator.ts';
import { judge, looks } from '../../src/performance/statistics/verdict.ts';
import type { PerformanceVerdict } from '../../src/performance/statistics/verdict.ts';

const rule = { minEffect: 0.05, tolerance: 0.1, alpha: 0.05 };
const perArmAndSecond = 50;
/** As in a comparison of list and get at two quantiles. */
const family = 4;

/**
 * Noise of a machine in logarithms. Drift and bursts are shared by whatever runs on it at the time; each server has its own part by the
 * second, from its scheduler and garbage collector, and each request has one for itself.
 */
interface Machine {
  readonly drift: number;
  readonly burst: number;
  readonly server: number;
  readonly request: number;
}

/** Set so that the p95 of runs of 60 s varies as the issue has it; the first test measures that it does. */
const quiet: Machine = { drift: 0.075, burst: 0.3, server: 0.07, request: 0.3 };
const noisy: Machine = { drift: 0.27, burst: 0.7, server: 0.13, request: 0.3 };

/** One state of the machine after the other, second by second. */
function* seconds({ drift, burst }: Machine, random: () => number): Generator<number, never> {
  // Drift with a memory of about twenty seconds, as neighbours come and go; one second in fifty is a burst.
  const memory = 0.95;
  let level = drift * normal(random);
  for (;;) {
    level = memory * level + drift * Math.sqrt(1 - memory ** 2) * normal(random);
    yield level + (random() < 0.02 ? burst * random() : 0);
  }
}

/** Requests of both arms, in turn, in the same states of the machine. */
function load(machine: Machine, slower: number, length: number, random: () => number): readonly [Series, Series] {
  const [base, candidate] = [series('base'), series('candidate')];
  const states = seconds(machine, random);
  for (let second = 0; second < length; second += 1) {
    const state = states.next().value;
    for (const [arm, extra] of [
      [base, 0],
      [candidate, Math.log(1 + slower)],
    ] as const) {
      const own = machine.server * normal(random) + extra;
      for (let request = 0; request < perArmAndSecond; request += 1) {
        arm.atSeconds.push(second + request / perArmAndSecond);
        arm.latencyMs.push(2 * Math.exp(state + own + machine.request * normal(random)));
      }
    }
  }
  return [base, candidate];
}

function series(arm: string): Series {
  return { operation: 'get', arm, atSeconds: [], latencyMs: [], requests: 0, failed: 0 };
}

/** Two minutes of load in four slices, judged after each: as a duet does it. */
function verdictOf(machine: Machine, slower: number, random: () => number): PerformanceVerdict {
  const ratios: number[] = [];
  for (let look = 1; look <= looks; look += 1) {
    const [base, candidate] = load(machine, slower, 120 / looks, random);
    ratios.push(...compareByBlocks(base, candidate, 0.95, 0).logRatios);
    const { verdict } = judge(ratios, rule, { look, family });
    if (verdict !== 'inconclusive') return verdict;
  }
  return 'inconclusive';
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function regressions(machine: Machine, slower: number): number {
  const random = generator(20_261);
  const verdicts = Array.from({ length: runs }, () => verdictOf(machine, slower, random));
  return verdicts.filter((verdict) => verdict === 'regression').length / runs;
}

/** Standard deviation over mean of the p95 of runs of 60 s. */
function variationOfRuns(machine: Machine): number {
  const random = generator(7);
  const p95s = Array.from({ length: 200 }, () => {
    const [{ latencyMs }] = load(machine, 0, 60, random);
    return quantileOf(latencyMs, 0.95);
  });
  return sampleStandardDeviation(p95s) / mean(p95s);
}

const runs = 400;
const timeout = 120_000;

describe('of 400 seeded duets of two minutes', () => {
  test('the simulated machines vary by about 5 % and about 19 % in the p95 of runs of 60 s', { timeout }, () => {
    expect(variationOfRuns(quiet)).toBeGreaterThan(0.045);
    expect(variationOfRuns(quiet)).toBeLessThan(0.06);
    expect(variationOfRuns(noisy)).toBeGreaterThan(0.17);
    expect(variationOfRuns(noisy)).toBeLessThan(0.21);
  });

  test.each([
    ['quiet', quiet],
    ['noisy', noisy],
  ])('at most two in a hundred of equal targets are called a regression on a %s machine', { timeout }, (_, machine) => {
    expect(regressions(machine, 0)).toBeLessThanOrEqual(0.02);
  });

  test.each([
    ['quiet', quiet, 0.1, 0.95],
    ['quiet', quiet, 0.2, 0.99],
    ['noisy', noisy, 0.1, 0.8],
  ])('on a %s machine %s slower by %d is found in at least %d', { timeout }, (_, machine, slower, least) => {
    expect(regressions(machine, slower)).toBeGreaterThanOrEqual(least);
  });
});
