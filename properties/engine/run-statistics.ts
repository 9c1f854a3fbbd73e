/** Counts what a run did: acceptance by operation, checks evaluated and failed, statuses seen. */
import { withoutPositions } from '../../schemas/without-positions.ts';
import type { Acceptance } from '../../src/report/report.ts';
import type { Case, InputLabel } from '../model/case.ts';
import { alwaysAnswered } from '../checks/always-answered.ts';
import { isSuccess } from '../checks/check.ts';
import type { Described } from '../model/domain-rules.ts';
import { Coverage } from './coverage.ts';
import type { CaseRun } from './run-case.ts';

interface Counts {
  readonly valid: { sent: number; accepted: number };
  readonly invalid: { sent: number; rejected: number };
}

/** Fewer places prove nothing: released servers refuse a missing member at three or four and accept it at others. */
const enoughPlaces = 5;

export class RunStatistics {
  /** Of the request schemas: those that valid bodies had. */
  readonly branches: Coverage;
  requests = 0;
  cases = 0;
  /** Requests without an answer while others had one. */
  unanswered = 0;
  /** Cases that the referee kept back, at most ten of them. */
  readonly mislabelled: string[] = [];
  readonly #byOperation = new Map<string, Counts>();
  readonly #byPhase = new Map<string, number>();
  /** By operation, by status, then by check. */
  readonly #evaluated: Record<string, Record<string, Record<string, number>>> = {};
  /** By operation, then by check. */
  readonly #judgingMs: Record<string, Record<string, number>> = {};
  readonly #failed = new Map<string, number>();
  readonly #statuses = new Map<string, Set<number>>();
  /** By the keyword that bodies were made to break: places at which that was refused with a 4xx, and accepted. */
  readonly #enforced = new Map<string, { readonly refused: Set<string>; readonly accepted: Set<string> }>();

  /** By the operations of the release at hand. */
  constructor(described?: Described) {
    this.branches = new Coverage(described);
  }

  add({ phase }: Case, run: CaseRun): void {
    this.cases += 1;
    if (run.observations.length > 0) this.#byPhase.set(phase, this.casesOf(phase) + 1);
    this.requests += run.exchanges.length;
    for (const { check, operation, status, ms } of run.evaluations) {
      addTo(((this.#evaluated[operation] ??= {})[status] ??= {}), check, 1);
      addTo((this.#judgingMs[operation] ??= {}), check, ms);
    }
    this.unanswered += run.violations.filter(({ check }) => check === alwaysAnswered).length;
    // An answer fails a check once, at however many places.
    const failed = new Map(run.violations.map(({ check, index }) => [`${check.id} ${index}`, check.id]));
    for (const id of failed.values()) this.#failed.set(id, (this.#failed.get(id) ?? 0) + 1);
    for (const { index, operation, answer, step } of run.observations) {
      this.branches.add(step);
      const seen = this.#statuses.get(operation) ?? new Set<number>();
      seen.add(answer.status);
      this.#statuses.set(operation, seen);
      const counts = this.#byOperation.get(operation) ?? {
        valid: { sent: 0, accepted: 0 },
        invalid: { sent: 0, rejected: 0 },
      };
      if (step.intent.kind === 'valid' && !run.mayBeRefused.has(index)) {
        counts.valid.sent += 1;
        if (isSuccess(answer)) counts.valid.accepted += 1;
      }
      if (step.intent.kind === 'invalid') {
        counts.invalid.sent += 1;
        if (answer.status >= 400 && answer.status < 500) counts.invalid.rejected += 1;
        this.#addEnforcement(operation, step.intent.label, answer.status);
      }
      this.#byOperation.set(operation, counts);
    }
  }

  #addEnforcement(operation: string, { keyword, pointer }: InputLabel, status: number): void {
    const places = this.#enforced.get(keyword) ?? { refused: new Set(), accepted: new Set() };
    const place = `${operation} ${withoutPositions(pointer)}`;
    if (status === 200) places.accepted.add(place);
    else if (status >= 400 && status < 500) places.refused.add(place);
    this.#enforced.set(keyword, places);
  }

  /**
   * Whether the target refuses bodies that break this keyword at nearly every place, so that an accepted one is a
   * fault.
   */
  enforces(keyword: string): boolean {
    const { refused, accepted } = this.#enforced.get(keyword) ?? { refused: new Set(), accepted: new Set() };
    return refused.size >= enoughPlaces && refused.size >= 4 * accepted.size;
  }

  addMislabelled(description: string): void {
    if (this.mislabelled.length < 10) this.mislabelled.push(description);
  }

  /** Requests for shrinking and trying again count as requests, not as cases. */
  addExtra(run: CaseRun): void {
    this.requests += run.exchanges.length;
  }

  /** Cases of the phase of which at least one answer was judged. */
  casesOf(phase: string): number {
    return this.#byPhase.get(phase) ?? 0;
  }

  /** The statuses that an operation was seen to answer; none when nothing was sent to it. */
  statusesOf(operation: string): readonly number[] {
    return [...(this.#statuses.get(operation) ?? [])];
  }

  acceptance(): Acceptance {
    const all = [...this.#byOperation.values()];
    const sum = (of: (counts: Counts) => number): number => all.reduce((total, counts) => total + of(counts), 0);
    return {
      valid: { sent: sum(({ valid }) => valid.sent), accepted: sum(({ valid }) => valid.accepted) },
      invalid: { sent: sum(({ invalid }) => invalid.sent), rejected: sum(({ invalid }) => invalid.rejected) },
      byOperation: Object.fromEntries(this.#byOperation),
    };
  }

  /** Of the valid bodies; 1 when none was sent. */
  acceptedShare(): number {
    const { valid } = this.acceptance();
    return valid.sent === 0 ? 1 : valid.accepted / valid.sent;
  }

  /** Share of the valid bodies of each operation that were accepted; operations with too few to tell are left out. */
  acceptedShares(atLeast = 1): readonly { readonly operation: string; readonly share: number }[] {
    return [...this.#byOperation]
      .filter(([, { valid }]) => valid.sent >= atLeast)
      .map(([operation, { valid }]) => ({ operation, share: valid.accepted / valid.sent }));
  }

  /** How often each check judged an answer, by operation and status. */
  coverage(): Record<string, Record<string, Record<string, number>>> {
    return this.#evaluated;
  }

  /** How long each check took to judge the answers of each operation, to the microsecond. */
  judgingMs(): Record<string, Record<string, number>> {
    return Object.fromEntries(
      Object.entries(this.#judgingMs).map(([operation, byCheck]) => [operation, toMicroseconds(byCheck)]),
    );
  }

  checks(ids: readonly string[]): Record<string, { evaluated: number; failed: number }> {
    return Object.fromEntries(
      ids.map((id) => [id, { evaluated: this.#timesEvaluated(id), failed: this.#failed.get(id) ?? 0 }]),
    );
  }

  #timesEvaluated(id: string): number {
    const byPlace = Object.values(this.#evaluated).flatMap((byStatus) => Object.values(byStatus));
    return byPlace.reduce((sum, byCheck) => sum + (byCheck[id] ?? 0), 0);
  }
}

function addTo(sums: Record<string, number>, key: string, amount: number): void {
  sums[key] = (sums[key] ?? 0) + amount;
}

function toMicroseconds(byCheck: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(byCheck).map(([id, ms]) => [id, Math.round(ms * 1000) / 1000]));
}
