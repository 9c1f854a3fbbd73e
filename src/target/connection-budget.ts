/** How many connections a run may still create: a released server keeps a row of each for ever. */
import { ConnectionsSpentError } from './errors.ts';
import { isAnswer } from './exchange.ts';
import type { Call, Exchange } from './exchange.ts';

/** Of a run that is not told otherwise, off the loopback interface. */
const mostElsewhere = 50;

export interface ConnectionBudget {
  /** Infinite without a bound. */
  left(): number;
  /** Sends a call, and counts the connection that it may make. @throws {ConnectionsSpentError} for a create beyond the bound. */
  counted(call: Call, send: () => Promise<Exchange>): Promise<Exchange>;
}

/** `made` is shared by all targets of a run. */
export function connectionBudget(
  made: { count: number },
  { maxConnections, isLoopback }: { readonly maxConnections: number | undefined; readonly isLoopback: boolean },
): ConnectionBudget {
  const most = maxConnections ?? (isLoopback ? Number.POSITIVE_INFINITY : mostElsewhere);
  let underway = 0;
  const left = (): number => Math.max(0, most - made.count - underway);
  return {
    left,
    async counted(call, send) {
      if (call.operation !== 'webBackendCreateConnection') return send();
      if (left() === 0)
        throw new ConnectionsSpentError(
          `Cannot create a further connection: the run may create ${most} (--max-connections)`,
        );
      underway += 1;
      try {
        const exchange = await send();
        if (mayHaveMade(exchange)) made.count += 1;
        return exchange;
      } finally {
        underway -= 1;
      }
    },
  };
}

/** Accepted, or not answered: then nobody knows. */
function mayHaveMade({ outcome }: Exchange): boolean {
  return !isAnswer(outcome) || outcome.status < 400 || outcome.status >= 500;
}
