/** Loads two targets at once, request by request in turn, and judges the second against the first. */
import type { TargetOptions } from '../target/target-options.ts';
import { compareByBlocks } from './blocks.ts';
import type { Series } from './measurements.ts';
import { measureLoad } from './run-load.ts';
import type { LoadOptions } from './run-load.ts';
import { fisherGreater } from './statistics/fisher.ts';
import { tailAlarm } from './statistics/tail-guard.ts';
import { judge, looks } from './statistics/verdict.ts';
import type { Judged, PerformanceVerdict, Rule } from './statistics/verdict.ts';

export const gatedQuantiles = [0.5, 0.95] as const;
export const gatedOperations = ['list', 'get'] as const;

export interface DuetOptions extends Omit<LoadOptions, 'type' | 'operation' | 'durationSeconds' | 'base'> {
  readonly base: TargetOptions;
  readonly rate: number;
  /** For each operation; the looks share it. */
  readonly maxSeconds: number;
  readonly rule: Rule;
}

export interface Comparison extends Judged {
  readonly operation: string;
  /** Such as `p95`. */
  readonly quantile: string;
  /** Seconds of load that it took. */
  readonly seconds: number;
  readonly why?: string;
}

/** What one slice of load gave for one operation. */
export interface Slice {
  readonly base: Series;
  readonly candidate: Series;
  readonly doubts: readonly string[];
  /** By quantile, in the order of `gatedQuantiles`. */
  readonly logRatios: readonly (readonly number[])[];
  readonly dropped: number;
}

/** Errors first: latency of a target that fails more often is no news. */
const maxErrorRate = 0.01;

/** Stops as soon as every statement is certain, at the latest when the time is used up. */
export async function compareDuet(options: DuetOptions): Promise<readonly Comparison[]> {
  const comparisons: Comparison[] = [];
  for (const operation of gatedOperations) comparisons.push(...(await compareOperation(operation, options)));
  return comparisons;
}

async function compareOperation(
  operation: (typeof gatedOperations)[number],
  options: DuetOptions,
): Promise<readonly Comparison[]> {
  const seconds = Math.max(4, Math.round(options.maxSeconds / looks));
  const slices: Slice[] = [];
  let judged: readonly Comparison[] = [];
  for (let look = 1; look <= looks && !options.signal.aborted; look += 1) {
    const slice = await measureSlice(operation, seconds, options, look);
    slices.push(slice);
    judged = judgeSlices(operation, slices, look, options);
    options.emit({
      type: 'progress',
      phase: `baseline ${operation}`,
      note: judged.map(({ quantile, verdict, ratio }) => `${quantile} ${verdict} ${ratio.toFixed(3)}`).join(', '),
    });
    if (
      judged.some(({ verdict }) => verdict === 'regression' || verdict === 'invalid') ||
      judged.every(({ verdict }) => verdict !== 'inconclusive')
    )
      break;
  }
  return judged.map((comparison) => ({ ...comparison, seconds: slices.length * seconds }));
}

/** One run of k6 over both targets. */
export async function measureSlice(
  operation: 'list' | 'get',
  durationSeconds: number,
  options: Omit<DuetOptions, 'rule' | 'maxSeconds'>,
  seed: number,
): Promise<Slice> {
  const { measurements, doubts } = await measureLoad({ ...options, type: 'average', operation, durationSeconds, seed });
  const series = (arm: string): Series =>
    measurements.series.get(`${operation} ${arm}`) ?? {
      operation,
      arm,
      atSeconds: [],
      latencyMs: [],
      requests: 0,
      failed: 0,
    };
  const base = series('base');
  const candidate = series('candidate');
  const blocks = gatedQuantiles.map((p) => compareByBlocks(base, candidate, p, measurements.startSeconds));
  return {
    base,
    candidate,
    doubts,
    logRatios: blocks.map(({ logRatios }) => logRatios),
    dropped: Math.max(...blocks.map(({ dropped, logRatios }) => dropped / Math.max(1, dropped + logRatios.length))),
  };
}

function judgeSlices(
  operation: string,
  slices: readonly Slice[],
  look: number,
  { rule }: DuetOptions,
): readonly Comparison[] {
  const sum = (of: (slice: Slice) => number): number => slices.reduce((total, slice) => total + of(slice), 0);
  const doubt = slices.flatMap(({ doubts }) => doubts)[0] ?? balanceDoubt(slices);
  const failed = { base: sum(({ base }) => base.failed), candidate: sum(({ candidate }) => candidate.failed) };
  const sent = { base: sum(({ base }) => base.requests), candidate: sum(({ candidate }) => candidate.requests) };
  const moreErrors =
    failed.candidate - failed.base >= 3 &&
    fisherGreater(failed.base, sent.base, failed.candidate, sent.candidate) < 0.01;
  const tooManyErrors = failed.base > sent.base * maxErrorRate || failed.candidate > sent.candidate * maxErrorRate;
  const tail = slices.some(({ base, candidate }) => tailAlarm(base, candidate).alarm) && look === looks;
  return gatedQuantiles.map((p, index) => {
    const quantile = `p${p * 100}`;
    const judged = judge(
      slices.flatMap(({ logRatios }) => logRatios[index] ?? []),
      rule,
      { look, family: gatedQuantiles.length * gatedOperations.length },
    );
    const as = (verdict: PerformanceVerdict, why: string): Comparison => ({
      ...judged,
      operation,
      quantile,
      seconds: 0,
      verdict,
      why,
    });
    if (moreErrors)
      return as(
        'regression',
        `${failed.candidate} of ${sent.candidate} requests failed, ${failed.base} of ${sent.base} of the base`,
      );
    if (doubt !== undefined) return as('invalid', doubt);
    if (tooManyErrors) return as('invalid', 'more than 1 % of the requests failed: latency is withheld');
    if (tail && p === 0.95 && judged.verdict !== 'regression')
      return as('regression', 'the slow tail beyond the 98.5th percentile grew');
    return { ...judged, operation, quantile, seconds: 0 };
  });
}

function balanceDoubt(slices: readonly Slice[]): string | undefined {
  const uneven = slices.find(
    ({ base, candidate }) => Math.abs(base.requests - candidate.requests) > Math.max(4, 0.01 * base.requests),
  );
  if (uneven !== undefined) return `the targets got ${uneven.base.requests} and ${uneven.candidate.requests} requests`;
  return slices.some(({ dropped }) => dropped > 0.2)
    ? 'more than a fifth of the blocks had too few requests'
    : undefined;
}
