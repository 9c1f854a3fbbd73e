/**
 * Runs phases of generated cases on a target until the time is up, and turns what the checks object to into findings.
 */
import { defined } from '../../src/json/defined.ts';
import { setImmediate } from 'node:timers/promises';
import type fc from 'fast-check';
import type { Description } from '../../schemas/description.ts';
import { ruleLeftAlone } from '../../deviations/deviations.ts';
import { operations } from '../../schemas/operations.ts';
import type { Emit } from '../../src/report/events.ts';
import type { Finding, StepResult, Verdict } from '../../src/report/report.ts';
import { BudgetSpentError, TargetLostError } from '../../src/target/errors.ts';
import type { Sandbox, Target } from '../../src/target/target.ts';
import { casesOf } from '../arbitraries/cases.ts';
import type { CorpusStream } from '../arbitraries/generation-context.ts';
import type { Check } from '../checks/check.ts';
import { existingUntouched } from '../checks/existing-untouched.ts';
import { brokenRules, stillBreaks } from '../model/domain-rules.ts';
import type { Described } from '../model/domain-rules.ts';
import { isInvalid, isValid } from '../model/case.ts';
import type { Case, CaseStep, Phase } from '../model/case.ts';
import type { CaseViolation } from './case-violation.ts';
import { Coverage } from './coverage.ts';
import { touchedFindings } from './existing-connections.ts';
import { caseOptionsOf, concerns, drawCase } from './generation.ts';
import { FindingCollector } from './finding-collector.ts';
import { runContextFor } from './run-context.ts';
import type { RunContext } from './run-context.ts';
import { outdatedIn } from './known-findings.ts';
import type { KnownFinding } from './known-findings.ts';
import { leftOut } from './left-out.ts';
import { PhaseBudgets } from './phase-budgets.ts';
import type { PhaseBudget, Limit } from './phase-budgets.ts';
import { runCase } from './run-case.ts';
import { summaryOf } from './summary.ts';
import { RunStatistics } from './run-statistics.ts';
import { turnVerdicts, withoutTurn } from './turns.ts';
import type { Asked, PhaseEnd, PhaseTurn } from './turns.ts';
import { unexercisedBy } from './unexercised.ts';
import { acceptanceVerdicts, verdictsOn } from './verdicts.ts';

export interface FuzzOptions {
  readonly target: Target & {
    readonly sandbox: Sandbox;
    readonly authKind?: 'basic' | 'bearer';
    /** A hash per connection that was there before the run. */
    digestExisting?(): Promise<ReadonlyMap<string, string> | undefined>;
    /** Of the budget; infinite without one. */
    requestsLeft?(): number;
  };
  readonly emit: Emit;
  readonly signal: AbortSignal;
  readonly seed: number;
  readonly phases: readonly Phase[];
  readonly checks: readonly Check[];
  readonly maxTimeMs: number;
  /** Cases per phase and worker. */
  readonly maxExamples?: number;
  readonly workers: number;
  readonly minAcceptance: number;
  readonly maxFindings?: number;
  readonly shrink: boolean;
  readonly strict: boolean;
  readonly known: readonly KnownFinding[];
  readonly corpus?: readonly CorpusStream[];
  /** Another release than the one of `schemas/`: what is generated, and what the referee goes by. */
  readonly description?: Description;
  /** Only cases that touch one of these operations. */
  readonly operations?: readonly string[];
  /** Phases and checks that were asked for by name: the run has failed when one of them had no turn. */
  readonly asked?: Pick<Asked, 'phases' | 'checks'>;
  /** Told of every violation at once, before it is shrunk; later ones of the same kind included. */
  readonly onViolation?: (violation: CaseViolation) => void;
  /** Explains findings that a released Airbyte is known for. */
  readonly deviationOf?: (finding: Finding) => string | undefined;
}

