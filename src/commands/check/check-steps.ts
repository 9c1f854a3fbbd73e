/** Runs the four steps one after the other and joins what they found into one result. */
import { defined } from '../../json/defined.ts';
import { join } from 'node:path';
import type { Emit } from '../../report/events.ts';
import type { StepResult } from '../../report/report.ts';
import type { RunStep } from '../../report/steps.ts';
import { loadMs } from '../../performance/as-part.ts';
import { usualWarmUpSeconds } from '../../../load/settings.ts';
import { parseDuration } from '../options/duration.ts';
import { sayLength } from '../../text/say-length.ts';
import { ChoiceError } from '../../target/only-one.ts';
import type { Pace } from '../../target/pace.ts';
import { loadBody } from '../commands.ts';
import { describeFailure } from '../failure.ts';
import { optionTable } from '../options/option-table.ts';
import { text, words } from '../options/option-values.ts';
import type { Options } from '../options/option-values.ts';
import type { CommandContext } from '../run-body.ts';
import { outcomeOf } from '../outcome-of.ts';
import { UsageError } from '../usage-error.ts';
import { joinResults } from './join-results.ts';
import { stepLines } from './step-lines.ts';

const steps = optionTable.skip.accepted;
type StepName = (typeof steps)[number];

/** Defaults of each step: about forty seconds in all on the embedded backend. */
function optionsOf(step: StepName, { options, reportDir }: CommandContext): Options {
  const pacts = join(reportDir, 'pacts');
  if (step === 'contract') return { ...options, out: pacts };
  // The pacts that the contract step wrote; without that step, those of an earlier run.
  if (step === 'verify' && !skippedIn(options).includes('contract'))
    return { ...options, pact: pacts, provider: undefined };
  if (step === 'load') return { duration: '8s', ...options, type: 'smoke' };
  // A server across a network answers fewer requests in a second than the embedded one.
  return { maxTime: options['target'] === undefined ? '20s' : '60s', ...options };
}

export async function checkSteps(context: CommandContext): Promise<StepResult> {
  const skipped = skippedIn(context.options);
  const asked = steps.filter((step) => !skipped.includes(step));
  if (asked.length === 0) throw new UsageError(`Cannot check with --skip ${steps.join(',')}: that leaves no step`);
  sayLength(context.emit, lengthOf(asked, context), (time) => `check takes about ${time}: ${asked.join(', ')}`);
  const ended: { readonly step: RunStep; readonly result: StepResult }[] = [];
  let stopped = 'the run was interrupted';
  for (const [index, step] of asked.entries()) {
    if (context.signal.aborted) break;
    const startedAt = new Date();
    const began = performance.now();
    const release = keepBack(context.pace, step, asked.slice(index + 1));
    const result = await runStep(step, context, { isFirst: index === 0 }).finally(release);
    const isInterrupted = context.signal.aborted;
    const timing = { startedAt, durationMs: performance.now() - began, isInterrupted };
    ended.push({ step: stepResult(step, result, timing), result });
    const stops = result.verdicts?.find(({ code }) => code === 2 || code === 3);
    if (stops === undefined) continue;
    // A target that is gone or refuses us fails every later step in the same way, and so does what is wrong with the options.
    stopped = stops.code === 3 ? 'the target cannot be tested' : 'the command line or the configuration is wrong';
    break;
  }
  const joined = joinResults(ended.map(({ result }) => result));
  const notRun = [
    ...skipped.map((step) => ({ step, why: '--skip' })),
    ...asked.slice(ended.length).map((step) => ({ step, why: stopped })),
  ];
  return {
    ...joined,
    sections: { ...joined.sections, check: { steps: ended.map(({ step }) => step) } },
    summary: [...(joined.summary ?? []), ...stepLines(ended, notRun)],
  };
}

/** What a step takes, in ms, where answers are fast; that of fuzz is its limit. */
function lengthOf(asked: readonly StepName[], context: CommandContext): number {
  const usual: Readonly<Record<StepName, number>> = {
    contract: 1000,
    verify: 2000,
    fuzz: parseDuration(text(optionsOf('fuzz', context), 'maxTime') ?? '20s', '--max-time'),
    load: loadMs(8, usualWarmUpSeconds),
  };
  return asked.reduce((sum, step) => sum + usual[step], 0);
}

/** Shares of the budget, in proportion to what the steps send: the run has one budget for all. */
const weights: Readonly<Record<StepName, number>> = { contract: 0, verify: 4, fuzz: 4, load: 2 };

/** Reserves the share of the later steps. The returned function releases it, and they also get what this step leaves. */
function keepBack(pace: Pace, step: StepName, later: readonly StepName[]): () => void {
  if (pace.maxRequests === undefined) return () => undefined;
  const others = later.reduce((sum, one) => sum + weights[one], 0);
  const kept = Math.floor((pace.left() * others) / Math.max(1, others + weights[step]));
  return pace.reserve(() => kept);
}

interface Timing {
  readonly startedAt: Date;
  readonly durationMs: number;
  /** The run was interrupted before the step had ended. */
  readonly isInterrupted: boolean;
}

/** One step in the section `check` of the report, with the exit code of its own command. */
function stepResult(
  step: StepName,
  { verdicts = [] }: StepResult,
  { startedAt, durationMs, isInterrupted }: Timing,
): RunStep {
  const { exitCode, reason } = isInterrupted ? { exitCode: 130, reason: 'interrupted' } : outcomeOf(verdicts, false);
  return {
    step,
    ok: exitCode === 0,
    exitCode,
    startedAt: startedAt.toISOString(),
    durationMs: Math.round(durationMs),
    ...defined({ reason }),
  };
}

/** @throws {UsageError} for a word that names no step. */
function skippedIn(options: Options): readonly string[] {
  return words(options, 'skip', steps) ?? [];
}

/** @throws {UsageError} from the first step, before the target is asked; later there is something to report. */
async function runStep(
  step: StepName,
  context: CommandContext,
  { isFirst }: { readonly isFirst: boolean },
): Promise<StepResult> {
  const body = await loadBody(step);
  let spoke = false;
  const emit: Emit = (event) => {
    spoke ||= event.type === 'phase-finished';
    context.emit(event);
  };
  context.emit({ type: 'phase-started', phase: step });
  try {
    const result = await body({ ...context, emit, command: step, options: optionsOf(step, context) });
    const [verdict] = result.verdicts ?? [];
    const ok = verdict === undefined && !context.signal.aborted;
    // Most steps end with a line about their last phase; the others get one.
    if (!spoke)
      emit({ type: 'phase-finished', phase: step, ok, summary: verdict?.reason ?? (ok ? 'held' : 'interrupted') });
    return result;
  } catch (error) {
    if (context.signal.aborted) {
      context.emit({ type: 'phase-finished', phase: step, ok: false, summary: 'interrupted' });
      return { summary: [`${step.padEnd(9)} interrupted`] };
    }
    const { exitCode, line: reason, stack } = describeFailure(error);
    // What only the target could tell is worth a report.
    if (exitCode === 130 || (exitCode === 2 && isFirst && !(error instanceof ChoiceError))) throw error;
    const line = exitCode === 4 ? `${reason}; or leave this step out with --skip ${step}` : reason;
    context.emit({ type: 'phase-finished', phase: step, ok: false, summary: line });
    return {
      verdicts: [{ code: exitCode, reason: line }],
      summary: [`${step.padEnd(9)} not run: ${line}`],
      ...defined({ sections: stack === undefined ? undefined : { defect: stack } }),
    };
  }
}
