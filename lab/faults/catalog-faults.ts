/** What goes wrong between a connection, the catalog that frames it, and the jobs that a change starts. */
import { randomUUID } from 'node:crypto';
import type { BackendCall } from '../../src/backend/hooks.ts';
import type { Fault } from '../fault.ts';
import { changeStored, crashWhen, isRefresh, onSuccess, sends, storedFor } from '../fault-hooks.ts';
import { listOf, objectOf } from '../json-access.ts';

export const catalogFaults = {
  'source-catalog-not-stored': {
    title: 'A sourceCatalogId that is sent on update is not stored',
    kind: 'state',
    operation: 'webBackendUpdateConnection',
    caughtBy: ['patch-frame'],
    real: 'RB-02',
    handle: (call, next, context) =>
      changeStored(call, next, context, ({ sourceCatalogId: _sent, ...after }, before) =>
        before?.sourceCatalogId === undefined ? after : { ...after, sourceCatalogId: before.sourceCatalogId },
      ),
  },
  'update-answers-selected-streams': {
    title: 'The answer to an update lacks the streams that are not selected, a get has them',
    kind: 'fidelity',
    operation: 'webBackendUpdateConnection',
    caughtBy: ['update-equals-get'],
    real: 'RB-18',
    answer: onSuccess((body) => {
      const catalog = objectOf(body['syncCatalog']);
      catalog['streams'] = listOf(catalog['streams']).filter(
        (entry) => objectOf(objectOf(entry)['config'])['selected'] === true,
      );
    }),
  },
  'breaking-change-stays': {
    title: 'The source broke the connection, and a catalog that fits does not clear the flag',
    kind: 'state',
    operation: 'webBackendUpdateConnection',
    caughtBy: ['schema-change'],
    real: 'RB-20',
    handle: (call, next, context) =>
      changeStored(call, next, context, (after, before) => ({
        ...after,
        // As if the source had changed while nobody looked.
        breakingChange: before?.breakingChange === true || after.sourceCatalogId !== undefined,
      })),
  },
  'refresh-marks-one-connection': {
    title: 'A refresh that finds a change marks only the connection that was asked about',
    kind: 'state',
    operation: 'any',
    caughtBy: ['schema-change'],
    real: 'RB-22',
    handle: (call, next, context) => {
      const source = context.store.sources.get(storedFor(call, context)?.sourceId ?? '');
      if (isRefresh(call) && source !== undefined) {
        // The source has a new stream every time it is asked.
        const stream = { name: `new_${context.memory.size}`, jsonSchema: { type: 'object', properties: {} } };
        source.discoverable = [...source.discoverable, { ...stream, supportedSyncModes: ['full_refresh'] }];
        context.memory.set(String(objectOf(call.body)['connectionId']).toLowerCase(), true);
      }
      return next();
    },
    answer: (answer, call, { memory }) => {
      for (const item of itemsOf(answer.body, call))
        if (!memory.has(String(item['connectionId'])) && item['schemaChange'] === 'non_breaking')
          item['schemaChange'] = 'no_change';
    },
  },
  'equal-catalog-gets-new-id': {
    title: 'Every discovery stores a new catalog, also when nothing has changed',
    kind: 'state',
    operation: 'webBackendGetConnection',
    caughtBy: ['schema-change'],
    real: 'RB-24',
    handle: (call, next, context) => {
      const read = next();
      const source = context.store.sources.get(storedFor(call, context)?.sourceId ?? '');
      if (!isRefresh(call) || source === undefined) return read;
      const catalogId = randomUUID();
      context.store.catalogs.set(catalogId, { catalogId, sourceId: source.id, streams: source.discoverable });
      source.newestCatalogId = catalogId;
      return read;
    },
  },
  'reset-job-unreadable': {
    title: 'A connection whose latest job is a reset cannot be read',
    kind: 'rare',
    operation: 'any',
    caughtBy: ['no-server-error'],
    real: 'RB-34',
    handle: (call, next, context) => {
      const before = storedFor(call, context)?.streams;
      const read = next();
      const after = storedFor(call, context);
      if (resets(call) && after !== undefined && JSON.stringify(before) !== JSON.stringify(after.streams))
        context.memory.set(after.connectionId, 'reset');
      return read;
    },
    answer: crashWhen(
      (body, { operation }, { memory }) =>
        operation === 'webBackendGetConnection' && memory.has(String(body['connectionId']).toLowerCase()),
      'Internal Server Error: Cannot invoke "JobResetConnectionConfig.getConfiguredAirbyteCatalog()"',
    ),
  },
  'list-crashes-on-empty-resources': {
    title: 'One connection whose resource requirements are all unset makes the list of the workspace fail',
    kind: 'rare',
    operation: 'webBackendListConnectionsForWorkspace',
    caughtBy: ['no-server-error'],
    real: 'RB-36',
    answer: crashWhen(
      (_body, { operation }, { store }) =>
        operation === 'webBackendListConnectionsForWorkspace' &&
        [...store.connections.values()].some(
          ({ resourceRequirements, status }) =>
            status !== 'deprecated' &&
            resourceRequirements !== undefined &&
            Object.values(resourceRequirements).every((quantity) => quantity === undefined),
        ),
    ),
  },
  'unchanged-catalog-syncs': {
    title: 'A catalog that is saved as it was read looks changed: streams are reset and synced',
    kind: 'state',
    operation: 'webBackendUpdateConnection',
    caughtBy: ['no-unasked-sync'],
    real: 'RB-40',
    handle: (call, next, context) => {
      const before = JSON.stringify(storedFor(call, context)?.streams);
      return changeStored(call, next, context, (after) => {
        if (resets(call) && JSON.stringify(after.streams) === before)
          context.store.jobs.set(after.connectionId, [
            { kind: 'reset', status: 'succeeded', createdAt: 1_700_000_000 },
            { kind: 'sync', status: 'running', createdAt: 1_700_000_001 },
          ]);
        return after;
      });
    },
  },
} as const satisfies Record<string, Fault>;

function resets(call: BackendCall): boolean {
  return (
    call.operation === 'webBackendUpdateConnection' &&
    sends(call, 'syncCatalog') &&
    objectOf(call.body)['skipReset'] !== true
  );
}

/** Connections that an answer shows: one, or a list. */
function itemsOf(body: unknown, { operation }: BackendCall): readonly Record<string, unknown>[] {
  return operation === 'webBackendListConnectionsForWorkspace'
    ? listOf(objectOf(body)['connections']).map(objectOf)
    : [objectOf(body)];
}
