/** One load test of a target with k6, from the bundle to the verdict. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Description } from '../../schemas/description.ts';
import { readSettings } from '../../load/settings.ts';
import type { LoadOperation, TestType } from '../../load/settings.ts';
import { planFor, scheduledIterations } from '../../load/workloads.ts';
import type { Emit } from '../report/events.ts';
import type { StepResult, Verdict } from '../report/report.ts';
import type { TargetOptions } from '../target/target-options.ts';
import { bundleScript } from './bundle.ts';
import { reasonsForDoubt } from './completeness.ts';
import type { K6 } from './find-k6.ts';
import { Measurements } from './measurements.ts';
import type { Latency } from './measurements.ts';
import { readPoints } from './read-points.ts';
import { runK6 } from './run-k6.ts';
import { headersFor } from './load-headers.ts';

export interface LoadOptions {
  readonly k6: K6;
  readonly type: TestType;
  readonly target: TargetOptions;
  readonly operation: LoadOperation;
  readonly rate?: number;
  readonly vus?: number;
  readonly durationSeconds?: number;
  /** k6 syntax by metric. */
  readonly thresholds?: Readonly<Record<string, readonly string[]>>;
  /** A second target, loaded in turn with the first. */
  readonly base?: TargetOptions;
  readonly seed?: number;
  /** By which sampled answers are judged; our own unless told otherwise. */
  readonly description?: Description;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  readonly extraArguments?: readonly string[];
}

export interface LoadRun {
  readonly measurements: Measurements;
  /** Why the run proves nothing; empty for a complete one. */
  readonly doubts: readonly string[];
  readonly crossed: readonly string[];
}

/** k6 starts in a moment; what takes time beyond the schedule is discovery and answers that are late. */
const graceMs = 90_000;

