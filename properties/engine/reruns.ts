/** Sends cases again, to make them smaller and to see whether what they are blamed on is the reason. */
import { BudgetSpentError, TargetLostError } from '../../src/target/errors.ts';
import type { Case } from '../model/case.ts';
import { isWellFormed, stillBreaks } from '../model/domain-rules.ts';
import type { Described } from '../model/domain-rules.ts';
import { caseCost, connectionsOf, requestsOf } from './case-cost.ts';
import type { FindingEntry } from './finding-entry.ts';
import type { FuzzOptions } from './fuzz-options.ts';
import type { Found } from './finding-of.ts';
import { showing } from './group-by-cause.ts';
import { runCase } from './run-case.ts';
import type { CaseRun } from './run-case.ts';
import type { RunContext } from './run-context.ts';
import { signatureOf } from './signature.ts';
import { shrinkCase } from './shrink.ts';
import type { RunStatistics } from './run-statistics.ts';
import { mendedStep, withoutBlamed } from './without-blamed.ts';

export interface RerunOptions extends Pick<FuzzOptions, 'target' | 'description'> {
  readonly context: RunContext;
  readonly statistics: RunStatistics;
  /** `performance.now()` at which nothing more is sent. */
  readonly deadline: number;
  readonly deviationOf: (found: Found) => string | undefined;
}

/** Calls of the target that shrinking one finding may cost, counted in cases. */
const shrinkRuns = 250;
const shrinkMs = 4000;
/** On a slow target these make a case of a dozen steps a short one. */
const fewestShrinkRuns = 15;
/**
 * Of the time and the requests of the run, for the shrinking of all findings: a server that breaks everything must not
 * keep a run from looking on.
 */
const shrinkShare = 0.4;
/** Of what is left of a phase, for shrinking one finding in it: what takes longer waits for the end of the phases. */
const mostOfPhase = 0.1;
/** Of the time of the run, kept from shrinking for trying again. */
const retryShare = 0.1;
/** Of what there is for shrinking, for one finding: the first are shrunk best. */
const shrinkPart = 0.5;

/** The reruns of one run, within its time and its requests. */
export class Reruns {
  readonly #options: RerunOptions;
  #shrinkMsLeft: number;
  #shrinkRequestsLeft: number;
  readonly #shrinkDeadline: number;
  /** Where one is under way, when its phase ends. */
  #phaseEndsAt: () => number = () => Number.POSITIVE_INFINITY;
  /** The target was lost, or the budget is spent. */
  #isOver = false;

  constructor(options: RerunOptions) {
    this.#options = options;
    const wholeMs = options.deadline - performance.now();
    this.#shrinkMsLeft = wholeMs * shrinkShare;
    this.#shrinkRequestsLeft = this.#options.target.requestsLeft() * shrinkShare;
    this.#shrinkDeadline = wholeMs === Number.POSITIVE_INFINITY ? wholeMs : options.deadline - wholeMs * retryShare;
  }

