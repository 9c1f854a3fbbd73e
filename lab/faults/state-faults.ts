/** Writes that reach too far, or not far enough. */
import type { Fault } from '../fault.ts';
import { changeStored, sends, storedFor } from '../fault-hooks.ts';
import { listOf, objectOf, textOf, without } from '../json-access.ts';

export const stateFaults = {
  'update-resets-prefix': {
    title: 'An update that leaves the prefix out removes it',
    kind: 'state',
    operation: 'webBackendUpdateConnection',
    caughtBy: ['patch-frame'],
    handle: (call, next, context) =>
      changeStored(call, next, context, (after) => (sends(call, 'prefix') ? after : without(after, 'prefix'))),
  },
  'update-makes-manual': {
    title: 'An update without a schedule makes the connection manual',
    kind: 'state',
    operation: 'webBackendUpdateConnection',
    caughtBy: ['patch-frame'],
    real: 'RB-12',
    handle: (call, next, context) =>
      changeStored(call, next, context, (after) =>
        sends(call, 'scheduleType') ? after : { ...without(after, 'scheduleData'), scheduleType: 'manual' },
      ),
  },
  'update-resets-operations': {
    title: 'An update without operations removes them all',
    kind: 'state',
    operation: 'webBackendUpdateConnection',
    caughtBy: ['patch-frame'],
    handle: (call, next, context) =>
      changeStored(call, next, context, (after) =>
        sends(call, 'operations') ? after : { ...after, operationIds: [] },
      ),
  },
  'update-overwrites-resources': {
    title: 'An update without resource requirements stores the defaults of the deployment',
    kind: 'state',
    operation: 'webBackendUpdateConnection',
    caughtBy: ['patch-frame'],
    real: 'RB-14',
    handle: (call, next, context) =>
      changeStored(call, next, context, (after) =>
        sends(call, 'resourceRequirements')
          ? after
          : { ...after, resourceRequirements: { cpu_limit: '2', memory_limit: '2Gi' } },
      ),
  },
  'update-clears-catalog': {
    title: 'An update without a catalog empties it',
    kind: 'state',
    operation: 'webBackendUpdateConnection',
    caughtBy: ['patch-frame'],
    handle: (call, next, context) =>
      changeStored(call, next, context, (after) => (sends(call, 'syncCatalog') ? after : { ...after, streams: [] })),
  },
  'geography-thrown-away': {
    title: 'A new geography is accepted and thrown away',
    kind: 'state',
    operation: 'webBackendUpdateConnection',
    caughtBy: ['patch-frame'],
    real: 'RB-04',
    handle: (call, next, context) =>
      changeStored(call, next, context, (after, before) => ({
        ...after,
        geography: before?.geography ?? after.geography,
      })),
  },
  'name-not-stored': {
    title: 'A new name is accepted and thrown away',
    kind: 'state',
    operation: 'webBackendUpdateConnection',
    caughtBy: ['patch-frame'],
    handle: (call, next, context) =>
      changeStored(call, next, context, (after, before) => ({ ...after, name: before?.name ?? after.name })),
  },
  'catalog-merged': {
    title: 'A new catalog is merged with the old one instead of replacing it',
    kind: 'state',
    operation: 'webBackendUpdateConnection',
    caughtBy: ['catalog-replaced'],
    handle: (call, next, context) =>
      changeStored(call, next, context, (after, before) => {
        const names = new Set(after.streams.map(({ stream }) => stream?.name));
        return sends(call, 'syncCatalog')
          ? {
              ...after,
              streams: [...after.streams, ...(before?.streams ?? []).filter(({ stream }) => !names.has(stream?.name))],
            }
          : after;
      }),
  },
  'operations-appended': {
    title: 'Operations of an update are added to the old ones',
    kind: 'state',
    operation: 'webBackendUpdateConnection',
    caughtBy: ['operations-as-set'],
    handle: (call, next, context) => {
      const old = (storedFor(call, context)?.operationIds ?? []).flatMap(
        (id) => context.store.operations.get(id) ?? [],
      );
      return changeStored(call, next, context, (after) => {
        if (!sends(call, 'operations')) return after;
        const missing = old.filter(({ operationId }) => !after.operationIds.includes(operationId));
        for (const operation of missing) context.store.operations.set(operation.operationId, operation);
        return { ...after, operationIds: [...after.operationIds, ...missing.map(({ operationId }) => operationId)] };
      });
    },
  },
  'operation-ids-renewed': {
    title: 'Operations sent with their ids come back under fresh ones',
    kind: 'state',
    operation: 'webBackendUpdateConnection',
    caughtBy: ['operations-as-set'],
    receive: (call) => {
      for (const operation of listOf(objectOf(call.body)['operations'])) delete objectOf(operation)['operationId'];
    },
  },
  'kept-operation-unchanged': {
    title: 'An operation sent with its id keeps the name and configuration that it had',
    kind: 'state',
    operation: 'webBackendUpdateConnection',
    caughtBy: ['operations-as-set'],
    receive: (call, { store }) => {
      for (const operation of listOf(objectOf(call.body)['operations'])) {
        const stored = store.operations.get(String(objectOf(operation)['operationId']).toLowerCase());
        if (stored === undefined) continue;
        objectOf(operation)['name'] = stored.name;
        objectOf(operation)['operatorConfiguration'] = stored.operatorConfiguration;
      }
    },
  },
  'no-op-update-deactivates': {
    title: 'An update that names only the connection empties its prefix',
    kind: 'state',
    operation: 'webBackendUpdateConnection',
    caughtBy: ['no-op-update'],
    handle: (call, next, context) =>
      changeStored(call, next, context, (after) =>
        Object.keys(objectOf(call.body)).length === 1 ? { ...after, prefix: `${after.prefix ?? ''}_` } : after,
      ),
  },
  'update-appends-prefix': {
    title: 'A repeated update appends to the prefix',
    kind: 'state',
    operation: 'webBackendUpdateConnection',
    caughtBy: ['repeated-update', 'patch-frame'],
    handle: (call, next, context) =>
      changeStored(call, next, context, (after, before) =>
        sends(call, 'prefix') && before?.prefix === after.prefix && after.prefix !== undefined
          ? { ...after, prefix: `${after.prefix}${after.prefix}` }
          : after,
      ),
  },
  'refused-update-is-stored': {
    title: 'A refused update has stored its prefix all the same',
    kind: 'state',
    operation: 'webBackendUpdateConnection',
    caughtBy: ['rejected-write-changes-nothing'],
    handle: (call, next, context) => {
      try {
        return next();
      } catch (error) {
        const before = storedFor(call, context);
        if (before !== undefined) context.store.connections.set(before.connectionId, { ...before, prefix: 'half_' });
        throw error;
      }
    },
  },
  'get-writes': {
    title: 'A get counts itself into the namespace format',
    kind: 'state',
    operation: 'webBackendGetConnection',
    caughtBy: ['get-is-read-only', 'create-equals-get'],
    handle: (call, next, context) => {
      const before = storedFor(call, context);
      if (before !== undefined)
        context.store.connections.set(before.connectionId, {
          ...before,
          namespaceFormat: `${before.namespaceFormat ?? ''}.`,
        });
      return next();
    },
  },
  'write-reaches-siblings': {
    title: 'An update of the notification flag reaches every connection',
    kind: 'state',
    operation: 'webBackendUpdateConnection',
    caughtBy: ['isolation'],
    real: 'T5',
    handle: (call, next, { store }) => {
      const read = next();
      const flag = objectOf(call.body)['notifySchemaChanges'];
      if (typeof flag === 'boolean')
        for (const [id, connection] of store.connections)
          store.connections.set(id, { ...connection, notifySchemaChanges: flag });
      return read;
    },
  },
  'rename-reaches-siblings': {
    title: 'A new prefix is given to all connections of the source',
    kind: 'state',
    operation: 'webBackendUpdateConnection',
    caughtBy: ['isolation'],
    handle: (call, next, { store }) => {
      const read = next();
      const { prefix } = objectOf(call.body) as { prefix?: string };
      if (prefix !== undefined)
        for (const [id, connection] of store.connections) store.connections.set(id, { ...connection, prefix });
      return read;
    },
  },
  'list-leaks-workspace': {
    title: 'The list shows connections of another workspace',
    kind: 'state',
    operation: 'webBackendListConnectionsForWorkspace',
    caughtBy: ['isolation'],
    answer: (answer, call, { store }) => {
      if (answer.status !== 200) return;
      const list = listOf(objectOf(answer.body)['connections']);
      const home = textOf(objectOf(call.body)['workspaceId']).toLowerCase();
      const [foreign] = [...store.connections.values()].filter(
        ({ sourceId }) => store.sources.get(sourceId)?.workspaceId !== home,
      );
      const first = list[0];
      if (foreign !== undefined && first !== undefined)
        list.push({
          ...objectOf(first),
          connectionId: foreign.connectionId,
          name: foreign.name,
          source: { ...objectOf(objectOf(first)['source']), sourceId: foreign.sourceId },
        });
    },
  },
  'list-forgets-new': {
    title: 'A connection appears in the list only after its first update',
    kind: 'state',
    operation: 'any',
    caughtBy: ['list-membership', 'list-filters', 'parallel-creates-listed'],
    answer: (answer, call, { memory }) => {
      if (answer.status !== 200) return;
      if (call.operation === 'webBackendCreateConnection')
        memory.set(textOf(objectOf(answer.body)['connectionId']), 'new');
      if (call.operation === 'webBackendUpdateConnection') memory.delete(textOf(objectOf(answer.body)['connectionId']));
      if (call.operation === 'webBackendListConnectionsForWorkspace') {
        const body = objectOf(answer.body);
        body['connections'] = listOf(body['connections']).filter(
          (item) => !memory.has(textOf(objectOf(item)['connectionId'])),
        );
      }
    },
  },
  'list-pages-silently': {
    title: 'The list ends after twenty items',
    kind: 'state',
    operation: 'webBackendListConnectionsForWorkspace',
    caughtBy: ['list-membership'],
    answer: (answer) => {
      const body = objectOf(answer.body);
      if (answer.status === 200) body['connections'] = listOf(body['connections']).slice(0, 20);
    },
  },
  'list-repeats': {
    title: 'The list shows connections with operations twice',
    kind: 'state',
    operation: 'webBackendListConnectionsForWorkspace',
    caughtBy: ['list-membership'],
    answer: (answer, _call, { store }) => {
      const body = objectOf(answer.body);
      if (answer.status === 200)
        body['connections'] = listOf(body['connections']).flatMap((item) =>
          (store.connections.get(textOf(objectOf(item)['connectionId']))?.operationIds.length ?? 0) > 0
            ? [item, item]
            : [item],
        );
    },
  },
  'filters-are-or': {
    title: 'Source and destination filters are joined with OR',
    kind: 'state',
    operation: 'webBackendListConnectionsForWorkspace',
    caughtBy: ['list-filters'],
    receive: (call) => {
      const body = objectOf(call.body);
      if (listOf(body['sourceId']).length > 0 && listOf(body['destinationId']).length > 0) delete body['destinationId'];
    },
  },
  'destination-filter-ignored': {
    title: 'The destination filter is ignored',
    kind: 'state',
    operation: 'webBackendListConnectionsForWorkspace',
    caughtBy: ['list-filters'],
    receive: (call) => {
      delete objectOf(call.body)['destinationId'];
    },
  },
  'filter-takes-first-only': {
    title: 'Of several ids in a filter only the last counts',
    kind: 'state',
    operation: 'webBackendListConnectionsForWorkspace',
    caughtBy: ['list-filters'],
    receive: (call) => {
      const body = objectOf(call.body);
      for (const key of ['sourceId', 'destinationId']) if (Array.isArray(body[key])) body[key] = body[key].slice(-1);
    },
  },
  'deprecated-stays-listed': {
    title: 'A deprecated connection stays in the list',
    kind: 'state',
    operation: 'any',
    caughtBy: ['deprecated-hidden'],
    real: 'RB-50',
    answer: (answer, call, { memory }) => {
      if (answer.status !== 200) return;
      if (call.operation === 'webBackendListConnectionsForWorkspace') {
        for (const item of listOf(objectOf(answer.body)['connections']))
          memory.set(textOf(objectOf(item)['connectionId']), item);
        for (const gone of listOf(memory.get('gone'))) listOf(objectOf(answer.body)['connections']).push(gone);
      }
      const body = objectOf(answer.body);
      if (call.operation === 'webBackendUpdateConnection' && body['status'] === 'deprecated') {
        const { connectionId, name, source, destination } = body;
        const item = {
          connectionId,
          name,
          source,
          destination,
          status: 'inactive',
          scheduleType: 'manual',
          isSyncing: false,
          schemaChange: 'no_change',
        };
        memory.set('gone', [...listOf(memory.get('gone')), item]);
      }
    },
  },
  'deprecated-is-404': {
    title: 'A deprecated connection cannot be read any more',
    kind: 'state',
    operation: 'webBackendGetConnection',
    caughtBy: ['deprecated-hidden'],
    answer: (answer) => {
      if (answer.status === 200 && objectOf(answer.body)['status'] === 'deprecated') {
        answer.status = 404;
        answer.body = { message: 'Could not find STANDARD_SYNC' };
      }
    },
  },
  'workspace-state-ignores-inactive': {
    title: 'hasConnections is false without an active connection of the run',
    kind: 'state',
    operation: 'webBackendGetWorkspaceState',
    caughtBy: ['workspace-state'],
    answer: (answer) => {
      if (answer.status === 200 && objectOf(answer.body)['hasSources'] === true)
        objectOf(answer.body)['hasConnections'] = false;
    },
  },
  'create-is-idempotent': {
    title: 'A create with the source and schedule of the last one answers that one',
    kind: 'state',
    operation: 'webBackendCreateConnection',
    caughtBy: ['distinct-creates'],
    handle: (call, next, { memory, store }) => {
      const key = JSON.stringify([objectOf(call.body)['sourceId'], objectOf(call.body)['scheduleType'] ?? 'manual']);
      const known = memory.get(key);
      if (typeof known === 'string' && store.connections.has(known)) return memory.get(`read ${known}`);
      const read = next();
      const id = textOf(objectOf(read)['connectionId']);
      memory.set(key, id);
      memory.set(`read ${id}`, read);
      return read;
    },
  },
  'geographies-change': {
    title: 'geographies/list answers another list every other time',
    kind: 'state',
    operation: 'webBackendListGeographies',
    caughtBy: ['constant-answers'],
    answer: (answer, _call, { memory }) => {
      const times = Number(memory.get('times') ?? 0) + 1;
      memory.set('times', times);
      if (times % 2 === 0) answer.body = { geographies: ['auto', 'us'] };
    },
  },
  'updates-below-zero': {
    title: 'check_updates counts below zero',
    kind: 'state',
    operation: 'webBackendCheckUpdates',
    caughtBy: ['constant-answers'],
    answer: (answer) => {
      objectOf(answer.body)['sourceDefinitions'] = -1;
    },
  },
  'fresh-connection-has-state': {
    title: 'A connection that never synced has a legacy state',
    kind: 'state',
    operation: 'getStateType',
    caughtBy: ['state-type', 'unknown-ids'],
    real: 'RB-38',
    answer: (answer) => {
      if (answer.status === 200 && answer.body === 'not_set') answer.body = 'legacy';
    },
  },
} as const satisfies Record<string, Fault>;
