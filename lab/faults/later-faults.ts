/** What shows only where two things come together, in what was there before, or in what a refusal says. */
import type { BackendCall, BackendHooks, HookContext } from '../../src/backend/hooks.ts';
import { connectionRead, listItem } from '../../src/backend/read-model.ts';
import type { StoredConnection } from '../../src/backend/store.ts';
import type { Fault } from '../fault.ts';
import { changeStored, crashWhen, onSuccess, pause, sends, storedFor } from '../fault-hooks.ts';
import { isObject, listOf, objectOf, streamsOf, textOf } from '../json-access.ts';
import type { JsonObject } from '../json-access.ts';

const list = 'webBackendListConnectionsForWorkspace';
const get = 'webBackendGetConnection';
const update = 'webBackendUpdateConnection';

export const laterFaults = {
  'two-filters-find-the-deprecated': {
    title: 'A list that is filtered by source and destination shows deprecated connections as well',
    kind: 'state',
    operation: list,
    caughtBy: ['deprecated-hidden'],
    answer: onSuccess((body, call, { store }) => {
      const [sources, destinations] = filtersOf(call);
      if (sources.length === 0 || destinations.length === 0) return;
      const gone = [...store.connections.values()].filter(
        ({ status, sourceId, destinationId }) =>
          status === 'deprecated' && sources.includes(sourceId) && destinations.includes(destinationId),
      );
      listOf(body['connections']).push(...gone.map((connection) => listItem(store, connection)));
    }),
  },
  'filter-hides-other-destinations': {
    title: 'A list that is filtered by a source shows one destination of it only',
    kind: 'state',
    operation: list,
    caughtBy: ['list-filters'],
    answer: onSuccess((body, call) => {
      const [sources, destinations] = filtersOf(call);
      const items = listOf(body['connections']).map(objectOf);
      if (sources.length > 0 && destinations.length === 0)
        body['connections'] = items.filter((item) => destinationOf(item) === destinationOf(items[0]));
    }),
  },
  'two-ids-list-twice': {
    title: 'A list that is filtered by two ids shows what it finds once for each of them',
    kind: 'state',
    operation: list,
    caughtBy: ['list-membership'],
    answer: onSuccess((body, call) => {
      const [, destinations] = filtersOf(call);
      const items = listOf(body['connections']);
      if (destinations.length > 1) body['connections'] = [...items, ...items];
    }),
  },

  'reset-is-a-sync': {
    title: 'A connection whose streams were reset shows the reset as its latest sync job',
    kind: 'state',
    operation: update,
    caughtBy: ['no-unasked-sync'],
    handle: (call, next, context) =>
      changeStored(call, next, context, (after, before) => {
        const job = { kind: 'sync', status: 'succeeded', createdAt: 1_700_000_900 } as const;
        const isReset = sends(call, 'syncCatalog') && !sends(call, 'skipReset');
        // Where nothing changes nothing is reset.
        if (isReset && JSON.stringify(after.streams) !== JSON.stringify(before?.streams))
          context.store.jobs.set(after.connectionId, [job]);
        return after;
      }),
  },
  'sync-without-a-job': {
    title: 'A get of a connection that syncs leaves its job out',
    kind: 'state',
    operation: get,
    caughtBy: ['job-members'],
    answer: onSuccess((body) => {
      if (body['isSyncing'] !== true) return;
      delete body['latestSyncJobCreatedAt'];
      delete body['latestSyncJobStatus'];
    }),
  },

  'stranger-deprecates': {
    title: 'A user without rights is refused, and the connection is deprecated all the same',
    kind: 'isolation',
    operation: update,
    caughtBy: ['rejected-write-changes-nothing'],
    handle: (call, next, context) => {
      const before = storedFor(call, context);
      const { status, ...others } = objectOf(call.body);
      const isRight = Object.keys(others).length === 1 && status === 'deprecated';
      if (before !== undefined && isRight && call.user?.workspaceIds !== undefined)
        context.store.connections.set(before.connectionId, { ...before, status });
      return next();
    },
  },
  'refusal-names-connection': {
    title: 'A user without rights is refused with the name of the connection',
    kind: 'isolation',
    operation: get,
    caughtBy: ['authorization'],
    answer: (answer, call, context) => {
      const name = storedFor(call, context)?.name;
      if (answer.status === 403 && name !== undefined) answer.body = { message: `You may not read "${name}"` };
    },
  },
  'refusal-suggests-another': {
    title: 'A get of an unknown id names another connection',
    kind: 'isolation',
    operation: get,
    caughtBy: ['error-body'],
    answer: (answer, _call, { store }) => {
      const [nearest] = store.connections.keys();
      if (answer.status === 404) objectOf(answer.body)['message'] = `Not found. The nearest is ${nearest ?? ''}.`;
    },
  },

  'database-in-404': {
    title: 'A get of an unknown id shows the address of the database',
    kind: 'leak',
    operation: get,
    caughtBy: ['no-leak'],
    ...saying(404, 'No row in jdbc:postgresql://db:5432/airbyte?ssl=false'),
  },
  'host-in-refusal': {
    title: 'A refused update shows the host of another server',
    kind: 'leak',
    operation: update,
    caughtBy: ['no-leak'],
    ...saying(422, 'Validator airbyte-validator.prod.svc.cluster.local says no'),
  },
  'frame-in-refusal': {
    title: 'A refused create shows a line of its program',
    kind: 'leak',
    operation: 'webBackendCreateConnection',
    caughtBy: ['no-leak'],
    ...saying(422, 'Refused by io.airbyte.server.handlers.Handler.check(Handler.java:99)'),
  },

  'refresh-clears-cursors': {
    title: 'A refreshing get shows the streams without the cursors that were chosen',
    kind: 'fidelity',
    operation: get,
    caughtBy: ['refresh-diff'],
    ...refreshing((config) => {
      config['cursorField'] = [];
    }),
  },
  'refresh-selects-all-fields': {
    title: 'A refreshing get shows all fields of a stream as selected',
    kind: 'fidelity',
    operation: get,
    caughtBy: ['refresh-diff'],
    ...refreshing((config) => {
      config['fieldSelectionEnabled'] = false;
    }),
  },
  'refresh-stores-defaults': {
    title: 'A refresh stores the default mode of the destination for every stream',
    kind: 'state',
    operation: get,
    caughtBy: ['refresh-diff'],
    handle: (call, next, context) => {
      const read = next();
      const stored = storedFor(call, context);
      if (stored === undefined || !sends(call, 'withRefreshedCatalog')) return read;
      const streams = stored.streams.map((entry) => withConfig(entry, { destinationSyncMode: 'overwrite' }));
      context.store.connections.set(stored.connectionId, { ...stored, streams });
      return read;
    },
  },
  'refresh-needs-a-cursor': {
    title: 'A refresh breaks where an incremental stream has no cursor',
    kind: 'status',
    operation: get,
    caughtBy: ['no-server-error'],
    answer: crashWhen(
      (_body, call, context) =>
        sends(call, 'withRefreshedCatalog') &&
        storedFor(call, context)?.streams.some(
          ({ config }) => config?.syncMode === 'incremental' && config.cursorField?.length === 0,
        ) === true,
    ),
  },
  'framed-selection-is-lost': {
    title: 'An update of a connection with a discovered catalog drops field selection',
    kind: 'state',
    operation: update,
    caughtBy: ['catalog-replaced'],
    handle: (call, next, context) =>
      changeStored(call, next, context, (after) =>
        after.sourceCatalogId === undefined
          ? after
          : { ...after, streams: after.streams.map((entry) => withConfig(entry, { fieldSelectionEnabled: false })) },
      ),
  },
  'diff-without-new-types': {
    title: 'A refresh does not say that the schema of a field has changed',
    kind: 'fidelity',
    operation: get,
    caughtBy: ['refresh-diff'],
    answer: onSuccess((body) => {
      const diff = objectOf(body['catalogDiff']);
      for (const transform of listOf(diff['transforms']).filter(isObject)) {
        const fields = listOf(transform['updateStream']);
        if (fields.length > 0)
          transform['updateStream'] = fields.filter(
            (field) => objectOf(field)['transformType'] !== 'update_field_schema',
          );
      }
    }),
  },
  'loss-breaks-nothing': {
    title: 'An update never finds that the source has lost a cursor or a key',
    kind: 'state',
    operation: update,
    caughtBy: ['schema-change'],
    handle: (call, next, context) =>
      changeStored(call, next, context, (after) => ({ ...after, breakingChange: false })),
  },
  'legacy-schedule-forgotten': {
    title: 'A create drops the legacy schedule and answers 200',
    kind: 'permitted',
    operation: 'webBackendCreateConnection',
    caughtBy: ['kept-or-refused'],
    handle: (call, next, context) =>
      changeStored(call, next, context, ({ scheduleData, ...after }) =>
        sends(call, 'schedule')
          ? { ...after, scheduleType: 'manual' }
          : { ...after, ...(scheduleData === undefined ? {} : { scheduleData }) },
      ),
  },
  'prefix-stored-later': {
    title: 'An update stores the prefix after the rest, so that a get can see half of it',
    kind: 'concurrency',
    operation: update,
    caughtBy: ['read-is-written-state'],
    async handle(call, next, context) {
      const before = storedFor(call, context);
      const read = next();
      const after = storedFor(call, context);
      if (before === undefined || after === undefined || !sends(call, 'prefix')) return read;
      const { prefix: _prefix, ...rest } = after;
      const half = { ...rest, ...(before.prefix === undefined ? {} : { prefix: before.prefix }) };
      context.store.connections.set(after.connectionId, half);
      await pause(6);
      // What others have written meanwhile stays.
      const now = storedFor(call, context) ?? half;
      context.store.connections.set(after.connectionId, {
        ...now,
        ...(after.prefix === undefined ? {} : { prefix: after.prefix }),
      });
      return read;
    },
  },
  'catalog-cut-at-twelve': {
    title: 'Update keeps the first twelve streams of a catalog',
    kind: 'state',
    operation: update,
    caughtBy: ['catalog-replaced'],
    handle: (call, next, context) =>
      changeStored(call, next, context, (after) => ({ ...after, streams: after.streams.slice(0, 12) })),
  },
  'statement-in-refusal': {
    title: 'A refusal shows the statement of the database',
    kind: 'status',
    operation: update,
    caughtBy: ['no-leak'],
    ...saying(422, 'insert into "public"."connection" ("id", "name") values (?, ?)'),
  },
} as const satisfies Record<string, Fault>;

