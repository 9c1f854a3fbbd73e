/** Latencies that grow. All of it is waiting, so that a fault costs no processor time. */
import type { BackendCall, HookContext } from '../../src/backend/hooks.ts';
import type { Fault } from '../fault.ts';
import { pause, storedFor } from '../fault-hooks.ts';

/** What waits no longer is answered in time. */
const longestMs = 4000;

/** Waits as long as told, from the call and from what is stored. */
function waits(msOf: (call: BackendCall, context: HookContext) => number) {
  return async (call: BackendCall, next: () => unknown, context: HookContext): Promise<unknown> => {
    await pause(Math.min(longestMs, msOf(call, context)));
    return next();
  };
}

/** One call in so many takes 400 ms. */
function slowEach(period: number) {
  return waits((_call, { memory }) => {
    const calls = Number(memory.get('calls') ?? 0) + 1;
    memory.set('calls', calls);
    return calls % period === 0 ? 400 : 0;
  });
}

export const growthFaults = {
  'get-waits-with-square-of-streams': {
    title: 'A get waits for a time that goes with the square of its streams',
    kind: 'performance',
    operation: 'webBackendGetConnection',
    caughtBy: ['growth'],
    handle: waits((call, context) => (storedFor(call, context)?.streams.length ?? 0) ** 2 * 5),
  },
  'each-7th-get-slow': {
    title: 'Each seventh get takes 400 ms longer',
    kind: 'performance',
    operation: 'webBackendGetConnection',
    caughtBy: ['growth'],
    handle: slowEach(7),
  },
  'each-9th-list-slow': {
    title: 'Each ninth list takes 400 ms longer',
    kind: 'performance',
    operation: 'webBackendListConnectionsForWorkspace',
    caughtBy: ['growth'],
    handle: slowEach(9),
  },
  'each-13th-update-slow': {
    title: 'Each thirteenth update takes 400 ms longer',
    kind: 'performance',
    operation: 'webBackendUpdateConnection',
    caughtBy: ['growth'],
    handle: slowEach(13),
  },
} as const satisfies Record<string, Fault>;
