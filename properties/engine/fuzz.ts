/**
 * Runs phases of generated cases on a target until the time is up, and turns what the checks object to into findings.
 */
import { defined } from '../../src/json/defined.ts';
import { ruleLeftAlone } from '../../deviations/deviations.ts';
import type { StepResult, Verdict } from '../../src/report/report.ts';
import { mayRefreshExisting } from '../../src/target/consent-guard.ts';
import { TargetLostError } from '../../src/target/errors.ts';
import { phaseCasesOf } from '../arbitraries/cases.ts';
import { declares } from '../arbitraries/declares.ts';
import { existingUntouched } from '../checks/existing-untouched.ts';
import { growth } from '../checks/growth.ts';
import { detectionOf } from './detection.ts';
import { touchedFindings } from './existing-connections.ts';
import { caseOptionsOf } from './generation.ts';
import { FindingCollector } from './finding-collector.ts';
import { GrowthLooks } from './growth-looks.ts';
import { runContextFor } from './run-context.ts';
import type { RunContext } from './run-context.ts';
import { outdatedIn } from './known-findings.ts';
import { leftOut } from './left-out.ts';
import { PhaseBudgets } from './phase-budgets.ts';
import { foundSoFar } from '../../src/text/found-so-far.ts';
import { summaryOf } from './summary.ts';
import { RunStatistics } from './run-statistics.ts';
import { coverageVerdicts, notCovered } from './phase-coverage.ts';
import type { PhaseEnd, PhaseOutcome } from './phase-coverage.ts';
import { unexercisedBy } from './unexercised.ts';
import { acceptanceVerdicts, verdictsOn } from './verdicts.ts';
import type { FuzzOptions } from './fuzz-options.ts';
import { runPhase } from './run-phase.ts';
import { survey } from './survey.ts';

/** Of the time, for the second look at what was there before. */
const mostForGuard = 0.1;
/** Of time and requests, for looks at suspect latencies: on a busy machine much is suspect, and the phases need their turn. */
const mostForLooks = 0.4;

