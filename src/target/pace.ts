/** How fast and how much a run sends: in flight, per second, in all; and when to wait because the server asks. */
import { BudgetSpentError } from './errors.ts';
import { pauseFor } from './pause.ts';

export interface Turn {
  /** Cleaning up: never refused, though it counts. */
  readonly free?: boolean;
  /** End the waiting, not the turn. */
  readonly signals?: readonly AbortSignal[];
}

export interface Pace {
  /** Waits for a place among those in flight, and for a turn. @throws {BudgetSpentError} when the budget is used up. */
  enter(turn?: Turn): Promise<void>;
  /** Waits for another turn in the same place: a request that is sent again. @throws {BudgetSpentError} */
  again(turn?: Turn): Promise<void>;
  leave(): void;
  /** Nobody gets a turn for this long. */
  hold(delayMs: number): void;
}

export interface PaceOptions {
  readonly maxInFlight: number;
  readonly ratePerSecond?: number;
  readonly maxRequests?: number;
  /** What has to be left of the budget to clean up with. */
  readonly reserved?: () => number;
}

export function paceOf({ maxInFlight, ratePerSecond, maxRequests, reserved }: PaceOptions): Pace {
  const waiting: (() => void)[] = [];
  let inFlight = 0;
  let sent = 0;
  let nextTurnAt = 0;
  let heldUntil = 0;
  const count = (free: boolean): void => {
    if (!free && maxRequests !== undefined && sent + (reserved?.() ?? 0) >= maxRequests)
      throw new BudgetSpentError(
        `Cannot send more: the budget of ${maxRequests} requests is used up, what cleaning up takes included`,
      );
    sent += 1;
  };
  const turn = async (signals: readonly AbortSignal[]): Promise<void> => {
    if (ratePerSecond === undefined && heldUntil === 0) return;
    const now = performance.now();
    const turnAt = Math.max(now, nextTurnAt, heldUntil);
    if (ratePerSecond !== undefined) nextTurnAt = turnAt + 1000 / ratePerSecond;
    if (turnAt > now) await pauseFor(turnAt - now, signals);
  };
  return {
    async enter({ free = false, signals = [] } = {}) {
      count(free);
      if (inFlight >= maxInFlight) await new Promise<void>((resolve) => waiting.push(resolve));
      else inFlight += 1;
      await turn(signals);
    },
    async again({ free = false, signals = [] } = {}) {
      count(free);
      await turn(signals);
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