  /** How long a case takes, in ms; 0 where nothing is known of the target. */
  costOf(testCase: Case): number {
    return caseCost(testCase, this.#options.target.tempo) ?? 0;
  }

  /** What shrinking a case takes at least, in ms. */
  shrinkingMs(testCase: Case): number {
    return fewestShrinkRuns * this.costOf(testCase);
  }

  /** Until further notice, shrinking ends at this time at the latest; `undefined` for the end of the run. */
  shrinksUntil(endsAt: (() => number) | undefined): void {
    this.#phaseEndsAt = endsAt ?? (() => Number.POSITIVE_INFINITY);
  }

  /** Nothing when the finding did not come back as the very same, explained by the same deviation. */
  async again(
    testCase: Case,
    { violation: before, deviation }: FindingEntry,
  ): Promise<Pick<Found, 'run' | 'violation'> | 'stopped' | undefined> {
    const run = await this.#send(testCase);
    // A case that was cut short shows nothing.
    if (run === undefined || this.#options.context.signal.aborted) return 'stopped';
    const violation = showing(run.violations, signatureOf(before));
    return violation === undefined || this.#options.deviationOf({ testCase, run, violation }) !== deviation
      ? undefined
      : { run, violation };
  }

  /** Makes the case of a finding small without letting it slip into another one. Returns whether the time sufficed. */
  async shrink(tried: FindingEntry): Promise<boolean> {
    const described = this.#options.description?.operations;
    const stillFails = async (candidate: Case): Promise<boolean> => {
      if (!candidate.steps.every((step) => isWellFormed(step, described))) return false;
      if (!keepsWhatItBreaks(tried.testCase, candidate, described)) return false;
      const again = await this.again(candidate, tried);
      if (again === undefined || again === 'stopped') return false;
      Object.assign(tried, again);
      return true;
    };
    const startedAt = performance.now();
    const requestsBefore = this.#options.target.requestsLeft();
    const allowedRuns = (this.#shrinkRequestsLeft * shrinkPart) / requestsOf(tried.testCase);
    if (allowedRuns < 1) return true;
    const wantedMs = Math.max(shrinkMs, this.shrinkingMs(tried.testCase));
    const allowedMs = Math.min(wantedMs, this.#shrinkMsLeft * shrinkPart);
    const until = Math.min(startedAt + allowedMs, this.#shrinkDeadline, this.#phaseEndsAt());
    const phaseMs = this.#phaseEndsAt() - startedAt;
    if (startedAt >= until || this.shrinkingMs(tried.testCase) > phaseMs * mostOfPhase) return false;
    // Nothing that comes after the step that broke the law is needed.
    const upTo = { ...tried.testCase, steps: tried.testCase.steps.slice(0, tried.violation.index + 1) };
    const grouped = tried.testCase.steps[tried.violation.index]?.group !== undefined;
    const start = !grouped && (await stillFails(upTo)) ? upTo : tried.testCase;
    tried.testCase = await shrinkCase(start, stillFails, {
      maxRuns: Math.min(shrinkRuns, Math.floor(allowedRuns) - 1),
      deadline: until,
    });
    // Others send meanwhile: what they take counts as well, on the safe side.
    if (Number.isFinite(requestsBefore))
      this.#shrinkRequestsLeft -= Math.min(
        this.#shrinkRequestsLeft,
        Math.max(0, requestsBefore - this.#options.target.requestsLeft()),
      );
    this.#shrinkMsLeft -= Math.min(this.#shrinkMsLeft, performance.now() - startedAt);
    return performance.now() <= until;
  }

  /** What the case shows without what the title blames: the same harm again, nothing, or nobody knows. */
  async withoutBlamed({ testCase, violation }: Found): Promise<Found | 'nothing' | 'unknown'> {
    const described = this.#options.description?.operations;
    const unblamed = withoutBlamed(testCase, violation);
    if (unblamed === undefined || !unblamed.testCase.steps.every((step) => isWellFormed(step, described)))
      return 'unknown';
    const run = await this.#send(unblamed.testCase);
    if (run === undefined) return 'unknown';
    const same = unblamed.sameIn(run);
    if (same !== undefined) return { testCase: unblamed.testCase, run, violation: same };
    // A step that was not sent shows nothing either way.
    return run.observations.length < unblamed.testCase.steps.length ? 'unknown' : 'nothing';
  }

  async #send(testCase: Case): Promise<CaseRun | undefined> {
    const { context, statistics, deadline, target } = this.#options;
    // Shrinking would go on asking a target that is gone.
    if (this.#isOver || context.signal.aborted || performance.now() + this.costOf(testCase) >= deadline)
      return undefined;
    // Cut short, a case shows nothing.
    if (connectionsOf(testCase) > target.connectionsLeft()) return undefined;
    try {
      const run = await runCase(testCase, context);
      statistics.addExtra(run);
      return run;
    } catch (error) {
      if (!(error instanceof BudgetSpentError) && !(error instanceof TargetLostError)) throw error;
      this.#isOver = true;
      return undefined;
    }
  }
}

/** A body that is meant to be invalid must not become valid on the way to a smaller one, nor get a second mistake. */
function keepsWhatItBreaks(before: Case, candidate: Case, described?: Described): boolean {
  const bodies = new Set(before.steps.map(({ body }) => body));
  return candidate.steps.every((step) => {
    if (bodies.has(step.body)) return true;
    const mended = mendedStep(step);
    return stillBreaks(step, described) && (mended === undefined || isWellFormed(mended, described));
  });
}
