import { gatedOperations, measureSlice } from './measure-slice.ts';
import { settlingSeconds } from './record-runs.ts';
import type { RecordOptions } from './record-runs.ts';
import { besideReference } from './reference-server.ts';
import { quantileOf } from '../statistics/quantile.ts';

/** The reference may take this share of a core, whatever the rate. */
const greatestShare = 0.2;
const secondsPerUnitOfWork = 20e-6;

/**
 * Units of extra work for each answer of the reference, so that it takes as long as the target's. A reference that is much faster adds more
 * noise than it cancels. Bounded by a share of a core.
 */
export async function matchingWork(options: RecordOptions): Promise<number> {
  const most = Math.max(1, Math.floor(greatestShare / secondsPerUnitOfWork / options.rate));
  const bare = await typicalLatencies(options, 0);
  const laden = await typicalLatencies(options, most);
  const units = gatedOperations.map((operation) => {
    const perUnit = ((laden.get(operation)?.base ?? 0) - (bare.get(operation)?.base ?? 0)) / most;
    const lacking = (bare.get(operation)?.candidate ?? 0) - (bare.get(operation)?.base ?? 0);
    return perUnit > 0 ? lacking / perUnit : most;
  });
  return Math.round(Math.min(most, Math.max(0, Math.min(...units))));
}

/** Median latencies in milliseconds beside a reference with this work. */
async function typicalLatencies(
  options: RecordOptions,
  work: number,
): Promise<ReadonlyMap<string, { readonly base: number; readonly candidate: number }>> {
  return besideReference(work, async (base) => {
    const found = new Map<string, { readonly base: number; readonly candidate: number }>();
    for (const operation of gatedOperations) {
      const slice = await measureSlice(operation, settlingSeconds, { ...options, base }, 0);
      found.set(operation, {
        base: quantileOf(slice.base.latencyMs, 0.5),
        candidate: quantileOf(slice.candidate.latencyMs, 0.5),
      });
    }
    return found;
  });
}
