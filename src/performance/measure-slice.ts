/** One run of k6 over two targets in turn, compared block by block. */
import { usualWarmUpSeconds } from '../../load/settings.ts';
import { loadMs } from './as-part.ts';
import { compareByBlocks } from './blocks.ts';
import { arrivalsOf, loadRequests } from './load-budget.ts';
import type { LoadCost } from './load-budget.ts';
import { measureLoad } from './measure-load.ts';
import type { LoadOptions } from './load-options.ts';
import type { Series } from './measurements.ts';
import type { TargetOptions } from '../target/target-options.ts';

export const gatedQuantiles = [0.5, 0.95] as const;
export const gatedOperations = ['list', 'get'] as const;
export type GatedOperation = (typeof gatedOperations)[number];

export interface SliceOptions extends Omit<
  LoadOptions,
  'type' | 'operation' | 'durationSeconds' | 'base' | 'keepRequests'
> {
  readonly base: TargetOptions;
  readonly rate: number;
}

/** What one slice of load gave for one operation. */
export interface Slice {
  readonly base: Series;
  readonly candidate: Series;
  /** Why it proves nothing. */
  readonly doubts: readonly string[];
  /** By quantile, in the order of `gatedQuantiles`. */
  readonly logRatios: readonly (readonly number[])[];
  /** Seconds of a block at the highest gated quantile. */
  readonly blockSeconds: number;
}

/** Requests of one slice with its warm-up, both targets together. */
export function sliceRequests(rate: number, seconds: number, cost: Omit<LoadCost, 'operation'>): number {
  return loadRequests(arrivalsOf(rate, seconds + usualWarmUpSeconds), { ...cost, operation: 'list' });
}

/** What a slice takes with its warm-up, in ms. */
export function sliceMs(seconds: number): number {
  return loadMs(seconds, usualWarmUpSeconds);
}

export async function measureSlice(
  operation: GatedOperation,
  durationSeconds: number,
  options: SliceOptions,
  seed: number,
): Promise<Slice> {
  const { measurements, doubts } = await measureLoad({
    ...options,
    type: 'average',
    operation,
    durationSeconds,
    seed,
    keepRequests: true,
  });
  const base = measurements.seriesOf(operation, 'base');
  const candidate = measurements.seriesOf(operation, 'candidate');
  const blocks = gatedQuantiles.map((p) => compareByBlocks(base, candidate, p, measurements.startSeconds));
  const dropped = Math.max(
    ...blocks.map(({ dropped: count, logRatios }) => count / Math.max(1, count + logRatios.length)),
  );
  return {
    base,
    candidate,
    doubts: [...doubts, ...unevenness(base, candidate, dropped)],
    logRatios: blocks.map(({ logRatios }) => logRatios),
    blockSeconds: Math.max(...blocks.map(({ seconds }) => seconds)),
  };
}

/** Both targets must have had the same number of requests, throughout the run. */
function unevenness(base: Series, candidate: Series, dropped: number): readonly string[] {
  const uneven = Math.abs(base.requests - candidate.requests) > Math.max(4, 0.01 * base.requests);
  return [
    ...(uneven ? [`the targets got ${base.requests} and ${candidate.requests} requests`] : []),
    ...(dropped > 0.2 ? ['more than a fifth of the blocks had too few requests'] : []),
  ];
}
