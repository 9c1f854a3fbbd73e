import { TargetLostError } from './errors.ts';
import type { Answer, Exchange, Failure } from './exchange.ts';
import type { Ask } from './list-connections.ts';
import { pauseFor } from './pause.ts';
import type { Wire } from './wire.ts';

/** Cleaning up waits this long in all for a target that restarts. */
const restartPausesMs = [500, 1000, 2000, 4000] as const;

/** Sends what cleans up: past the budget, after an interruption, and again while a target refuses connections for a few seconds. */
export function sweeperOf(wire: Wire): Ask {
  let pauses: readonly number[] = restartPausesMs;
  return async (operation, body) => {
    for (;;) {
      const outcome = await outcomeOf(() => wire.exchange({ operation, body }, { free: true }));
      const [delayMs, ...later] = pauses;
      if (outcome.kind === 'answer' || delayMs === undefined || outcome.reason !== 'refused') return outcome;
      pauses = later;
      await pauseFor(delayMs, []);
    }
  };
}

/** A lost target becomes a failure here: cleaning up reports what is left instead of throwing. */
export async function outcomeOf(send: () => Promise<Exchange>): Promise<Answer | Failure> {
  try {
    return (await send()).outcome;
  } catch (error) {
    if (error instanceof TargetLostError && error.failure !== undefined) return error.failure;
    return { kind: 'failure', reason: 'timeout', message: error instanceof Error ? error.message : String(error) };
  }
}
