/** Shares the time and the requests of a run out among its phases. */
import type { Case, Phase } from '../model/case.ts';
import { requestsOf } from './requests-of.ts';

/** Part of a run that goes to each phase, in proportion to those that follow. */
const shares: Readonly<Record<Phase, number>> = { valid: 35, invalid: 25, sequences: 25, concurrency: 8, transport: 7 };
/** Of what is known about earlier cases, kept with each further one. */
const memory = 0.8;
/** Kept for trying findings again. */
const reserve = 0.2;

export interface Bounds {
  /** In their order. */
  readonly phases: readonly Phase[];
  /** When the run ends, by the clock. */
  readonly deadline: number;
  /** Milliseconds; `performance.now` unless told otherwise. */
  readonly now?: () => number;
  /** Of the budget; infinite without one. */
  readonly requestsLeft: () => number;
}

/** Why a phase begins no further case; `undefined` while it may. */
export type Limit = 'time' | 'requests';

/** What one phase may use. */
export interface PhaseBudget {
  readonly endsAt: number;
  /**
   * Whether the case is begun; the first one of a phase always is, as long as the run goes on and its budget holds it.
   */
  admits(testCase: Case): Limit | undefined;
  /** Told of every case that was admitted when it is over. */
  ended(testCase: Case): void;
  /**
   * Kept as soon as one case of the run has shown how long a request takes: before, more than one at once may take all
   * the time.
   */
  readonly speedKnown: Promise<void>;
}

/** What a phase leaves goes to those that follow, and what it takes too much comes from all of them. */
export class PhaseBudgets {
  readonly #bounds: Bounds;
  readonly #now: () => number;
  readonly #endsAt: number;
  readonly #requestsKept: number;
  /**
   * How long a request takes while others are under way: the last cases count most, for the first ones warm everything
   * up.
   */
  #spentMs = 0;
  #spentRequests = 0;
  readonly #speed = Promise.withResolvers<void>();

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
    this.#now = bounds.now ?? (() => performance.now());
    this.#endsAt = bounds.deadline - (bounds.deadline - this.#now()) * reserve;
    this.#requestsKept = Math.ceil(bounds.requestsLeft() * reserve);
  }

  begin(phase: Phase, workers: number): PhaseBudget {
    const { phases, requestsLeft, deadline } = this.#bounds;
    const now = this.#now();
    const waiting = phases.slice(phases.indexOf(phase)).reduce((sum, one) => sum + shares[one], 0);
    const share = shares[phase] / waiting;
    const endsAt = now + Math.max(0, this.#endsAt - now) * share;
    const left = requestsLeft();
    const floor = Number.isFinite(left) ? left - Math.max(0, left - this.#requestsKept) * share : 0;
    const running = new Map<Case, number>();
    let begun = 0;
    return {
      endsAt,
      speedKnown: this.#speed.promise,
      admits: (testCase) => {
        const cost = requestsOf(testCase);
        const at = this.#now();
        const underway = [...running.keys()].reduce((sum, one) => sum + requestsOf(one), 0);
        const rest = requestsLeft() - underway - cost;
        const caseMs = this.#spentRequests === 0 ? 0 : (cost * this.#spentMs) / this.#spentRequests;
        // Some cases end early, others late: a phase ends with the last one of all its workers.
        const beyondMs = (caseMs * workers) / (workers + 1);
        if (rest < (begun === 0 ? 0 : floor)) return 'requests';
        if (at >= deadline || (begun > 0 && at + beyondMs > endsAt)) return 'time';
        begun += 1;
        running.set(testCase, at);
        return undefined;
      },
      ended: (testCase) => {
        this.#spentMs = this.#spentMs * memory + this.#now() - (running.get(testCase) ?? 0);
        this.#spentRequests = this.#spentRequests * memory + requestsOf(testCase);
        running.delete(testCase);
        this.#speed.resolve();
      },
    };
  }
}
