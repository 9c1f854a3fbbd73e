/** Shares the time and the requests of a run out among its phases. */
import type { Tempo } from '../../src/target/tempo.ts';
import type { Case, Phase } from '../model/case.ts';
import { caseCost, connectionsOf, requestsOf } from './case-cost.ts';
import type { FuzzTarget } from './fuzz-options.ts';

/** Part of a run that goes to each phase, in proportion to those that follow: 2,000 requests hold what each sends before anything is drawn. */
const shares: Readonly<Record<Phase, number>> = {
  valid: 29,
  invalid: 41,
  sequences: 16,
  concurrency: 10,
  transport: 4,
};
/** Of what is known about earlier cases, kept with each further one. */
const memory = 0.8;
/** Of the requests, kept for trying findings again: at most so much of them, and no more than this while there is nothing to try. */
const keptRequests = { most: 0.2, unfounded: 60 } as const;
/** Of the connections, kept for making findings small and trying them again. */
const connectionsReserve = 0.2;
/** Of the time, kept for what comes after the phases: at least, and at most however much that would be. */
const keptTime = { least: 0.03, most: 0.35 } as const;
/** In a run of a second or two a pause of the machine must not take the turn of the last phase. */
const leastKept = { ms: 500, share: 0.2 } as const;

interface Bounds {
  /** In their order. */
  readonly phases: readonly Phase[];
  /** When the run ends, by the clock. */
  readonly deadline: number;
  /** Milliseconds; `performance.now` unless told otherwise. */
  readonly now?: () => number;
  /** Until it is known what answers cost, a request costs as much as any other. */
  readonly target: Pick<FuzzTarget, 'requestsLeft' | 'connectionsLeft'> & { readonly tempo: Pick<Tempo, 'latencyMs'> };
  /** What comes after the phases would take in ms, by what is known now: findings to shrink and to try again. */
  readonly neededAfterMs: () => number;
  /** The same in requests. */
  readonly neededAfterRequests: () => number;
}

/** Why a phase begins no further case; `undefined` while it may. */
export type Limit = 'time' | 'requests' | 'connections';

/** What one phase may use. */
export interface PhaseBudget {
  /** By what is known now: findings take time from the phases that are left. */
  endsAt(): number;
  /**
   * Whether the case is begun. The first one of a phase always is, as long as the run goes on and its budget holds it. Each that
   * `mustRun` may take time from the phases that follow, but not more than half of it. So many requests are kept for other cases.
   */
  admits(testCase: Case, options?: { readonly mustRun?: boolean; readonly kept?: number }): Limit | undefined;
  /** Whether the case would end in time. */
  fits(testCase: Case): boolean;
  /** Told of every case that was admitted when it is over. */
  ended(testCase: Case): void;
  /**
   * Kept as soon as it is known how long a request takes: before, more than one at once may take all the time.
   */
  readonly speedKnown: Promise<void>;
}

/** What a phase leaves goes to those that follow, and what it takes too much comes from all of them. */
export class PhaseBudgets {
  readonly #bounds: Bounds;
  readonly #now: () => number;
  readonly #wholeMs: number;
  readonly #wholeRequests: number;
  readonly #connectionsKept: number;
  /**
   * How long cases take, by what they were foretold to take, or by their requests where nothing was: the last cases
   * count most, for the first ones warm everything up.
   */
  #spentMs = 0;
  #spentCost = 0;
  readonly #speed = Promise.withResolvers<void>();

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
    this.#now = bounds.now ?? (() => performance.now());
    this.#wholeMs = bounds.deadline - this.#now();
    if (bounds.target.tempo.latencyMs('webBackendGetConnection') !== undefined) this.#speed.resolve();
    this.#wholeRequests = bounds.target.requestsLeft();
    this.#connectionsKept = Math.ceil(this.#bounds.target.connectionsLeft() * connectionsReserve);
  }

  begin(phase: Phase, workers: number): PhaseBudget {
    const { phases, target, deadline } = this.#bounds;
    const beganAt = this.#now();
    const waiting = phases.slice(phases.indexOf(phase)).reduce((sum, one) => sum + shares[one], 0);
    const share = shares[phase] / waiting;
    const endsAt = (): number => beganAt + Math.max(0, this.#phasesEndAt() - beganAt) * share;
    const atBegin = target.requestsLeft();
    const floor = (): number => floorOf(atBegin, this.#requestsKept(), share);
    const connectionsFloor = floorOf(target.connectionsLeft(), this.#connectionsKept, share);
    const running = new Map<Case, number>();
    let begun = 0;
    const endsBefore = (testCase: Case, end: number): boolean => {
      // Some cases end early, others late: a phase ends with the last one of all its workers.
      const beyondMs = (this.#msOf(testCase) * workers) / (workers + 1);
      return this.#now() + beyondMs <= end;
    };
    const fits = (testCase: Case): boolean => endsBefore(testCase, endsAt());
    const isInTime = (testCase: Case, mustRun: boolean): boolean =>
      begun === 0 || (mustRun ? endsBefore(testCase, (endsAt() + this.#phasesEndAt()) / 2) : fits(testCase));
    return {
      endsAt,
      fits,
      speedKnown: this.#speed.promise,
      admits: (testCase, { mustRun = false, kept = 0 } = {}) => {
        // Half of each, for the other half is sent.
        const underway = [...running.keys()].reduce((sum, one) => sum + requestsOf(one), 0) / 2;
        const rest = target.requestsLeft() - underway - requestsOf(testCase) - kept;
        const at = this.#now();
        if (rest < (begun === 0 ? 0 : floor())) return 'requests';
        const connections = [testCase, ...running.keys()].reduce((sum, one) => sum + connectionsOf(one), 0);
        if (
          target.connectionsLeft() - connections < (begun === 0 ? 0 : connectionsFloor) &&
          connectionsOf(testCase) > 0
        )
          return 'connections';
        if (at >= deadline || !isInTime(testCase, mustRun)) return 'time';
        begun += 1;
        running.set(testCase, at);
        return undefined;
      },
      ended: (testCase) => {
        this.#spentMs = this.#spentMs * memory + this.#now() - (running.get(testCase) ?? 0);
        this.#spentCost = this.#spentCost * memory + this.#costOf(testCase);
        running.delete(testCase);
        this.#speed.resolve();
      },
    };
  }

  #requestsKept(): number {
    const needed = this.#bounds.neededAfterRequests();
    return Math.min(Math.ceil(this.#wholeRequests * keptRequests.most), Math.max(keptRequests.unfounded, needed));
  }

  #phasesEndAt(): number {
    const needed = this.#bounds.neededAfterMs();
    const leastMs = Math.max(this.#wholeMs * keptTime.least, Math.min(leastKept.ms, this.#wholeMs * leastKept.share));
    const kept = Math.min(this.#wholeMs * keptTime.most, Math.max(leastMs, needed));
    return this.#bounds.deadline - kept;
  }

  #costOf(testCase: Case): number {
    return this.#foretoldMs(testCase) ?? requestsOf(testCase);
  }

  /** 0 before anything is known. */
  #msOf(testCase: Case): number {
    if (this.#spentCost > 0) return (this.#costOf(testCase) * this.#spentMs) / this.#spentCost;
    return this.#foretoldMs(testCase) ?? 0;
  }

  #foretoldMs(testCase: Case): number | undefined {
    return caseCost(testCase, this.#bounds.target.tempo);
  }
}

/** What a phase must leave: what is kept, and what the phases after it share. */
function floorOf(left: number, kept: number, share: number): number {
  return Number.isFinite(left) ? left - Math.max(0, left - kept) * share : 0;
}
