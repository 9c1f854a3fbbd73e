/** How many refreshing gets a run has in flight. */

/**
 * Ten parallel refreshes lock a server of 2023 up for a minute, because each calls the API itself and finds no thread; nine are fast
 * (observed on 0.44.5). Three leave room for those of others.
 */
export const maxRefreshes = 3;

/** A server goes on with a refresh that nobody waits for any more; the one that locks up gives up after this long. */
export const abandonedMs = 60_000;

export interface RefreshSlots {
  /** Whether a place was had before the signals ended the wait. */
  enter(signals: readonly AbortSignal[]): Promise<boolean>;
  /** `isAbandoned`: no answer came, so that the server may still be at it. */
  leave(outcome: { readonly isAbandoned: boolean }): void;
}

/** One for a whole run. `later` is given by tests. */
export function refreshSlots(later: (act: () => void, ms: number) => void = afterwards): RefreshSlots {
  const waiting: ((hasPlace: boolean) => void)[] = [];
  let taken = 0;
  const free = (): void => {
    const next = waiting.shift();
    if (next === undefined) taken -= 1;
    else next(true);
  };
  return {
    async enter(signals) {
      if (taken < maxRefreshes) {
        taken += 1;
        return true;
      }
      return new Promise((resolve) => {
        const settle = (hasPlace: boolean): void => {
          for (const signal of signals) signal.removeEventListener('abort', giveUp);
          resolve(hasPlace);
        };
        const giveUp = (): void => {
          waiting.splice(waiting.indexOf(settle), 1);
          settle(false);
        };
        waiting.push(settle);
        for (const signal of signals) signal.addEventListener('abort', giveUp, { once: true });
        if (signals.some(({ aborted }) => aborted)) giveUp();
      });
    },
    leave({ isAbandoned }) {
      if (isAbandoned) later(free, abandonedMs);
      else free();
    },
  };
}

/** Keeps no process alive. */
function afterwards(act: () => void, ms: number): void {
  setTimeout(act, ms).unref();
}
