import { describe, expect, test } from 'vitest';
import { generator } from '../../src/performance/statistics/fit-exponent.ts';
import { judge, looks } from '../../src/performance/statistics/verdict.ts';

const rule = { minEffect: 0.05, tolerance: 0.1, alpha: 0.05 };

/** Noise of a machine, as standard deviations of the log: what drifts and bursts hits both arms, the rest each alone. */
interface Machine {
  readonly shared: number;
  readonly own: number;
}

/** Runs of 60 s vary by about 5 % and about 19 % on these; both arms see the shared part alike. */
const quiet: Machine = { shared: 0.05, own: 0.09 };
const noisy: Machine = { shared: 0.19, own: 0.14 };

/** 120 blocks of a second, looked at four times. True when the verdict is a regression at any look. */
function isRegression(machine: Machine, slower: number, random: () => number): boolean {
  let drift = 0;
  const ratios: number[] = [];
  for (let look = 1; look <= looks; look += 1) {
    for (let second = 0; second < 120 / looks; second += 1) {
      drift = 0.9 * drift + machine.shared * 0.44 * normal(random);
      const burst = random() < 0.03 ? random() : 0;
      const base = drift + burst + machine.own * normal(random);
      const candidate = drift + burst + machine.own * normal(random) + Math.log(1 + slower);
      ratios.push(candidate - base);
    }
    const { verdict } = judge(ratios, rule, { look, family: 1 });
    if (verdict === 'regression') return true;
    if (verdict !== 'inconclusive') return false;
  }
  return false;
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function share(machine: Machine, slower: number, runs: number): number {
  const random = generator(20_261);
  return Array.from({ length: runs }, () => isRegression(machine, slower, random)).filter(Boolean).length / runs;
}

describe('of seeded runs of two minutes', () => {
  test(
    'two equal targets differ at most twice in a hundred, on a quiet and on a noisy machine',
    { timeout: 120_000 },
    () => {
      expect(share(quiet, 0, 400)).toBeLessThanOrEqual(0.02);
      expect(share(noisy, 0, 400)).toBeLessThanOrEqual(0.02);
    },
  );

  test(
    'ten per cent are found in at least 95 of a hundred on a quiet machine, in 80 on a noisy one',
    { timeout: 120_000 },
    () => {
      expect(share(quiet, 0.1, 200)).toBeGreaterThanOrEqual(0.95);
      expect(share(noisy, 0.1, 200)).toBeGreaterThanOrEqual(0.8);
    },
  );

  test('twenty per cent are found in at least 99 of a hundred', { timeout: 120_000 }, () => {
    expect(share(quiet, 0.2, 200)).toBeGreaterThanOrEqual(0.99);
  });
});
