/** What the latencies of a run say against an operation. A suspicion is no finding: it is looked at again. */
import { operations } from '../../schemas/operations.ts';
import type { GrowthThresholds, Sample } from './sample.ts';
import { sizeDemands, superlinearLaw } from './size-law.ts';
import type { SizeLaw, Sized } from './size-law.ts';
import { slowModeOf } from './slow-mode.ts';
import type { SlowMode } from './slow-mode.ts';
import { trendOf } from './trend.ts';
import type { Trend } from './trend.ts';

export type Suspicion = { readonly operation: Sample['operation'] } & (
  | { readonly kind: 'streams' | 'connections'; readonly law: SizeLaw }
  | { readonly kind: 'writes'; readonly trend: Trend }
  | { readonly kind: 'now-and-then'; readonly mode: SlowMode }
);

/** Less than the second look demands: a run does not choose its sizes. */
const demands = { leastRange: 4, leastTimesLinear: 1.5, leastRepetitions: 2, alpha: 0.25 } as const;

export function suspicionsIn(
  samples: readonly Sample[],
  { largestMs, slowMs, slowerMs }: GrowthThresholds,
): readonly Suspicion[] {
  const least = Math.min(largestMs, slowMs, slowerMs);
  return [...Map.groupBy(samples, ({ operation }) => operation)].flatMap(([operation, some]): readonly Suspicion[] => {
    // On most targets no answer of most operations is worth a look.
    if (some.every(({ ms }) => ms < least)) return [];
    const bySize = (['streams', 'connections'] as const).flatMap((kind) => {
      const sized = some.flatMap((sample) => {
        const size = sample[kind];
        // The list shows no catalogs, and a create says nothing of the connections.
        return size === undefined ? [] : [{ ...sample, size }];
      });
      const law = smallestLaw(sized, largestMs);
      return law === undefined ? [] : [{ operation, kind, law }];
    });
    // The second look has to ask without writing as well.
    const trend = operations[operation].writes ? undefined : trendOf(some, { leastMs: slowerMs });
    const mode = slowModeOf(some, { leastMs: slowMs, isExcused: (slow) => hasSlowCompany(slow, samples) });
    return [
      ...bySize,
      ...(trend === undefined ? [] : [{ operation, kind: 'writes' as const, trend }]),
      ...(mode === undefined ? [] : [{ operation, kind: 'now-and-then' as const, mode }]),
    ];
  });
}

/**
 * Of the smallest range that shows it as clearly as the second look has to: larger sizes only make that look longer, and a target that
 * gives up waiting at some size hides it in the whole.
 */
function smallestLaw(samples: readonly Sized[], leastMs: number): SizeLaw | undefined {
  const clearly = { ...demands, leastMs, leastTimesLinear: sizeDemands.leastTimesLinear };
  for (const most of halfOctavesOf(samples)) {
    const law = superlinearLaw(
      samples.filter(({ size }) => size <= most),
      clearly,
    );
    if (law !== undefined) return law;
  }
  return superlinearLaw(samples, { ...demands, leastMs });
}

/** The upper ends of the half octaves that have a size, ascending. */
function halfOctavesOf(samples: readonly Sized[]): readonly number[] {
  const steps = samples.flatMap(({ size }) => (size > 0 ? [Math.round(2 * Math.log2(size))] : []));
  return [...new Set(steps)].toSorted((left, right) => left - right).map((step) => 2 ** (step / 2 + 0.25));
}

/** Another operation was kept waiting at the same time: the server as a whole had a pause. */
function hasSlowCompany(slow: Sample, samples: readonly Sample[]): boolean {
  return samples.some(
    (other) =>
      other.operation !== slow.operation &&
      other.ms * 2 >= slow.ms &&
      Math.min(other.at + other.ms, slow.at + slow.ms) - Math.max(other.at, slow.at) >= slow.ms / 2,
  );
}
