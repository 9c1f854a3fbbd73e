/** Runs one k6 test of a target: bundles the script, runs it, reads its raw points and says whether they are valid. */
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plannedRequests, requestsPerArrival } from '../../load/limits.ts';
import { scheduledIterations } from '../../load/schedule.ts';
import { readSettings } from '../../load/settings.ts';
import type { Settings } from '../../load/settings.ts';
import { planFor } from '../../load/workloads.ts';
import type { Plan } from '../../load/workloads.ts';
import type { ThresholdResult } from '../report/performance-section.ts';
import { bundleScript } from './bundle.ts';
import { reasonsForDoubt } from './completeness.ts';
import { cutLines } from './cut-lines.ts';
import { variablesFor } from './k6-variables.ts';
import type { LoadOptions } from './load-options.ts';
import { Measurements } from './measurements.ts';
import { inheritedFor } from './outputs.ts';
import { takePoints, withoutDelay } from './ramp-delay.ts';
import { readSummary } from './read-summary.ts';
import { runK6 } from './run-k6.ts';

export interface LoadRun {
  readonly measurements: Measurements;
  /** Why the run proves nothing; empty for a complete one. */
  readonly doubts: readonly string[];
  readonly thresholds: readonly ThresholdResult[];
  /** By how much a ramp began later than its scenario; taken off all that counts from the time at which an arrival was due. */
  readonly rampDelayMs: number;
  readonly plan: Plan;
  /** Requests of k6, setup and warm-up included. */
  readonly sent: number;
  /** What the bounds of the run made of the schedule, in words. */
  readonly cuts: readonly string[];
}

/** Time beyond the schedule for discovery and late answers; k6 itself starts at once. */
const usualGraceMs = 90_000;

/** The proof that k6 came to its end. By hand, without this, it prints a summary for people. */
const summaryWriter =
  '\nexport function handleSummary(data) { return { [__ENV.AIRLOCK_SUMMARY]: JSON.stringify(data) }; }\n';

/** Runs k6 once, under a watchdog. @throws {TypeError} when there is no folder to work in. */
export async function measureLoad(options: LoadOptions): Promise<LoadRun> {
  const folder = workFolder();
  options.emit({ type: 'progress', phase: `load ${options.type}`, note: 'preparing k6' });
  try {
    const script = await bundleScript(options.type, folder, options.description);
    appendFileSync(script, summaryWriter);
    const pointsFile = options.pointsFile ?? join(folder, 'points.json');
    // Points of an earlier run must not count when k6 fails before it writes.
    writeFileSync(pointsFile, '');
    const summaryFile = join(folder, 'summary.json');
    const variables = { ...variablesFor(options, folder), AIRLOCK_SUMMARY: summaryFile };
    const settings = readSettings(variables);
    const plan = planFor(options.type, settings);
    const cuts = saidCuts(plan, settings, options);
    const totalMs = (plan.seconds + plan.warmUpSeconds) * 1000;
    options.onPlanned?.(totalMs);
    await options.pace?.wait([options.signal]);
    const stopTicking = tick(totalMs, options);
    const exit = await runK6(options.k6, {
      script,
      variables,
      pointsFile,
      limitMs: totalMs + (options.graceMs ?? usualGraceMs),
      signal: options.signal,
      extraArguments: [...(options.segment?.arguments ?? []), ...(options.outputs?.nextArguments() ?? [])],
      inherits: inheritedFor(options.outputs?.list ?? []),
    }).finally(stopTicking);
    const complaint = options.outputs?.heard(exit.complaint);
    if (complaint !== undefined)
      options.emit({
        type: 'notice',
        level: 'warning',
        text: `k6 could not write to an output of --out: ${complaint}`,
      });
    const measurements = new Measurements({ keepRequests: options.keepRequests === true });
    options.emit({ type: 'progress', phase: `load ${options.type}`, note: 'reading what was measured' });
    const rampDelayMs = existsSync(pointsFile) ? await takePoints(pointsFile, measurements) : 0;
    options.onMeasured?.(measurements.latencies());
    const summary = existsSync(summaryFile) ? readFileSync(summaryFile, 'utf8') : undefined;
    const { thresholds, empty, sent = plannedRequests(plan, settings) } = readSummary(summary);
    options.pace?.count(sent);
    const scheduled = Math.min(scheduledIterations(plan), plan.maxArrivals ?? Number.POSITIVE_INFINITY);
    const doubts = reasonsForDoubt(measurements, exit, {
      scheduled: scheduled * (options.segment?.length ?? 1),
      summaryWritten: summary !== undefined,
    });
    // A limit on a metric without values always holds. A run without any request has its own doubt already.
    const vacuous = measurements.requests > measurements.failed ? empty : [];
    return {
      measurements,
      doubts: [...doubts, ...vacuous.map((metric) => `nothing was measured of ${metric}, which has a threshold`)],
      thresholds: withoutDelay(thresholds, rampDelayMs),
      rampDelayMs,
      plan,
      sent,
      cuts,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function saidCuts(plan: Plan, settings: Settings, { pace, emit }: LoadOptions): readonly string[] {
  const cuts = pace === undefined ? [] : cutLines(plan, pace, requestsPerArrival(settings));
  for (const cut of cuts) emit({ type: 'notice', level: 'info', text: cut });
  return cuts;
}

function workFolder(): string {
  try {
    return mkdtempSync(join(tmpdir(), 'airlock-load-'));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new TypeError(
      `Cannot run a load test: the folder for temporary files "${tmpdir()}" cannot be written (${code}); set TMPDIR to another`,
      { cause: error },
    );
  }
}

function tick(totalMs: number, { emit, type }: LoadOptions): () => void {
  const startedAt = performance.now();
  const phase = `load ${type}`;
  const say = (): void => {
    const remainingMs = totalMs - (performance.now() - startedAt);
    emit({
      type: 'progress',
      phase,
      ...(remainingMs > 0 ? { remainingMs } : { note: 'waiting for the last answers' }),
    });
  };
  say();
  const timer = setInterval(say, 1000);
  return () => clearInterval(timer);
}
