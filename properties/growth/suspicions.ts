/** What the latencies of a run say against an operation. A suspicion is no finding: it is looked at again. */
import { operations } from '../../schemas/operations.ts';
import type { GrowthThresholds, Sample } from './sample.ts';
import { sizeDemands, superlinearLaw } from './size-law.ts';
import type { SizeLaw, Sized } from './size-law.ts';
import { slowModeOf } from './slow-mode.ts';
import type { SlowMode } from './slow-mode.ts';
import { leastRise, trendOf } from './trend.ts';
import type { Driver, Trend } from './trend.ts';

const sizeKinds = ['streams', 'fields', 'connections'] as const;

/** What latency may grow with at most in proportion. */
export type SizeKind = (typeof sizeKinds)[number];

export type Suspicion = { readonly operation: Sample['operation'] } & (
  | { readonly kind: SizeKind; readonly law: SizeLaw }
  | { readonly kind: 'writes' | 'calls'; readonly trend: Trend }
  | { readonly kind: 'now-and-then'; readonly mode: SlowMode }
);

/** Less than the second look demands: a run does not choose its sizes. */
const demands = { leastRange: 4, leastTimesLinear: 1.5, leastRepetitions: 2, alpha: 0.25 } as const;

export function suspicionsIn(
  samples: readonly Sample[],
  { largestMs, slowMs, slowerMs }: GrowthThresholds,
): readonly Suspicion[] {
  const least = Math.min(largestMs, slowMs, leastRise * slowerMs);
  return [...Map.groupBy(samples, ({ operation }) => operation)].flatMap(([operation, some]): readonly Suspicion[] => {
    // On most targets no answer of most operations is worth a look.
    if (some.every(({ ms }) => ms < least)) return [];
    const bySize = sizeKinds.flatMap((kind) => {
      const sized = some.flatMap((sample) => {
        const size = sample[kind];
        // The list shows no catalogs, and a create says nothing of the connections.
        return size === undefined ? [] : [{ ...sample, size }];
      });
      const law = smallestLaw(sized, largestMs);
      return law === undefined ? [] : [{ operation, kind, law }];
    });
    // The second look at writes has to ask without writing; and each create makes one more that lists and checks of names may count.
    const writes = operations[operation].writes ? [] : trendsOf(some, ['writes'], slowerMs);
    const calls = operation === 'webBackendCreateConnection' ? [] : trendsOf(some, ['calls', 'turns'], slowerMs);
    const mode = slowModeOf(some, { leastMs: slowMs, isExcused: (slow) => hasSlowCompany(slow, samples) });
    return [
      ...bySize,
      ...calls.map((trend) => ({ operation, kind: 'calls' as const, trend })),
      ...writes.map((trend) => ({ operation, kind: 'writes' as const, trend })),
      ...(mode === undefined ? [] : [{ operation, kind: 'now-and-then' as const, mode }]),
    ];
  });
}

/** The most certain one; none where no trend is. */
function trendsOf(samples: readonly Sample[], drivers: readonly Driver[], slowerMs: number): readonly Trend[] {
  return drivers
    .flatMap((driver) => trendOf(samples, driver, slowerMs) ?? [])
    .toSorted((left, right) => right.score - left.score)
    .slice(0, 1);
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