function destinationOf(item: JsonObject | undefined): unknown {
  return objectOf(item?.['destination'])['destinationId'];
}

function filtersOf({ body }: BackendCall): readonly [readonly string[], readonly string[]] {
  const idsAt = (key: string): readonly string[] => listOf(objectOf(body)[key]).map((id) => textOf(id).toLowerCase());
  return [idsAt('sourceId'), idsAt('destinationId')];
}

/** Another message for a status. */
function saying(status: number, message: string): BackendHooks {
  return {
    answer: (answer) => {
      if (answer.status === status) objectOf(answer.body)['message'] = message;
    },
  };
}

/** Changes what a refresh shows of the choices for every stream that is selected. */
function refreshing(change: (config: JsonObject) => void): BackendHooks {
  return {
    handle: (call: BackendCall, next: () => unknown, { store }: HookContext) => {
      const read = next();
      const stored = store.connections.get(textOf(objectOf(read)['connectionId']));
      if (stored === undefined || !sends(call, 'withRefreshedCatalog')) return read;
      // A copy: the read shares its streams with the store.
      const copy: unknown = JSON.parse(JSON.stringify({ ...connectionRead(store, stored), ...objectOf(read) }));
      for (const { config } of streamsOf(copy)) if (objectOf(config)['selected'] === true) change(objectOf(config));
      return copy;
    },
  };
}

type Entry = StoredConnection['streams'][number];

function withConfig(entry: Entry, changes: Partial<NonNullable<Entry['config']>>): Entry {
  return entry.config === undefined ? entry : { ...entry, config: { ...entry.config, ...changes } };
}
