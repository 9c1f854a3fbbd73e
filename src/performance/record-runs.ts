/** Records how a target compares with the reference server. */
import type { RecordedRun } from './baseline-file.ts';
import { quantileName } from './comparison.ts';
import type { LoadCost } from './load-budget.ts';
import { gatedOperations, gatedQuantiles, measureSlice, sliceRequests } from './measure-slice.ts';
import type { SliceOptions } from './measure-slice.ts';
import { besideReference } from './reference-server.ts';

/** Not recorded, for each operation: the reference answers more slowly in its first seconds. */
export const settlingSeconds = 4;
/** A run that the machine disturbed is repeated, at most this often. */
const spareRuns = 2;

export type RecordOptions = Omit<SliceOptions, 'base'> & { readonly secondsPerRun: number };

export interface RecordPlan {
  readonly rate: number;
  readonly secondsPerRun: number;
  readonly runs: number;
  /** The work of the reference is known. */
  readonly isMatched: boolean;
}

/** Requests of `runs` recorded runs; also those of `matchingWork`, unless the work is known. */
export function recordRequests(
  { rate, secondsPerRun, runs, isMatched }: RecordPlan,
  target: LoadCost['target'],
): number {
  const slice = (seconds: number): number => sliceRequests(rate, seconds, { target, base: { url: '' } });
  const settling = gatedOperations.length * slice(settlingSeconds);
  return (isMatched ? 0 : 2 * settling) + runs * (settling + gatedOperations.length * slice(secondsPerRun));
}

/**
 * Starts a reference for each run: no two processes are equally fast, and that difference belongs in the recording. `doubts` is empty when
 * every run may be believed.
 */
export async function recordRuns(
  options: RecordOptions & { readonly work: number },
  runs: number,
): Promise<{ readonly runs: readonly RecordedRun[]; readonly doubts: readonly string[] }> {
  const recorded: RecordedRun[] = [];
  const perRun = recordRequests({ ...options, runs: 1, isMatched: true }, options.target);
  for (let attempt = 1; recorded.length < runs && !options.signal.aborted; attempt += 1) {
    if (options.pace !== undefined && options.pace.left() < perRun)
      return { runs: recorded, doubts: ['too little of --max-requests is left for a run that had to be made again'] };
    const { run, doubts } = await besideReference(options.work, async (base) => {
      await recordRun({ ...options, base, secondsPerRun: settlingSeconds }, 0);
      return recordRun({ ...options, base }, attempt);
    });
    const note = `run ${recorded.length + 1} of ${runs}`;
    if (doubts.length === 0) recorded.push(run);
    else if (attempt >= runs + spareRuns) return { runs: recorded, doubts };
    options.emit({
      type: 'progress',
      phase: 'baseline record',
      note: doubts[0] === undefined ? note : `${note} is made again: ${doubts[0]}`,
    });
  }
  return { runs: recorded, doubts: [] };
}

async function recordRun(
  options: SliceOptions & { readonly secondsPerRun: number },
  seed: number,
): Promise<{ readonly run: RecordedRun; readonly doubts: readonly string[] }> {
  const blocks: Record<string, readonly number[]> = {};
  const errors: Record<string, { readonly requests: number; readonly failed: number }> = {};
  const doubts: string[] = [];
  for (const operation of gatedOperations) {
    const slice = await measureSlice(operation, options.secondsPerRun, options, seed);
    doubts.push(...slice.doubts);
    errors[operation] = { requests: slice.candidate.requests, failed: slice.candidate.failed };
    for (const [index, p] of gatedQuantiles.entries())
      blocks[`${operation} ${quantileName(p)}`] = (slice.logRatios[index] ?? []).map(
        (value) => Math.round(value * 1e4) / 1e4,
      );
  }
  return { run: { recordedAt: new Date().toISOString(), blocks, errors }, doubts };
}
