/** `airlock load <type>`: one k6 test, and its verdict. */
import { defined } from '../json/defined.ts';
import type { StepResult, Verdict } from '../report/report.ts';
import { LoadCount } from './load-count.ts';
import { measureLoad } from './measure-load.ts';
import type { LoadOptions } from './load-options.ts';
import { shortMetric } from '../text/short-metric.ts';
import { measuredText } from '../text/measured-text.ts';
import { describedOutput } from './outputs.ts';
import { sayLength } from '../text/say-length.ts';
import type { LoadRun } from './measure-load.ts';
import type { ThresholdResult } from '../report/performance-section.ts';
import type { Latency } from './measurements.ts';

export async function runLoad(options: LoadOptions): Promise<StepResult> {
  const phase = `load ${options.type}`;
  options.emit({ type: 'phase-started', phase });
  const onPlanned = (ms: number): void =>
    sayLength(options.emit, ms, (time) => `load ${options.type} takes ${time}, its warm-up included`);
  const run = await measureLoad({ ...options, onPlanned });
  const { measurements, doubts, thresholds } = run;
  const crossed = crossedOf(run);
  const latencies = measurements.latencies();
  const count = new LoadCount();
  count.note(latencies);
  const verdicts = verdictsOf(doubts, crossed, options);
  options.emit({
    type: 'phase-finished',
    phase,
    ok: verdicts.length === 0,
    summary: verdicts[0]?.reason ?? (options.signal.aborted ? 'interrupted' : 'complete, within its thresholds'),
  });
  const { dropped, contractChecks, contractViolations, askedToWait, lag } = measurements;
  const iterations = Math.min(measurements.iterations, run.plan.maxArrivals ?? Number.POSITIVE_INFINITY);
  return {
    verdicts,
    sections: {
      load: {
        type: options.type,
        k6: options.k6.version,
        verdict: doubts.length > 0 ? 'invalid' : crossed.length > 0 ? 'threshold crossed' : 'pass',
        doubts,
        crossed,
        thresholds,
        cuts: run.cuts,
        sent: run.sent,
        iterations,
        dropped,
        askedToWait,
        generatorLagMs: { p50: lag.quantile(0.5), p99: lag.quantile(0.99), max: lag.max },
        contractChecks,
        contractViolations,
        latencies,
        ...defined({
          points: options.pointsFile,
          outputs: options.outputs?.list.map(describedOutput),
          outputFailed: options.outputs?.complaint,
        }),
      },
    },
    summary: [
      ...latencies.flatMap((latency, index) => linesOf(latency, index === 0 ? 'load' : '')),
      ...thresholds.toSorted(byMetric).map(thresholdLine),
      `          generator lag p99 ${lag.quantile(0.99).toFixed(0)} ms, ${dropped} arrivals dropped; ${contractChecks} answers held against their schema, ${contractViolations} not as described`,
      ...(askedToWait === 0
        ? []
        : [
            `          ${askedToWait} answers asked to wait (Retry-After), which a schedule does not: load with less, see --rate and --rate-limit`,
          ]),
      ...outputLines(options.outputs),
    ],
    requests: count.requests(),
  };
}

/** Where the points went. What k6 said when they did not was told as a warning. */
export function outputLines(outputs: LoadOptions['outputs']): readonly string[] {
  if (outputs === undefined) return [];
  const { list, complaint } = outputs;
  const failed = complaint === undefined ? '' : '; not all of them arrived, see the warning';
  return [`          points also in ${list.map(describedOutput).join(', ')}${failed}`];
}

/** `          held     http_req_duration{operation:list} p(95)<1500: 2.4 ms`. */
function thresholdLine(threshold: ThresholdResult): string {
  const measured = measuredText(threshold);
  return `          ${(threshold.ok ? 'held' : 'crossed').padEnd(8)} ${shortMetric(threshold.metric)} ${threshold.expression}${measured === '' ? '' : `: ${measured}`}`;
}

/** k6 has them in an order of its own, another one each time. */
function byMetric(left: ThresholdResult, right: ThresholdResult): number {
  return left.metric === right.metric ? 0 : left.metric < right.metric ? -1 : 1;
}

/** Thresholds that did not hold, as `metric expression (measured)`. */
export function crossedOf({ thresholds }: Pick<LoadRun, 'thresholds'>): readonly string[] {
  return thresholds
    .filter(({ ok }) => !ok)
    .map((threshold) => {
      const measured = measuredText(threshold);
      return `${shortMetric(threshold.metric)} ${threshold.expression}${measured === '' ? '' : ` (${measured})`}`;
    });
}

/**
 * An interrupted run is not invalid: the frame reports the interruption. A target that is too slow for the schedule makes the run
 * incomplete as well; then both are said, and the exit code is that of the threshold.
 */
function verdictsOf(
  doubts: readonly string[],
  crossed: readonly string[],
  { type, signal, vus }: LoadOptions,
): readonly Verdict[] {
  if (signal.aborted) return [];
  const limits = crossed.filter((threshold) => !isAboutCompleteness(threshold));
  // The usual number of virtual users is enough; a given one may be too small.
  const tooSlow = vus === undefined && doubts.every(isSlowness);
  const names = limits.length === 1 ? 'a threshold' : `${limits.length} thresholds`;
  return [
    ...(limits.length > 0 && (doubts.length === 0 || tooSlow)
      ? [{ code: 5 as const, reason: `The load test "${type}" crossed ${names}: ${limits.join('; ')}` }]
      : []),
    ...(doubts.length > 0
      ? [
          {
            code: 6 as const,
            reason: `The load test "${type}" is invalid: ${doubts.join('; ')}; run it again with less load or look at the target`,
          },
        ]
      : []),
  ];
}

/** Doubts that a target too slow for the schedule causes. */
export function isSlowness(doubt: string): boolean {
  return /dropped|scheduled iterations/.test(doubt);
}

/** Thresholds about the run itself, not about the target. */
function isAboutCompleteness(threshold: string): boolean {
  return threshold.startsWith('dropped_iterations') || threshold.startsWith('script_errors');
}

/** Two lines per operation: as measured, and from the time at which the request was due. */
export function linesOf(latency: Latency, title: string): readonly string[] {
  const { operation, requests, failed, fromIntendedStart } = latency;
  return [
    `${title.padEnd(10)}${operation.padEnd(5)} ${quantilesOf(latency)}  (${requests} requests, ${failed} failed)`,
    ...(fromIntendedStart === undefined
      ? []
      : [`${' '.repeat(15)} ${quantilesOf(fromIntendedStart)}  from the intended start`]),
  ];
}

function quantilesOf({ p50, p95, p99 }: { readonly p50: number; readonly p95: number; readonly p99: number }): string {
  return `p50 ${p50.toFixed(1)} ms  p95 ${p95.toFixed(1)} ms  p99 ${p99.toFixed(1)} ms`;
}
