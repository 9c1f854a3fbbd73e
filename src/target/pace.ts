/**
 * How fast and how much a run sends, whatever sends it: in flight, per second, in all; and when to wait because the
 * server asks.
 */
import { defined } from '../json/defined.ts';
import { BudgetSpentError, TargetLostError } from './errors.ts';
import { pauseFor } from './pause.ts';
import { refreshSlots } from './refresh-slots.ts';
import type { RefreshSlots } from './refresh-slots.ts';
import type { TargetOptions } from './target-options.ts';

export interface Turn {
  /** For cleaning up: counted, but never refused. */
  readonly free?: boolean;
  /** They end the waiting; the turn is still taken. */
  readonly signals?: readonly AbortSignal[];
}

export interface Pace {
  /** Waits for a place among those in flight, and for a turn. @throws {BudgetSpentError} when the budget is used up. */
  enter(turn?: Turn): Promise<void>;
  /** Waits for a turn to send again, in the same place. @throws {BudgetSpentError} */
  again(turn?: Turn): Promise<void>;
  leave(): void;
  /** Nobody gets a turn for this long. */
  hold(delayMs: number): void;
  /** Requests that may still be sent, without what is reserved; infinite without a budget. */
  left(): number;
  /** Reserves requests for cleaning up or for a later step, until the returned function is called. */
  reserve(cost: () => number): () => void;
  /** Waits for the turn of a sender with its own pace, such as k6. */
  wait(signals: readonly AbortSignal[]): Promise<void>;
  /** Counts requests of a sender with its own pace. */
  count(requests: number): void;
  /** Of refreshing gets, whatever the other bounds say. */
  readonly refreshes: RefreshSlots;
  /** Connections that were created, by whichever target of the run. */
  readonly connections: { count: number };
  readonly ratePerSecond?: number;
  readonly maxRequests?: number;
}

export type PaceOptions = Pick<TargetOptions, 'maxInFlight' | 'rateLimitPerSecond' | 'maxRequests'>;

/** How long cleaning up waits in all when the server asks for pauses: the time of the run is over by then. */
const cleaningWaitMs = 30_000;

/** One for a whole run: the bounds hold for all its targets and steps together. */
export function paceOf({ maxInFlight = 4, rateLimitPerSecond: ratePerSecond, maxRequests }: PaceOptions): Pace {
  const waiting: (() => void)[] = [];
  const reserves = new Set<() => number>();
  let inFlight = 0;
  let sent = 0;
  let nextTurnAt = 0;
  let heldUntil = 0;
  const left = (): number => {
    if (maxRequests === undefined) return Number.POSITIVE_INFINITY;
    const reserved = [...reserves].reduce((sum, cost) => sum + cost(), 0);
    return Math.max(0, maxRequests - sent - reserved);
  };
  const count = (free: boolean): void => {
    if (!free && left() === 0)
      throw new BudgetSpentError(
        `Cannot send more: the budget of ${maxRequests ?? 0} requests (--max-requests) is used up, what cleaning up takes included`,
      );
    sent += 1;
  };
  let waitLeftMs = cleaningWaitMs;
  const turn = async (free: boolean, signals: readonly AbortSignal[]): Promise<void> => {
    if (ratePerSecond === undefined && heldUntil === 0) return;
    const now = performance.now();
    const turnAt = Math.max(now, nextTurnAt, heldUntil);
    if (ratePerSecond !== undefined) nextTurnAt = turnAt + 1000 / ratePerSecond;
    if (free && heldUntil > now) {
      waitLeftMs -= heldUntil - now;
      if (waitLeftMs < 0)
        throw new TargetLostError(
          `The target asks to wait for ${Math.ceil((heldUntil - now) / 1000)} s more; cleaning up waits for ${cleaningWaitMs / 1000} s in all`,
        );
    }
    if (turnAt > now) await pauseFor(turnAt - now, signals);
  };
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) inFlight -= 1;
    else next();
  };
  return {
    async enter({ free = false, signals = [] } = {}) {
      count(free);
      if (inFlight >= maxInFlight) await new Promise<void>((resolve) => waiting.push(resolve));
      else inFlight += 1;
      try {
        await turn(free, signals);
      } catch (error) {
        leave();
        throw error;
      }
    },
    async again({ free = false, signals = [] } = {}) {
      count(free);
      await turn(free, signals);
    },
    leave,
    hold(delayMs) {
      if (delayMs <= 0) return;
      heldUntil = Math.max(heldUntil, performance.now() + delayMs);
    },
    left,
    reserve(cost) {
      reserves.add(cost);
      return () => void reserves.delete(cost);
    },
    wait: (signals) => turn(false, signals),
    count(requests) {
      sent += requests;
      if (ratePerSecond !== undefined) nextTurnAt = Math.max(nextTurnAt, performance.now() + 1000 / ratePerSecond);
    },
    connections: { count: 0 },
    refreshes: refreshSlots(),
    ...defined({ ratePerSecond, maxRequests }),
  };
}
