import { asPart } from './as-part.ts';
import { gatedOperations, measureSlice, sliceMs } from './measure-slice.ts';
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
 * @param laterMs what follows takes
 */
export async function matchingWork(options: RecordOptions, laterMs = 0): Promise<number> {
  const most = Math.max(1, Math.floor(greatestShare / secondsPerUnitOfWork / options.rate));
  const bare = await typicalLatencies(options, 0, laterMs);
  const laden = await typicalLatencies(options, most, laterMs);
  const units = gatedOperations.map((operation) => {
    const perUnit = ((laden.get(operation)?.base ?? 0) - (bare.get(operation)?.base ?? 0)) / most;
    const lacking = (bare.get(operation)?.candidate ?? 0) - (bare.get(operation)?.base ?? 0);
    return perUnit > 0 ? lacking / perUnit : most;
  });
  return Math.round(Math.min(most, Math.max(0, Math.min(...units))));
}

/** Takes so many ms. */
export const matchingMs = 2 * gatedOperations.length * sliceMs(settlingSeconds);

/** Median latencies in milliseconds beside a reference with this work. */
async function typicalLatencies(
  options: RecordOptions,
  work: number,
  laterMsAfter: number,
): Promise<ReadonlyMap<string, { readonly base: number; readonly candidate: number }>> {
  return besideReference(work, async (base) => {
    const found = new Map<string, { readonly base: number; readonly candidate: number }>();
    for (const [index, operation] of gatedOperations.entries()) {
      const slicesLeft = gatedOperations.length * (work === 0 ? 2 : 1) - index - 1;
      const laterMs = laterMsAfter + slicesLeft * sliceMs(settlingSeconds);
      const emit = asPart(options.emit, { phase: 'record', note: 'matching the reference to the target', laterMs });
      const slice = await measureSlice(operation, settlingSeconds, { ...options, emit, base }, 0);
      found.set(operation, {
        base: quantileOf(slice.base.latencyMs, 0.5),
        candidate: quantileOf(slice.candidate.latencyMs, 0.5),
      });
    }
    return found;
  });
}