export async function fuzz(options: FuzzOptions): Promise<StepResult> {
  const { target, emit } = options;
  const startedAt = performance.now();
  const deadline = startedAt + options.maxTimeMs;
  const statistics = new RunStatistics();
  // A request that is in flight when the time is up is given up, however slow the target is.
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(Math.ceil(options.maxTimeMs))]);
  const context = runContextFor(target, options.checks, signal);
  // A refresh may switch off connections of others: that is what the consent to it is about.
  const isGuarded = options.checks.includes(existingUntouched) && !target.consent.refresh;
  let digests = 0;
  const guardExisting = async (): Promise<ReadonlyMap<string, string> | undefined> => {
    const digest = isGuarded ? await target.digestExisting?.() : undefined;
    if (digest !== undefined) digests += 1;
    return digest;
  };
  const before = await guardExisting();
  if (target.fixtures.unfounded !== undefined)
    emit({ type: 'notice', level: 'warning', text: `${target.fixtures.unfounded}; the run only reads` });
  const requestsLeft = (): number => target.requestsLeft?.() ?? Number.POSITIVE_INFINITY;
  const collector = new FindingCollector({ context, statistics, deadline, requestsLeft, ...pick(options) });
  const caseOptions = caseOptionsOf(
    {
      consent: target.consent,
      isLoopback: target.isLoopback,
      foreign: target.fixtures.foreign !== undefined,
      catalog: target.fixtures.sourceCatalogId !== undefined,
      existing: target.fixtures.existingConnectionIds.length > 0,
    },
    options,
  );
  const coverage = new Coverage();
  const verdicts: Verdict[] = [];
  const arbitraries = options.phases.map((phase) => ({ phase, arbitrary: casesOf(phase, caseOptions) }));
  const turns: PhaseTurn[] = [];
  for (const { phase, arbitrary } of arbitraries) {
    if (arbitrary !== undefined) continue;
    turns.push({ phase, cases: 0, end: 'may-not-write' });
    emit({ type: 'notice', level: 'info', text: `Phase ${phase} is left out: it writes, and the run may not` });
  }
  const skipped = turns.map(({ phase }) => phase);
  const phaseBudgets = new PhaseBudgets({
    phases: options.phases.filter((phase) => !skipped.includes(phase)),
    deadline,
    requestsLeft,
  });
  let stopped: PhaseEnd | undefined;
  for (const { phase, arbitrary } of arbitraries) {
    if (arbitrary === undefined) continue;
    if (stopped !== undefined) {
      turns.push({ phase, cases: 0, end: stopped });
      continue;
    }
    emit({ type: 'phase-started', phase });
    // Cases of the concurrency phase need the whole bound on requests in flight for themselves.
    const workers = phase === 'concurrency' ? 1 : options.workers;
    const budget = phaseBudgets.begin(phase, workers);
    const { end, error } = await runPhase({
      ...options,
      phase,
      arbitrary,
      context,
      statistics,
      collector,
      coverage,
      startedAt,
      signal,
      workers,
      budget,
    });
    const ended = options.signal.aborted ? 'interrupted' : end;
    turns.push({ phase, cases: statistics.casesOf(phase), end: ended });
    emit({
      type: 'phase-finished',
      phase,
      ok: collector.newCount() === 0,
      summary: `${statistics.requests} requests, ${collector.count()} findings so far`,
    });
    if (error !== undefined) {
      if (error instanceof TargetLostError) {
        verdicts.push({ code: 3, reason: error.message });
        collector.dropUnanswered();
      } else emit({ type: 'notice', level: 'warning', text: error.message });
    }
    if (error !== undefined || ended === 'findings' || signal.aborted) stopped = ended;
  }
  await collector.reconsider((deviation) => {
    const rule = ruleLeftAlone(deviation);
    return rule !== undefined && statistics.enforces(rule);
  });
  await collector.retryAll();
  const touched = before === undefined ? [] : await touchedFindings(before, guardExisting, options);
  const findings = [...touched, ...collector.findings()];
  for (const finding of findings) emit({ type: 'finding', finding });
  for (const text of outdatedIn(options.known, findings)) emit({ type: 'notice', level: 'warning', text });
  verdicts.push(...verdictsOn(findings));
  const acceptance = statistics.acceptance();
  verdicts.push(...acceptanceVerdicts(statistics, options.minAcceptance));
  const unexercised = unexercisedBy(statistics, coverage, options.description?.operations);
  const checks = statistics.checks(options.checks.map(({ id }) => id));
  // Judged once for each connection, when both looks at them could be had.
  const guarded = checks[existingUntouched.id];
  if (guarded !== undefined) guarded.evaluated = before !== undefined && digests > 1 ? before.size : 0;
  const asked = { ...options.asked, operations: options.operations };
  const missing = withoutTurn({
    turns,
    checks: options.checks,
    evaluated: (id) => checks[id]?.evaluated ?? 0,
    wasCalled: (operation) => statistics.statusesOf(operation).length > 0,
    asked,
  });
  verdicts.push(...turnVerdicts(missing, { turns, asked }));
  const withoutConsent = leftOut(target.consent, target.fixtures);
  const seconds = (performance.now() - startedAt) / 1000;
  return {
    seed: options.seed,
    findings,
    acceptance,
    checks,
    verdicts,
    sections: {
      fuzz: {
        phases: options.phases.filter((phase) => !skipped.includes(phase)),
        skippedPhases: skipped,
        cases: statistics.cases,
        casesByPhase: Object.fromEntries(turns.map(({ phase, cases }) => [phase, cases])),
        withoutTurn: missing,
        misfits: statistics.mislabelled,
        requestsPerSecond: Math.round(statistics.requests / seconds),
        coverage: statistics.coverage(),
        unexercised,
        leftOut: withoutConsent,
      },
    },
    summary: summaryOf({
      statistics,
      findings,
      seconds,
      unexercised,
      withoutTurn: missing,
      leftOut: withoutConsent,
      ...options,
    }),
  };
}

