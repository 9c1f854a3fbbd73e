/** Finds a slow tail that block percentiles cannot see: far more of one arm's requests beyond a common limit. */
import { quantileOf } from '../../statistics/quantile.ts';
import { generator } from '../../statistics/generator.ts';

export interface Timed {
  readonly atSeconds: readonly number[];
  readonly latencyMs: readonly number[];
}

/** Blocks last five seconds, less in short runs: with six blocks no sign flip is rarer than 1 in 64. */
const longestBlockSeconds = 5;
const leastBlocks = 20;
const flips = 2000;
/** One false alarm in a hundred comparisons, over both operations. */
const certain = 0.005;

/** True when the candidate exceeds the pooled 98.5th percentile clearly more often; `p` from seeded sign flips. */
export function tailAlarm(base: Timed, candidate: Timed, seed = 1): { readonly alarm: boolean; readonly p: number } {
  const limit = quantileOf([...base.latencyMs, ...candidate.latencyMs], 0.985);
  const blockSeconds = blockLength([...base.atSeconds, ...candidate.atSeconds]);
  const counts = new Map<number, [number, number]>();
  for (const [arm, { atSeconds, latencyMs }] of [base, candidate].entries())
    for (const [index, at] of atSeconds.entries()) {
      const block = counts.get(Math.floor(at / blockSeconds)) ?? [0, 0];
      if ((latencyMs[index] ?? 0) > limit) block[arm === 0 ? 0 : 1] += 1;
      counts.set(Math.floor(at / blockSeconds), block);
    }
  const blocks = [...counts.values()];
  const contributions = blocks.map(([left, right]) => Math.sqrt(right + 3 / 8) - Math.sqrt(left + 3 / 8));
  const observed = contributions.reduce((sum, value) => sum + value, 0);
  const random = generator(seed);
  let asExtreme = 0;
  for (let flip = 0; flip < flips; flip += 1)
    if (contributions.reduce((sum, value) => sum + (random() < 0.5 ? value : -value), 0) >= observed) asExtreme += 1;
  const p = (asExtreme + 1) / (flips + 1);
  const [left, right] = blocks.reduce(([a, b], [c, d]) => [a + c, b + d], [0, 0]);
  return { alarm: p < certain && right > 1.3 * left, p };
}

/** Counts only seconds with load: the slices of one run lie apart. */
function blockLength(atSeconds: readonly number[]): number {
  const seconds = new Set(atSeconds.map(Math.floor)).size;
  return Math.max(1, Math.min(longestBlockSeconds, Math.floor(seconds / leastBlocks)));
}