/** Runs the phases one after the other, and reports what the checks object to. */
export async function fuzz(options: FuzzOptions): Promise<StepResult> {
  const { target, emit } = options;
  const startedAt = performance.now();
  const deadline = startedAt + options.maxTimeMs;
  const statistics = new RunStatistics(options.description?.operations);
  // A request that is in flight when the time is up is given up, however slow the target is.
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(Math.ceil(options.maxTimeMs))]);
  const growthLooks = new GrowthLooks(options);
  const context: RunContext = {
    ...runContextFor(target, options.checks, signal),
    exchanged: (step, exchange) => growthLooks.note(step, exchange),
  };
  const isGuarded = options.checks.includes(existingUntouched);
  let digests = 0;
  const guardExisting = async (): Promise<ReadonlyMap<string, string> | undefined> => {
    const digest = isGuarded ? await target.digestExisting() : undefined;
    if (digest !== undefined) digests += 1;
    return digest;
  };
  const busyBeforeMs = target.tempo.busyMs();
  emit({ type: 'progress', phase: 'fuzz', note: 'reading what is there' });
  const before = await guardExisting();
  // The second look takes as long as the first.
  const guardMs = performance.now() - startedAt;
  if (target.fixtures.unfounded !== undefined)
    emit({ type: 'notice', level: 'warning', text: `${target.fixtures.unfounded}; the run only reads` });
  const mostRequestsForLooks = target.requestsLeft() * mostForLooks;
  const mostConnections = target.connectionsLeft();
  const findingsUntil = deadline - Math.min(guardMs, options.maxTimeMs * mostForGuard);
  const collector = new FindingCollector({ ...options, context, statistics, deadline: findingsUntil });
  const caseOptions = caseOptionsOf(
    {
      consent: target.consent,
      isLoopback: target.isLoopback,
      foreign: target.fixtures.foreign !== undefined,
      ...defined({ askers: target.askers }),
      catalog: target.fixtures.sourceCatalogId !== undefined,
      existing: target.fixtures.existingConnectionIds.length > 0,
      sources: target.fixtures.otherSources?.length ?? 0,
    },
    options,
  );
  const verdicts: Verdict[] = [];
  const phaseCases = options.phases.map((phase) => {
    const cases = phaseCasesOf(phase, { ...caseOptions, isThrifty: Number.isFinite(mostConnections) });
    return { phase, cases: cases !== undefined && options.onlyDrawn === true ? { ...cases, pass: [] } : cases };
  });
  const outcomes: PhaseOutcome[] = [];
  for (const { phase, cases } of phaseCases) {
    if (cases !== undefined) continue;
    outcomes.push({ phase, cases: 0, end: 'may-not-write' });
    emit({ type: 'notice', level: 'info', text: `Phase ${phase} is left out: it writes, and the run may not` });
  }
  const skipped = outcomes.map(({ phase }) => phase);
  const phases = options.phases.filter((phase) => !skipped.includes(phase));
  const phaseBudgets = new PhaseBudgets({
    phases,
    deadline,
    target,
    neededAfterMs: () =>
      guardMs + collector.neededMs() + Math.min(growthLooks.neededMs(), options.maxTimeMs * mostForLooks),
    neededAfterRequests: () =>
      collector.neededRequests() + Math.min(growthLooks.neededRequests(), mostRequestsForLooks),
  });
  const ofEveryPhase = { ...options, context, statistics, collector, startedAt, signal };
  let stopped: PhaseEnd | undefined;
  for (const { phase, cases } of phaseCases) {
    if (cases === undefined) continue;
    if (stopped !== undefined) {
      outcomes.push({ phase, cases: 0, end: stopped });
      continue;
    }
    emit({ type: 'phase-started', phase });
    // Cases of the concurrency phase need the whole bound on requests in flight for themselves.
    const workers = phase === 'concurrency' ? 1 : options.workers;
    const budget = phaseBudgets.begin(phase, workers);
    collector.shrinksUntil(() => budget.endsAt());
    const phaseOptions = { ...ofEveryPhase, phase, cases, workers, budget };
    if (phase === 'valid') await survey(phaseOptions);
    const { error, ...run } = await runPhase(phaseOptions);
    const end = options.signal.aborted ? 'interrupted' : run.end;
    outcomes.push({ ...run, phase, cases: statistics.casesOf(phase), end });
    emit({
      type: 'phase-finished',
      phase,
      ok: collector.counts().findings === 0,
      summary: `${statistics.requests} requests, so far ${foundSoFar(collector.counts())}`,
    });
    if (error !== undefined) {
      if (error instanceof TargetLostError) {
        verdicts.push({ code: 3, reason: error.message });
        collector.dropUnanswered();
      } else emit({ type: 'notice', level: 'warning', text: error.message });
    }
    if (error !== undefined || end === 'findings' || signal.aborted) stopped = end;
  }
  const after = (note: string): void => emit({ type: 'progress', phase: 'findings', note, ...collector.counts() });
  after('making their cases small');
  collector.shrinksUntil(undefined);
  await collector.reconsider((deviation) => {
    const rule = ruleLeftAlone(deviation);
    return rule !== undefined && statistics.enforces(rule);
  });
  await collector.shrinkRest();
  // Findings that are tried again get half of what is left.
  const lookUntil = collector.neededMs() > 0 ? (performance.now() + findingsUntil) / 2 : findingsUntil;
  const isLost = outcomes.some(({ end }) => end === 'lost');
  after('looking again at latencies');
  const grown = isLost ? [] : await growthLooks.conclude(context, lookUntil);
  const told = new Set<string>();
  await collector.retryAll({
    onTry: (number, total) =>
      emit({ type: 'progress', phase: 'findings', note: 'tried again', number, total, ...collector.counts() }),
    onConfirmed(finding) {
      told.add(finding.id);
      emit({ type: 'finding', finding });
    },
  });
  if (before !== undefined) after('reading what was there before');
  const touched =
    before === undefined
      ? []
      : await touchedFindings(before, guardExisting, {
          ...options,
          refreshed: mayRefreshExisting(target.consent),
        });
  const findings = [...touched, ...collector.findings(), ...grown];
  for (const finding of findings) if (!told.has(finding.id)) emit({ type: 'finding', finding });
  for (const text of outdatedIn(options.known, findings)) emit({ type: 'notice', level: 'warning', text });
  verdicts.push(...verdictsOn(findings));
  const acceptance = statistics.acceptance();
  verdicts.push(...acceptanceVerdicts(statistics, options.minAcceptance));
  const unexercised = unexercisedBy(statistics, options.description?.operations);
  const checks = statistics.checks(options.checks.map(({ id }) => id));
  // Judged once for each connection, when both looks at them could be had.
  const guarded = checks[existingUntouched.id];
  if (guarded !== undefined) guarded.evaluated = before !== undefined && digests > 1 ? before.size : 0;
  const grownCheck = checks[growth.id];
  if (grownCheck !== undefined) Object.assign(grownCheck, { evaluated: growthLooks.evaluated(), failed: grown.length });
  const asked = { ...options.asked, operations: options.operations };
  const missing = notCovered({
    outcomes,
    checks: options.checks,
    evaluated: (id) => checks[id]?.evaluated ?? 0,
    wasCalled: (operation) => statistics.statusesOf(operation).length > 0,
    asked,
    isAbout: ({ needs }) =>
      needs === undefined || declares(defined({ description: options.description }), needs.operation, needs.member),
  });
  verdicts.push(...coverageVerdicts(missing, { outcomes, asked }));
  const withoutConsent = leftOut(target.consent, { ...target.fixtures, ...defined({ traps: options.traps }) });
  const detection = detectionOf(statistics.requests, { ...options, writes: target.consent.writes });
  const tookMs = performance.now() - startedAt;
  const seconds = tookMs / 1000;
  // Of the time, with at least one request in flight.
  const targetShare = Math.min(1, (target.tempo.busyMs() - busyBeforeMs) / tookMs);
  return {
    seed: options.seed,
    findings,
    acceptance,
    checks,
    verdicts,
    sections: {
      fuzz: {
        phases,
        skippedPhases: skipped,
        cases: statistics.cases,
        casesByPhase: Object.fromEntries(outcomes.map(({ phase, cases }) => [phase, cases])),
        withoutTurn: missing,
        misfits: statistics.mislabelled,
        targetShare: Math.round(targetShare * 1000) / 1000,
        requestsPerSecond: Math.round(statistics.requests / seconds),
        coverage: statistics.coverage(),
        judgingMs: statistics.judgingMs(),
        unexercised,
        leftOut: withoutConsent,
        ...defined({ detection }),
      },
    },
    summary: summaryOf({
      statistics,
      findings,
      seconds,
      targetShare,
      unexercised,
      withoutTurn: missing,
      leftOut: withoutConsent,
      isTerse: options.verbose !== true && verdicts.length === 0,
      ...options,
    }),
  };
}
