/** How fast and how much a run sends: in flight, per second, in all; and when to wait because the server asks. */
import { BudgetSpentError } from './errors.ts';

export interface Pace {
  /** Waits for a turn; a free one does not count against the budget. @throws {BudgetSpentError} when the budget is used up. */
  enter(free?: boolean): Promise<void>;
  leave(): void;
  /** Nobody gets a turn for this long. */
  hold(delayMs: number): void;
}

export interface PaceOptions {
  readonly maxInFlight: number;
  readonly ratePerSecond?: number;
  readonly maxRequests?: number;
}

export function paceOf({ maxInFlight, ratePerSecond, maxRequests }: PaceOptions): Pace {
  const waiting: (() => void)[] = [];
  let inFlight = 0;
  let sent = 0;
  let nextTurnAt = 0;
  let heldUntil = 0;
  return {
    async enter(free = false) {
      if (!free && maxRequests !== undefined && sent >= maxRequests)
        throw new BudgetSpentError(`Cannot send more: the budget of ${maxRequests} requests is used up`);
      if (!free) sent += 1;
      if (inFlight >= maxInFlight) await new Promise<void>((resolve) => waiting.push(resolve));
      else inFlight += 1;
      if (ratePerSecond === undefined && heldUntil === 0) return;
      const now = performance.now();
      const turnAt = Math.max(now, nextTurnAt, heldUntil);
      if (ratePerSecond !== undefined) nextTurnAt = turnAt + 1000 / ratePerSecond;
      if (turnAt > now) await new Promise((resolve) => setTimeout(resolve, turnAt - now));
    },
    leave() {
      const next = waiting.shift();
      if (next === undefined) inFlight -= 1;
      else next();
    },
    hold(delayMs) {
      heldUntil = Math.max(heldUntil, performance.now() + delayMs);
    },
  };
}
