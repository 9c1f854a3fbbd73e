/** Whether some answers of an operation are far slower than the others, whatever their size. */
import { medianOf } from '../../src/statistics/quantile.ts';
import type { Sample } from './sample.ts';

export interface SlowMode {
  readonly slow: number;
  readonly of: number;
  readonly medianMs: number;
  readonly slowMs: number;
}

const timesMedian = 10;
const leastSlow = 3;
/** More than this is how the operation is, not what happens now and then. */
const mostOfAll = 0.25;
/** Fewer of a size do not tell what is usual. */
const leastOfSize = 8;

/** How long an answer takes at least that counts as slow, beside others with this median. */
export function slowFrom(medianMs: number, leastMs: number): number {
  return Math.max(leastMs, timesMedian * medianMs);
}

/** Of one operation, in the order in which they were sent; `isExcused` for what a pause of the whole server explains. */
export function slowModeOf(
  samples: readonly Sample[],
  { leastMs, isExcused = () => false }: { readonly leastMs: number; readonly isExcused?: (slow: Sample) => boolean },
): SlowMode | undefined {
  const usual = usualBySize(samples);
  const judged = samples.flatMap((sample) => {
    const medianMs = usual.get(sizeClassOf(sample));
    return medianMs === undefined ? [] : [{ sample, isSlow: sample.ms >= slowFrom(medianMs, leastMs) }];
  });
  const all = judged.filter(({ isSlow }) => isSlow);
  if (all.length > judged.length * mostOfAll) return undefined;
  const slow = all.filter(({ sample }) => !isExcused(sample));
  // A machine that is busy for a while slows down neighbours: each of them must stand alone.
  const times = judged.filter(
    ({ sample, isSlow }, index) => isSlow && !isExcused(sample) && judged[index - 1]?.isSlow !== true,
  ).length;
  if (times < leastSlow) return undefined;
  return {
    slow: slow.length,
    of: judged.length,
    medianMs: medianOf(judged.filter(({ isSlow }) => !isSlow).map(({ sample }) => sample.ms)),
    slowMs: medianOf(slow.map(({ sample }) => sample.ms)),
  };
}

function usualBySize(samples: readonly Sample[]): ReadonlyMap<string, number> {
  const bySize = Map.groupBy(samples, sizeClassOf);
  return new Map(
    [...bySize]
      .filter(([, some]) => some.length >= leastOfSize)
      .map(([size, some]) => [size, medianOf(some.map(({ ms }) => ms))]),
  );
}

/** An octave of bytes, and two of the fields of a stream. */
export function sizeClassOf({ bytes, fields = 0 }: Sample): string {
  return [Math.log2(Math.max(1, bytes)), Math.log2(Math.max(1, fields)) / 2].map(Math.round).join(' ');
}
