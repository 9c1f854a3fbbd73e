/**
 * Runs phases of generated cases on a target until the time is up, and turns what the checks object to into findings.
 */
import { defined } from '../../src/json/defined.ts';
import { ruleLeftAlone } from '../../deviations/deviations.ts';
import type { StepResult, Verdict } from '../../src/report/report.ts';
import { TargetLostError } from '../../src/target/errors.ts';
import { casesOf } from '../arbitraries/cases.ts';
import { existingUntouched } from '../checks/existing-untouched.ts';
import { Coverage } from './coverage.ts';
import { touchedFindings } from './existing-connections.ts';
import { caseOptionsOf } from './generation.ts';
import { FindingCollector } from './finding-collector.ts';
import { runContextFor } from './run-context.ts';
import { outdatedIn } from './known-findings.ts';
import { leftOut } from './left-out.ts';
import { PhaseBudgets } from './phase-budgets.ts';
import { summaryOf } from './summary.ts';
import { RunStatistics } from './run-statistics.ts';
import { coverageVerdicts, notCovered } from './phase-coverage.ts';
import type { PhaseEnd, PhaseOutcome } from './phase-coverage.ts';
import { unexercisedBy } from './unexercised.ts';
import { acceptanceVerdicts, verdictsOn } from './verdicts.ts';
import type { FuzzOptions } from './fuzz-options.ts';
import { runPhase } from './run-phase.ts';

/** Runs the phases one after the other, and reports what the checks object to. */
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
  const outcomes: PhaseOutcome[] = [];
  for (const { phase, arbitrary } of arbitraries) {
    if (arbitrary !== undefined) continue;
    outcomes.push({ phase, cases: 0, end: 'may-not-write' });
    emit({ type: 'notice', level: 'info', text: `Phase ${phase} is left out: it writes, and the run may not` });
  }
  const skipped = outcomes.map(({ phase }) => phase);
  const phaseBudgets = new PhaseBudgets({
    phases: options.phases.filter((phase) => !skipped.includes(phase)),
    deadline,
    requestsLeft,
  });
  let stopped: PhaseEnd | undefined;
  for (const { phase, arbitrary } of arbitraries) {
    if (arbitrary === undefined) continue;
    if (stopped !== undefined) {
      outcomes.push({ phase, cases: 0, end: stopped });
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
    outcomes.push({ phase, cases: statistics.casesOf(phase), end: ended });
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
  const missing = notCovered({
    outcomes,
    checks: options.checks,
    evaluated: (id) => checks[id]?.evaluated ?? 0,
    wasCalled: (operation) => statistics.statusesOf(operation).length > 0,
    asked,
  });
  verdicts.push(...coverageVerdicts(missing, { outcomes, asked }));
  const withoutConsent = leftOut(target.consent, { ...target.fixtures, ...defined({ traps: options.traps }) });
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
        casesByPhase: Object.fromEntries(outcomes.map(({ phase, cases }) => [phase, cases])),
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