/** Runs k6 once and reads its raw points. */
export async function measureLoad(options: LoadOptions): Promise<LoadRun> {
  const folder = mkdtempSync(join(tmpdir(), 'airlock-load-'));
  try {
    const script = await bundleScript(options.type, folder, options.description);
    const pointsFile = join(folder, 'points.json');
    const summaryFile = join(folder, 'summary.json');
    const variables = { ...(await variablesFor(options)), AIRLOCK_SUMMARY: summaryFile };
    const settings = readSettings(variables);
    const plan = planFor(options.type, settings);
    const startedAt = performance.now();
    const totalMs = (plan.seconds + settings.warmUpSeconds) * 1000;
    const timer = setInterval(
      () =>
        options.emit({
          type: 'progress',
          phase: `load ${options.type}`,
          remainingMs: Math.max(0, totalMs - (performance.now() - startedAt)),
        }),
      1000,
    );
    const exit = await runK6(options.k6, {
      script,
      variables,
      pointsFile,
      limitMs: totalMs + graceMs,
      signal: options.signal,
      ...(options.extraArguments === undefined ? {} : { extraArguments: options.extraArguments }),
    }).finally(() => clearInterval(timer));
    const measurements = new Measurements();
    if (existsSync(pointsFile)) await readPoints(pointsFile, (point) => measurements.take(point));
    const doubts = reasonsForDoubt(measurements, exit, {
      scheduled: scheduledIterations(plan),
      summaryWritten: existsSync(summaryFile),
      constantRate: plan.stages === undefined,
    });
    return {
      measurements,
      doubts,
      crossed: existsSync(summaryFile) ? crossedThresholds(readFileSync(summaryFile, 'utf8')) : [],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function runLoad(options: LoadOptions): Promise<StepResult> {
  const phase = `load ${options.type}`;
  options.emit({ type: 'phase-started', phase });
  const { measurements, doubts, crossed } = await measureLoad(options);
  const latencies = measurements.latencies();
  const verdicts = verdictsOf(doubts, crossed, options);
  options.emit({
    type: 'phase-finished',
    phase,
    ok: verdicts.length === 0,
    summary: verdicts[0]?.reason ?? 'complete, within its thresholds',
  });
  return {
    verdicts,
    sections: {
      load: {
        type: options.type,
        k6: options.k6.version,
        verdict: doubts.length > 0 ? 'invalid' : crossed.length > 0 ? 'threshold crossed' : 'pass',
        doubts,
        crossed,
        iterations: measurements.iterations,
        dropped: measurements.dropped,
        contractViolations: measurements.contractViolations,
        latencies,
      },
    },
    summary: [
      ...latencies.map((latency, index) => lineOf(latency, index === 0 ? options.type : '')),
      ...(measurements.contractViolations === 0
        ? []
        : [`          ${measurements.contractViolations} of the sampled answers are not as the description has them`]),
    ],
    requests: requestsOf(latencies),
  };
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
  // Virtual users that were asked for may be too few; the usual number is not.
  const tooSlow = vus === undefined && doubts.every((doubt) => /dropped|scheduled iterations/.test(doubt));
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

/** Thresholds that k6 holds against the run itself rather than against the target. */
function isAboutCompleteness(threshold: string): boolean {
  return threshold.startsWith('dropped_iterations') || threshold.startsWith('script_errors');
}

function lineOf({ operation, requests, failed, p50, p95, p99 }: Latency, type: string): string {
  return `${(type === '' ? '' : 'load').padEnd(10)}${operation.padEnd(5)} p50 ${p50.toFixed(1)} ms  p95 ${p95.toFixed(1)} ms  p99 ${p99.toFixed(1)} ms  (${requests} requests, ${failed} failed)`;
}

function requestsOf(latencies: readonly Latency[]): NonNullable<StepResult['requests']> {
  const idOf: Readonly<Record<string, string>> = {
    list: 'webBackendListConnectionsForWorkspace',
    get: 'webBackendGetConnection',
  };
  const byOperation = Object.fromEntries(
    latencies.map(({ operation, requests, failed }) => [
      idOf[operation] ?? operation,
      { total: requests, byStatus: { '200': requests - failed, ...(failed > 0 ? { other: failed } : {}) } },
    ]),
  );
  return { total: latencies.reduce((sum, { requests }) => sum + requests, 0), byOperation };
}

/** Environment of the script; what is secret goes here and nowhere else. */
async function variablesFor(options: LoadOptions): Promise<Record<string, string>> {
  const { target, base } = options;
  return {
    AIRLOCK_TARGET: target.url,
    AIRLOCK_WORKSPACE: target.workspaceId ?? '',
    AIRLOCK_LOAD_HEADERS: JSON.stringify(await headersFor(target)),
    AIRLOCK_OPERATION: options.operation,
    AIRLOCK_THRESHOLDS: JSON.stringify(options.thresholds ?? {}),
    AIRLOCK_TIMEOUT_SECONDS: String(Math.max(1, Math.ceil((target.requestTimeoutMs ?? 10_000) / 1000))),
    ...(target.tls?.insecure === true ? { AIRLOCK_INSECURE: '1' } : {}),
    ...(base === undefined
      ? {}
      : {
          AIRLOCK_BASE_TARGET: base.url,
          AIRLOCK_BASE_WORKSPACE: base.workspaceId ?? target.workspaceId ?? '',
          AIRLOCK_BASE_HEADERS: JSON.stringify(await headersFor(base)),
        }),
    ...numberVariable('AIRLOCK_RATE', options.rate),
    ...numberVariable('AIRLOCK_VUS', options.vus),
    ...numberVariable('AIRLOCK_DURATION_SECONDS', options.durationSeconds),
    ...numberVariable('AIRLOCK_SEED', options.seed),
  };
}

/** Thresholds that k6 found crossed, as `metric: expression`. */
function crossedThresholds(summary: string): readonly string[] {
  const { metrics = {} } = JSON.parse(summary) as {
    readonly metrics?: Record<string, { readonly thresholds?: Record<string, { readonly ok: boolean }> }>;
  };
  return Object.entries(metrics).flatMap(([metric, { thresholds = {} }]) =>
    Object.entries(thresholds).flatMap(([expression, { ok }]) => (ok ? [] : [`${metric} ${expression}`])),
  );
}

function numberVariable(name: string, value: number | undefined): Record<string, string> {
  return value === undefined ? {} : { [name]: String(value) };
}