interface PhaseOptions extends FuzzOptions {
  readonly phase: Phase;
  readonly arbitrary: fc.Arbitrary<readonly CaseStep[]>;
  readonly context: RunContext;
  readonly statistics: RunStatistics;
  readonly collector: FindingCollector;
  readonly coverage: Coverage;
  readonly startedAt: number;
  readonly budget: PhaseBudget;
}

/** A phase of which so many cases in a row are about other operations than those asked for has none about them. */
const mostUnused = 300;
/** Drawing cases keeps the processor: after so many that are not sent others get a turn, an interruption too. */
const drawnAtOnce = 20;

/** Every worker has cases of its own. Returns how it came to its end, and what stopped the run, if anything did. */
async function runPhase(options: PhaseOptions): Promise<{ readonly end: PhaseEnd; readonly error?: Error }> {
  const { seed, phase, maxExamples = Number.POSITIVE_INFINITY, maxFindings = Number.POSITIVE_INFINITY } = options;
  let error: Error | undefined;
  let end: PhaseEnd | undefined;
  let unused = 0;
  const endNow = (): PhaseEnd | undefined => {
    if (options.signal.aborted) end ??= 'time';
    if (options.collector.newCount() >= maxFindings) end ??= 'findings';
    return end;
  };
  const worker = async (shard: number): Promise<void> => {
    for (let number = 0; number < maxExamples && endNow() === undefined; number += 1) {
      const testCase = drawCase(options.arbitrary, { seed, phase, shard, number });
      if (!concerns(testCase, options.operations)) {
        unused += 1;
        if (unused >= mostUnused) end ??= 'unused';
        if (unused % drawnAtOnce === 0) await setImmediate();
        continue;
      }
      unused = 0;
      try {
        end ??= await runAndJudge(testCase, options);
      } catch (caught) {
        // The other workers stop at their next case, whatever it was.
        error = caught instanceof Error ? caught : new Error(String(caught));
        end = error instanceof BudgetSpentError ? 'requests' : 'lost';
      }
    }
  };
  const timer = setInterval(
    () =>
      options.emit({
        type: 'progress',
        phase: options.phase,
        requests: options.statistics.requests,
        perSecond: Math.round((options.statistics.requests * 1000) / (performance.now() - options.startedAt)),
        acceptance: options.statistics.acceptedShare(),
        findings: options.collector.newCount(),
        remainingMs: Math.max(0, options.budget.endsAt - performance.now()),
      }),
    500,
  );
  try {
    const first = worker(0);
    await Promise.race([options.budget.speedKnown, first]);
    await Promise.all([first, ...Array.from({ length: options.workers - 1 }, (_, index) => worker(index + 1))]);
  } finally {
    clearInterval(timer);
  }
  if (error !== undefined && !(error instanceof BudgetSpentError) && !(error instanceof TargetLostError)) throw error;
  return { end: end ?? 'examples', ...defined({ error }) };
}

/** Returns why the case was not begun, if it was not. */
async function runAndJudge(testCase: Case, options: PhaseOptions): Promise<Limit | undefined> {
  const { context, statistics, collector, coverage, budget, onViolation } = options;
  const mislabelled = mislabelledBecause(testCase, options.description?.operations);
  if (mislabelled !== undefined) {
    statistics.addMislabelled(mislabelled);
    return undefined;
  }
  const limit = budget.admits(testCase);
  if (limit !== undefined) return limit;
  const run = await runCase(testCase, context).finally(() => budget.ended(testCase));
  statistics.add(testCase, run);
  for (const { step } of run.observations) coverage.add(step);
  if (onViolation !== undefined) for (const violation of run.violations) onViolation(violation);
  await collector.judge(testCase, run);
  return undefined;
}

/**
 * The referee: checks after serialisation that bodies labelled valid are valid and bodies labelled invalid are not. A
 * mislabelled case is a fault of Airlock: it is counted and not sent.
 */
function mislabelledBecause(testCase: Case, described: Described = operations): string | undefined {
  for (const step of testCase.steps) {
    if (isValid(step)) {
      const [broken] = brokenRules(step.operation, step.body, described);
      if (broken !== undefined) return `${testCase.path}: ${step.operation} is sent as valid: ${broken}`;
    }
    if (isInvalid(step) && !step.intent.lenient && !stillBreaks(step, described))
      return `${testCase.path}: ${step.operation} is sent as invalid and is not: ${step.intent.label.description}`;
  }
  return undefined;
}

function pick({ shrink, strict, known, deviationOf, description, maxFindings, target }: FuzzOptions) {
  return {
    shrink,
    strict,
    known,
    url: target.url,
    ...defined({ deviationOf, maxFindings }),
    ...(description === undefined ? {} : { described: description.operations }),
    ...defined({ authKind: target.authKind }),
  };
}
