/** Races, leaks and slowness. */
import type { Fault } from '../fault.ts';
import { work } from '../../src/backend/work.ts';
import { onSuccess, pause, storedFor } from '../fault-hooks.ts';
import { objectOf } from '../json-access.ts';

export const concurrencyFaults = {
  'lost-update': {
    title: 'Concurrent updates overwrite each other: the whole row is read, changed and written without a lock',
    kind: 'concurrency',
    operation: 'webBackendUpdateConnection',
    caughtBy: ['lost-update'],
    real: 'behaviour of every released server',
    handle: async (call, next, context) => {
      const before = storedFor(call, context);
      await pause(4);
      if (before !== undefined) context.store.connections.set(before.connectionId, before);
      return next();
    },
  },
  'parallel-creates-share-an-id': {
    title: 'Creates that arrive together answer the same connection',
    kind: 'concurrency',
    operation: 'webBackendCreateConnection',
    caughtBy: ['distinct-creates', 'parallel-creates-listed'],
    handle: async (_call, next, { memory }) => {
      const running = memory.get('running');
      if (running !== undefined) return running;
      const read = next();
      memory.set('running', read);
      await pause(3);
      memory.delete('running');
      return read;
    },
  },
  'parallel-create-vanishes': {
    title: 'Of creates that arrive together one is not stored',
    kind: 'concurrency',
    operation: 'webBackendCreateConnection',
    caughtBy: ['parallel-creates-listed', 'list-membership'],
    handle: async (_call, next, { memory, store }) => {
      const inFlight = Number(memory.get('inFlight') ?? 0) + 1;
      memory.set('inFlight', inFlight);
      try {
        const read = next();
        await pause(3);
        if (inFlight === 2) store.connections.delete(String(objectOf(read)['connectionId']));
        return read;
      } finally {
        // A refused create must not count for ever.
        memory.set('inFlight', Number(memory.get('inFlight')) - 1);
      }
    },
  },
  'dirty-read': {
    title: 'A read during an update shows a prefix that nobody wrote',
    kind: 'concurrency',
    operation: 'any',
    caughtBy: ['read-is-written-state'],
    handle: async (call, next, context) => {
      if (call.operation !== 'webBackendUpdateConnection' || objectOf(call.body)['prefix'] === undefined) return next();
      const before = storedFor(call, context);
      if (before !== undefined)
        context.store.connections.set(before.connectionId, { ...before, prefix: '__writing__' });
      await pause(6);
      return next();
    },
  },
  'status-applied-later': {
    title: 'A new status is applied a moment after the answer',
    kind: 'concurrency',
    operation: 'webBackendUpdateConnection',
    caughtBy: ['update-equals-get', 'deprecated-hidden'],
    real: 'RB-50',
    handle: (call, next, context) => {
      const before = storedFor(call, context);
      const read = next();
      const after = storedFor(call, context);
      if (before !== undefined && after !== undefined && before.status !== after.status) {
        context.store.connections.set(after.connectionId, { ...after, status: before.status });
        setTimeout(() => context.store.connections.set(after.connectionId, after), 200).unref();
      }
      return read;
    },
  },
} as const satisfies Record<string, Fault>;

export const leakFaults = {
  'stack-trace-in-message': {
    title: 'A 404 shows a Java stack trace',
    kind: 'leak',
    operation: 'webBackendGetConnection',
    caughtBy: ['no-leak'],
    answer: (answer) => {
      if (answer.status === 404)
        objectOf(answer.body)['exceptionStack'] = [
          'io.airbyte.config.persistence.ConfigNotFoundException: not found',
          '\tat io.airbyte.config.persistence.ConfigRepository.getStandardSync(ConfigRepository.java:411)',
        ];
    },
  },
  'sql-in-message': {
    title: 'A refusal shows the SQL behind it',
    kind: 'leak',
    operation: 'webBackendUpdateConnection',
    caughtBy: ['no-leak'],
    answer: (answer) => {
      if (answer.status === 422)
        objectOf(answer.body)['message'] =
          'insert into "public"."connection" ("name") values (?) violates not-null constraint';
    },
  },
  'secret-in-configuration': {
    title: 'A read shows the password of the source',
    kind: 'leak',
    operation: 'webBackendGetConnection',
    caughtBy: ['no-leak'],
    answer: onSuccess((body) => {
      objectOf(body['source'])['connectionConfiguration'] = { host: 'db', password: 'correct horse battery' };
    }),
  },
} as const satisfies Record<string, Fault>;

/** Spins for about as long as asked: what a slow handler costs is processor time. */
function burn(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until) Math.sqrt(until);
}

export const performanceFaults = {
  'get-quadratic-in-streams': {
    title: 'The time of a get grows with the square of its streams',
    kind: 'performance',
    operation: 'webBackendGetConnection',
    caughtBy: [],
    handle: (call, next, context) => {
      const streams = storedFor(call, context)?.streams.length ?? 0;
      burn((streams / 40) ** 2 / 4);
      return next();
    },
  },
  'list-scales-with-foreign': {
    title: 'The time of a list grows with all stored connections',
    kind: 'performance',
    operation: 'webBackendListConnectionsForWorkspace',
    caughtBy: [],
    real: 'RB-54',
    handle: (_call, next, { store }) => {
      burn(store.connections.size / 100);
      return next();
    },
  },
  'slow-list': {
    title: 'Every list takes two seconds',
    kind: 'performance',
    operation: 'webBackendListConnectionsForWorkspace',
    caughtBy: [],
    handle: async (_call, next) => {
      await pause(2000);
      return next();
    },
  },
  'work-plus-0': {
    title: 'Every request costs a fixed amount of processor time, about 2 ms',
    kind: 'performance',
    operation: 'any',
    caughtBy: [],
    handle: (_call, next) => {
      work(100);
      return next();
    },
  },
  'work-plus-5': {
    title: 'Every request costs 5 % more processor time than with work-plus-0',
    kind: 'performance',
    operation: 'any',
    caughtBy: [],
    handle: (_call, next) => {
      work(105);
      return next();
    },
  },
  'work-plus-10': {
    title: 'Every request costs 10 % more processor time than with work-plus-0',
    kind: 'performance',
    operation: 'any',
    caughtBy: [],
    handle: (_call, next) => {
      work(110);
      return next();
    },
  },
  'work-plus-20': {
    title: 'Every request costs 20 % more processor time than with work-plus-0',
    kind: 'performance',
    operation: 'any',
    caughtBy: [],
    handle: (_call, next) => {
      work(120);
      return next();
    },
  },
} as const satisfies Record<string, Fault>;
