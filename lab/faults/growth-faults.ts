/** Latencies that grow. All of it is waiting, so that a fault costs no processor time. */
import type { BackendCall, HookContext } from '../../src/backend/hooks.ts';
import type { Fault } from '../fault.ts';
import { pause, storedFor } from '../fault-hooks.ts';
import { objectOf, streamsOf } from '../json-access.ts';

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
  return waits((_call, context) => ((callsBefore('all', context) + 1) % period === 0 ? 400 : 0));
}

/** Each call waits longer than the one before, of all or of those about one connection. */
function slowerEach(ms: number, of: (call: BackendCall) => unknown = () => 'all') {
  return waits((call, context) => ms * callsBefore(of(call), context));
}

function callsBefore(key: unknown, { memory }: HookContext): number {
  const calls = Number(memory.get(String(key)) ?? 0);
  memory.set(String(key), calls + 1);
  return calls;
}

function connectionOf({ body }: BackendCall): unknown {
  return objectOf(body)['connectionId'];
}

/** Of the widest stream. */
function fieldsOf(streams: readonly unknown[]): number {
  const widths = streams.map((one) => {
    const { jsonSchema } = objectOf(objectOf(one)['stream']);
    return Object.keys(objectOf(objectOf(jsonSchema)['properties'])).length;
  });
  return Math.max(0, ...widths);
}

/** 330 ms for 128 fields. */
const msOfSquare = 1 / 50;
const waitsWithFieldsSent = waits((call) => fieldsOf(streamsOf(call.body)) ** 2 * msOfSquare);

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
  'each-update-of-one-slower': {
    title: 'Each update of a connection waits 4 ms longer than the one before',
    kind: 'performance',
    operation: 'webBackendUpdateConnection',
    caughtBy: ['growth'],
    handle: slowerEach(4, connectionOf),
  },
  'each-get-of-one-slower': {
    title: 'Each get of a connection waits 5 ms longer than the one before',
    kind: 'performance',
    operation: 'webBackendGetConnection',
    caughtBy: ['growth'],
    handle: slowerEach(5, connectionOf),
  },
  'each-list-slower': {
    title: 'Each list waits 2 ms longer than the one before',
    kind: 'performance',
    operation: 'webBackendListConnectionsForWorkspace',
    caughtBy: ['growth'],
    handle: slowerEach(2),
  },
  'get-waits-with-square-of-fields': {
    title: 'A get waits for a time that goes with the square of the fields of a stream',
    kind: 'performance',
    operation: 'webBackendGetConnection',
    caughtBy: ['growth'],
    handle: waits((call, context) => fieldsOf(storedFor(call, context)?.streams ?? []) ** 2 * msOfSquare),
  },
  'update-waits-with-square-of-fields': {
    title: 'An update waits for a time that goes with the square of the fields of a stream',
    kind: 'performance',
    operation: 'webBackendUpdateConnection',
    caughtBy: ['growth'],
    handle: waitsWithFieldsSent,
  },
  'create-waits-with-square-of-fields': {
    title: 'A create waits for a time that goes with the square of the fields of a stream',
    kind: 'performance',
    operation: 'webBackendCreateConnection',
    caughtBy: ['growth'],
    handle: waitsWithFieldsSent,
  },
} as const satisfies Record<string, Fault>;
