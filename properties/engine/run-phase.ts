/** Runs one phase: every worker draws cases of its own, sends and judges them until a limit is reached. */
import { setImmediate } from 'node:timers/promises';
import { defined } from '../../src/json/defined.ts';
import { BudgetSpentError, TargetLostError } from '../../src/target/errors.ts';
import type { PhaseCases } from '../arbitraries/cases.ts';
import type { Case, Phase } from '../model/case.ts';
import { isImpatient } from '../checks/always-answered.ts';
import { requestsOf } from './case-cost.ts';
import type { FindingCollector } from './finding-collector.ts';
import type { FuzzOptions } from './fuzz-options.ts';
import { casesOfWorker, concerns } from './generation.ts';
import type { Limit, PhaseBudget } from './phase-budgets.ts';
import { mislabelledBecause } from './referee.ts';
import { runCase } from './run-case.ts';
import type { RunContext } from './run-context.ts';
import { withListsSpared } from './spared-lists.ts';
import type { RunStatistics } from './run-statistics.ts';
import type { PhaseEnd, PhaseOutcome } from './phase-coverage.ts';

export interface PhaseOptions extends FuzzOptions {
  readonly phase: Phase;
  readonly cases: PhaseCases;
  readonly context: RunContext;
  readonly statistics: RunStatistics;
  readonly collector: FindingCollector;
  readonly startedAt: number;
  readonly budget: PhaseBudget;
}

/** A phase of which so many cases in a row are about other operations than those asked for has none about them. */
const mostUnused = 300;
/** So many further cases are drawn for one that still fits into the time of the phase. */
const drawnToFit = 20;
/** Drawing cases keeps the processor: after so many that are not sent others get a turn, an interruption too. */
const drawnAtOnce = 20;

/** How a phase came to its end, how much of its systematic pass it has begun, and what stopped the run, if anything did. */
type PhaseRun = Omit<PhaseOutcome, 'phase' | 'cases'> & { readonly error?: Error };

/** Every worker has cases of its own. */
export async function runPhase(options: PhaseOptions): Promise<PhaseRun> {
  const { seed, phase, maxExamples = Number.POSITIVE_INFINITY, maxFindings = Number.POSITIVE_INFINITY } = options;
  let error: Error | undefined;
  let end: PhaseEnd | undefined;
  let unused = 0;
  let isTimeUp = false;
  let begun = 0;
  let isOutOfConnections = false;
  const pass = options.cases.pass.filter((steps) => concerns({ steps }, options.operations));
  // What the pass takes that no worker has begun: nothing is drawn in its place.
  let passLeft = pass.reduce((sum, steps) => sum + requestsOf({ steps }), 0);
  const endNow = (): PhaseEnd | undefined => {
    if (options.signal.aborted) end ??= 'time';
    if (options.collector.counts().findings >= maxFindings) end ??= 'findings';
    return end;
  };
  const worker = async (shard: number): Promise<void> => {
    let unfit = 0;
    let unmade = 0;
    const cases = casesOfWorker(options.cases, { seed, phase, shard, workers: options.workers });
    for (let number = 0; number < maxExamples && unfit < drawnToFit && endNow() === undefined; number += 1) {
      const { testCase: drawn, kind } = isOutOfConnections ? cases.reading(number) : cases.next(number);
      // A run of so many cases sends the same ones however slow the target is.
      const maySpare = kind === 'drawn' && options.maxExamples === undefined;
      const testCase = maySpare ? withListsSpared(drawn, options.target.tempo) : drawn;
      if (!concerns(testCase, options.operations)) {
        unused += 1;
        if (unused >= mostUnused) end ??= 'unused';
        if (unused % drawnAtOnce === 0) await setImmediate();
        continue;
      }
      unused = 0;
      try {
        if (kind === 'pass') passLeft -= requestsOf(testCase);
        const kept = kind === 'drawn' ? passLeft : 0;
        const limit = await runAndJudge(testCase, options, { mustRun: kind === 'opening', kept });
        if (limit === 'requests' && kept > 0) return;
        // Another one may be shorter: the target is busy to the end of the phase.
        if (limit === 'connections') {
          unmade += 1;
          // Another one may need fewer; after so many the phase goes on with those that need none.
          if (unmade >= drawnToFit) {
            isOutOfConnections = true;
            if (options.cases.reading === undefined) end ??= 'connections';
          }
          await setImmediate();
        } else if (limit === 'time') {
          unfit += 1;
          await setImmediate();
        } else end ??= limit;
        if (limit === undefined && kind === 'pass') begun += 1;
      } catch (caught) {
        // The other workers stop at their next case, whatever it was.
        error = caught instanceof Error ? caught : new Error(String(caught));
        end = error instanceof BudgetSpentError ? 'requests' : 'lost';
      }
      if (unfit === drawnToFit) isTimeUp = true;
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
        ...options.collector.counts(),
        remainingMs: Math.max(0, options.budget.endsAt() - performance.now()),
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
  return {
    end: end ?? (isTimeUp ? 'time' : 'examples'),
    pass: { begun, all: pass.length },
    isOutOfConnections,
    ...defined({ error }),
  };
}

/** Each keeps a worker waiting: after so many the run knows. */
const mostUnanswered = 2;

function hasWaitedEnough({ unanswered }: RunStatistics): boolean {
  return unanswered >= mostUnanswered;
}

function withoutImpatient(testCase: Case): Case {
  return { ...testCase, steps: testCase.steps.filter((step) => !isImpatient(step)) };
}

/** Returns why the case was not begun, if it was not. */
export async function runAndJudge(
  testCase: Case,
  options: PhaseOptions,
  needs: Parameters<PhaseBudget['admits']>[1] = {},
): Promise<Limit | undefined> {
  const { context, statistics, collector, budget, onViolation } = options;
  const mislabelled = mislabelledBecause(testCase, options.description?.operations);
  if (mislabelled !== undefined) {
    statistics.addMislabelled(mislabelled);
    return undefined;
  }
  const limit = budget.admits(testCase, needs);
  if (limit !== undefined) return limit;
  const run = await runCase(hasWaitedEnough(statistics) ? withoutImpatient(testCase) : testCase, context).finally(() =>
    budget.ended(testCase),
  );
  const explained = collector.explainedRefusals(testCase, run);
  statistics.add(testCase, { ...run, mayBeRefused: new Set([...run.mayBeRefused, ...explained]) });
  if (onViolation !== undefined) for (const violation of run.violations) onViolation(violation);
  await collector.judge(testCase, run);
  return undefined;
}
