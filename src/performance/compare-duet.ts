/** Loads two targets at once, request by request in turn, and judges the second against the first. */
import type { Emit } from '../report/events.ts';
import { asPart } from './as-part.ts';
import { calibrate } from './calibrate.ts';
import type { Calibration } from './calibrate.ts';
import type { Comparison, Expectations } from './comparison.ts';
import { quantileName } from './comparison.ts';
import type { LoadCost } from './load-budget.ts';
import { gatedOperations, gatedQuantiles, measureSlice, sliceMs, sliceRequests } from './measure-slice.ts';
import type { GatedOperation, Slice, SliceOptions } from './measure-slice.ts';
import { fisherGreater } from './statistics/fisher.ts';
import { judgeFamily } from './statistics/holm.ts';
import { quantileOf } from '../statistics/quantile.ts';
import { tailAlarm } from './statistics/tail-guard.ts';
import { judge, looks } from './statistics/verdict.ts';
import type { Judged, PerformanceVerdict, Rule } from './statistics/verdict.ts';
import { detectedText } from '../text/detected-text.ts';

export interface DuetOptions extends SliceOptions {
  /** For each operation, calibration and looks together. */
  readonly maxSeconds: number;
  readonly rule: Rule;
}

export interface Duet {
  readonly comparisons: readonly Comparison[];
  readonly expectations: readonly Expectations[];
}

interface Measured {
  readonly operation: GatedOperation;
  readonly slices: readonly Slice[];
  readonly look: number;
  readonly seconds: number;
  readonly calibration: Calibration;
}

/** The share of the time for an operation in which the base is compared with itself. */
const calibrationShare = 1 / 8;
/** Shorter ones have no whole blocks: a comparison of few seconds takes a little longer, and is inconclusive. */
const shortestSliceSeconds = 3;
/** Errors are judged first: the latency of a target that fails more often means nothing. */
const maxErrorRate = 0.01;
const family = gatedOperations.length * gatedQuantiles.length;

/** Stops as soon as every statement is certain, at the latest when the time is used up. */
export async function compareDuet(options: DuetOptions): Promise<Duet> {
  const measured: Measured[] = [];
  for (const operation of gatedOperations)
    if (!options.signal.aborted) measured.push(await measureOperation(operation, options));
  const statements = measured.flatMap((one) => gatedQuantiles.map((_, index) => statementOf(one, index)));
  const judged = judgeFamily(statements, options.rule);
  return {
    comparisons: measured.flatMap((one, index) =>
      comparisonsOf(one, judged.slice(index * gatedQuantiles.length, (index + 1) * gatedQuantiles.length)),
    ),
    expectations: measured.flatMap(({ calibration }) => calibration.expectations),
  };
}

/** The shortest possible duet: every part has a shortest length. */
export const shortestDuetSeconds = (1 + looks) * shortestSliceSeconds;

function partsOf(maxSeconds: number): { readonly calibrationSeconds: number; readonly seconds: number } {
  const calibrationSeconds = Math.max(shortestSliceSeconds, Math.round(maxSeconds * calibrationShare));
  const seconds = Math.max(shortestSliceSeconds, Math.round((maxSeconds - calibrationSeconds) / looks));
  return { calibrationSeconds, seconds };
}

/** The most requests that a duet sends, to both targets together. */
export function duetRequests(rate: number, maxSeconds: number, cost: Omit<LoadCost, 'operation'>): number {
  const { calibrationSeconds, seconds } = partsOf(maxSeconds);
  const look = sliceRequests(rate, seconds, cost);
  return gatedOperations.length * (sliceRequests(rate, calibrationSeconds, cost) + looks * look);
}

/** The most that a duet takes, in ms. */
export function duetMs(maxSeconds: number): number {
  return gatedOperations.length * operationMs(maxSeconds);
}

function operationMs(maxSeconds: number): number {
  const { calibrationSeconds, seconds } = partsOf(maxSeconds);
  return sliceMs(calibrationSeconds) + looks * sliceMs(seconds);
}

