/** Records how a target compares with the reference server. */
import type { Emit } from '../report/events.ts';
import { asPart } from './as-part.ts';
import type { RecordedRun } from './baseline-file.ts';
import { quantileName } from './comparison.ts';
import type { LoadCost } from './load-budget.ts';
import { gatedOperations, gatedQuantiles, measureSlice, sliceMs, sliceRequests } from './measure-slice.ts';
import type { SliceOptions } from './measure-slice.ts';
import { besideReference } from './reference-server.ts';

/** Not recorded, for each operation: the reference answers more slowly in its first seconds. */
export const settlingSeconds = 4;
/** A run that the machine disturbed is repeated, at most this often. */
const spareRuns = 2;

export type RecordOptions = Omit<SliceOptions, 'base'> & {
  readonly secondsPerRun: number;
  /** What the progress is called; `record` unless told otherwise. */
  readonly phase?: string;
};

/** What a run takes, with the settling before it, in ms. */
export function runMs(secondsPerRun: number): number {
  return gatedOperations.length * (sliceMs(settlingSeconds) + sliceMs(secondsPerRun));
}

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
    const note = `run ${recorded.length + 1} of ${runs}`;
    const laterMs = (runs - recorded.length - 1) * runMs(options.secondsPerRun);
    const part = (ms: number): Emit =>
      asPart(options.emit, { phase: options.phase ?? 'record', note, laterMs: laterMs + ms });
    const { run, doubts } = await besideReference(options.work, async (base) => {
      const measuredMs = gatedOperations.length * sliceMs(options.secondsPerRun);
      await recordRun({ ...options, base, secondsPerRun: settlingSeconds, part: (ms) => part(measuredMs + ms) }, 0);
      return recordRun({ ...options, base, part }, attempt);
    });
    if (doubts.length === 0) recorded.push(run);
    else if (attempt >= runs + spareRuns) return { runs: recorded, doubts };
    if (doubts[0] !== undefined)
      options.emit({ type: 'notice', level: 'info', text: `${note} is made again: ${doubts[0]}` });
  }
  return { runs: recorded, doubts: [] };
}

async function recordRun(
  { part, ...options }: SliceOptions & { readonly secondsPerRun: number; readonly part: (laterMs: number) => Emit },
  seed: number,
): Promise<{ readonly run: RecordedRun; readonly doubts: readonly string[] }> {
  const blocks: Record<string, readonly number[]> = {};
  const errors: Record<string, { readonly requests: number; readonly failed: number }> = {};
  const doubts: string[] = [];
  for (const [index, operation] of gatedOperations.entries()) {
    const emit = part((gatedOperations.length - index - 1) * sliceMs(options.secondsPerRun));
    const slice = await measureSlice(operation, options.secondsPerRun, { ...options, emit }, seed);
    doubts.push(...slice.doubts);
    errors[operation] = { requests: slice.candidate.requests, failed: slice.candidate.failed };
    for (const [place, p] of gatedQuantiles.entries())
      blocks[`${operation} ${quantileName(p)}`] = (slice.logRatios[place] ?? []).map(
        (value) => Math.round(value * 1e4) / 1e4,
      );
  }
  return { run: { recordedAt: new Date().toISOString(), blocks, errors }, doubts };
}