async function measureOperation(operation: GatedOperation, options: DuetOptions): Promise<Measured> {
  const { maxSeconds, rule, signal } = options;
  const phase = `compare ${operation}`;
  const othersMs = (gatedOperations.length - gatedOperations.indexOf(operation) - 1) * operationMs(maxSeconds);
  const { calibrationSeconds, seconds } = partsOf(maxSeconds);
  const plan = { operation, seconds: calibrationSeconds, plannedSeconds: seconds * looks, rule, family };
  const emitIn = (note: string, looksLeft: number): Emit =>
    asPart(options.emit, { phase, note, laterMs: othersMs + looksLeft * sliceMs(seconds) });
  const calibration = await calibrate(plan, { ...options, emit: emitIn('the base with itself', looks) });
  options.emit({
    type: 'notice',
    level: 'info',
    text: `${phase}: ${calibration.expectations.map(expectationLine).join('; ')}`,
  });
  let measured: Measured = { operation, slices: [], look: 1, seconds: calibrationSeconds, calibration };
  let soFar = '';
  for (let look = 1; look <= looks && !signal.aborted; look += 1) {
    const emit = emitIn(`look ${look} of at most ${looks}${soFar}`, looks - look);
    const slices = [...measured.slices, await measureSlice(operation, seconds, { ...options, emit }, look)];
    measured = { ...measured, slices, look, seconds: calibrationSeconds + look * seconds };
    const logRatios = gatedQuantiles.map((_, index) => slices.flatMap((slice) => slice.logRatios[index] ?? []));
    const comparisons = comparisonsOf(
      measured,
      logRatios.map((some) => judge(some, rule, { look, family })),
    );
    soFar = `; so far ${comparisons.map(({ quantile, verdict, ratio }) => `${quantile} ${verdict} ×${ratio.toFixed(3)}`).join(', ')}`;
    const decided = comparisons.every(({ verdict }) => verdict !== 'inconclusive');
    if (decided || comparisons.some(({ verdict }) => verdict === 'regression' || verdict === 'invalid')) break;
  }
  return measured;
}

/** What the planned time shows. */
function expectationLine({ quantile, detectable }: Expectations): string {
  return `${quantile}: ${detectedText(detectable)}`;
}

function statementOf(
  { slices, look }: Measured,
  index: number,
): { readonly logRatios: readonly number[]; readonly look: number } {
  return { logRatios: slices.flatMap(({ logRatios }) => logRatios[index] ?? []), look };
}

/** The verdict on the latencies, unless errors, doubts or the tail overrule it. */
function comparisonsOf(
  { operation, slices, look, seconds, calibration }: Measured,
  judged: readonly Judged[],
): readonly Comparison[] {
  const base = joined(slices.map((slice) => slice.base));
  const candidate = joined(slices.map((slice) => slice.candidate));
  const doubt = slices.flatMap(({ doubts }) => doubts)[0] ?? calibration.bias;
  const errors = errorVerdict(base, candidate);
  const wouldStop = look === looks || judged.every(({ verdict }) => verdict !== 'inconclusive');
  const tail = wouldStop && tailAlarm(base, candidate).alarm;
  return gatedQuantiles.flatMap((p, index) => {
    const one = judged[index];
    if (one === undefined) return [];
    const shown = {
      ...one,
      operation,
      quantile: quantileName(p),
      baseMs: quantileOf(base.latencyMs, p),
      candidateMs: quantileOf(candidate.latencyMs, p),
      seconds,
    };
    const as = (verdict: PerformanceVerdict, why: string): Comparison => ({ ...shown, verdict, why });
    if (errors?.verdict === 'regression') return as('regression', errors.why);
    if (doubt !== undefined) return as('invalid', doubt);
    if (errors !== undefined) return as('invalid', errors.why);
    if (tail && p === 0.95 && one.verdict !== 'regression')
      return as('regression', 'the slow tail beyond the 98.5th percentile grew');
    return shown;
  });
}

interface Arm {
  readonly atSeconds: readonly number[];
  readonly latencyMs: readonly number[];
  readonly requests: number;
  readonly failed: number;
}

function joined(parts: readonly Arm[]): Arm {
  return {
    atSeconds: parts.flatMap(({ atSeconds }) => atSeconds),
    latencyMs: parts.flatMap(({ latencyMs }) => latencyMs),
    requests: parts.reduce((sum, { requests }) => sum + requests, 0),
    failed: parts.reduce((sum, { failed }) => sum + failed, 0),
  };
}

/** More failures than chance explains are a regression. Many failures on either side make the latencies inconclusive. */
export function errorVerdict(
  base: Pick<Arm, 'requests' | 'failed'>,
  candidate: Pick<Arm, 'requests' | 'failed'>,
): { readonly verdict: 'regression' | 'invalid'; readonly why: string } | undefined {
  const expected = (base.failed * candidate.requests) / Math.max(1, base.requests);
  const more =
    candidate.failed - expected >= 3 &&
    fisherGreater(base.failed, base.requests, candidate.failed, candidate.requests) < 0.01;
  if (more)
    return {
      verdict: 'regression',
      why: `${candidate.failed} of ${candidate.requests} requests failed, ${base.failed} of ${base.requests} of the base`,
    };
  const many = [base, candidate].some(({ requests, failed }) => failed > requests * maxErrorRate);
  return many ? { verdict: 'invalid', why: 'more than 1 % of the requests failed: latency is withheld' } : undefined;
}
