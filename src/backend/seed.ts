/** Two workspaces with sources, destinations, discovered catalogs, connections, jobs and states of every kind. */
import type { AirbyteStream, AirbyteStreamAndConfiguration } from '../../schemas/stream.ts';
import type { ConnectionStateType } from '../../schemas/state.ts';
import type { JobStatus } from '../../schemas/job.ts';
import { storedStreams } from './catalog-rules.ts';
import { Store } from './store.ts';

export interface Seeded {
  readonly store: Store;
  readonly workspaceId: string;
  readonly sourceId: string;
  readonly destinationId: string;
  readonly foreignWorkspaceId: string;
  readonly foreignSourceId: string;
  readonly foreignDestinationId: string;
}

/** Ids are stable, so that runs and tests can name them. */
function uuid(kind: number, index: number): string {
  return `${kind.toString(16).padStart(8, '0')}-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;
}

export function seededStore(connections: number): Seeded {
  const store = new Store();
  const home = addWorkspace(store, 1, 'Home', connections);
  const foreign = addWorkspace(store, 2, 'Foreign', 2);
  return {
    store,
    ...home,
    foreignWorkspaceId: foreign.workspaceId,
    foreignSourceId: foreign.sourceId,
    foreignDestinationId: foreign.destinationId,
  };
}

const jobStatuses: readonly JobStatus[] = ['succeeded', 'running', 'failed', 'pending', 'cancelled', 'incomplete'];
const stateTypes: readonly ConnectionStateType[] = ['stream', 'global', 'legacy', 'not_set'];

function addWorkspace(
  store: Store,
  number: number,
  name: string,
  connections: number,
): { workspaceId: string; sourceId: string; destinationId: string } {
  const workspaceId = uuid(0xa0 + number, 1);
  const sourceId = uuid(0xb0 + number, 1);
  const destinationId = uuid(0xc0 + number, 1);
  const otherDestinationId = uuid(0xc0 + number, 2);
  const catalogId = uuid(0xd0 + number, 1);
  const newestCatalogId = uuid(0xd0 + number, 2);
  const icon = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="3"/></svg>';
  store.workspaces.set(workspaceId, { workspaceId, name, geography: 'auto' });
  store.catalogs.set(catalogId, { catalogId, sourceId, streams: [users, orders] });
  store.catalogs.set(newestCatalogId, { catalogId: newestCatalogId, sourceId, streams: [usersWithPhone, orders] });
  store.sources.set(sourceId, {
    id: sourceId,
    workspaceId,
    definitionId: uuid(0xe0, 1),
    name: `${name} Postgres`,
    connectorName: 'Postgres',
    configuration: { host: 'db', password: '**********' },
    icon,
    tombstoned: false,
    discoverable: [usersWithPhone, orders],
    newestCatalogId,
  });
  for (const [index, id] of [destinationId, otherDestinationId].entries())
    store.destinations.set(id, {
      id,
      workspaceId,
      definitionId: uuid(0xe1, 1),
      name: `${name} Warehouse ${index + 1}`,
      connectorName: 'Snowflake',
      configuration: { account: 'acme', credentials: '**********' },
      icon,
      tombstoned: false,
    });
  const tagIds = ['nightly', 'finance'].map((tag, index) => {
    const tagId = uuid(0x80 + number, index + 1);
    store.tags.set(tagId, { tagId, workspaceId, name: tag, color: index === 0 ? '75DCFF' : 'FB51F1' });
    return tagId;
  });
  for (let index = 0; index < connections; index += 1) {
    const connectionId = uuid(0xf0 + number, index + 1);
    const operationId = uuid(0x90 + number, index + 1);
    const framed = index % 3;
    const withOperation = index % 2 === 0;
    if (withOperation)
      store.operations.set(operationId, {
        operationId,
        workspaceId,
        name: 'Normalize',
        operatorConfiguration: { operatorType: 'normalization', normalization: { option: 'basic' } },
      });
    store.connections.set(connectionId, {
      connectionId,
      sourceId,
      destinationId: index % 2 === 0 ? destinationId : otherDestinationId,
      name: `${name} connection ${index + 1}`,
      status: index % 4 === 3 ? 'inactive' : 'active',
      streams: storedStreams({ streams: [chosen(users), chosen(orders)] }),
      namespaceDefinition: 'source',
      scheduleType: index % 2 === 0 ? 'manual' : 'basic',
      ...(index % 2 === 0 ? {} : { scheduleData: { basicSchedule: { timeUnit: 'hours' as const, units: 24 } } }),
      operationIds: withOperation ? [operationId] : [],
      ...(framed === 0 ? {} : { sourceCatalogId: framed === 1 ? newestCatalogId : catalogId }),
      geography: 'auto',
      notifySchemaChanges: false,
      notifySchemaChangesByEmail: false,
      nonBreakingChangesPreference: 'ignore',
      breakingChange: framed === 2 && index % 6 === 5,
      tagIds: tagIds.slice(0, index % 3),
    });
    const status = jobStatuses[index % jobStatuses.length];
    if (status !== undefined && index > 0)
      store.jobs.set(connectionId, [
        { kind: 'reset', status: 'succeeded', createdAt: 1_700_000_500 },
        { kind: 'sync', status, createdAt: 1_700_000_000 + index },
      ]);
    const state = stateTypes[index % stateTypes.length];
    if (state !== undefined && state !== 'not_set') store.states.set(connectionId, state);
  }
  return { workspaceId, sourceId, destinationId };
}

const users: AirbyteStream = {
  name: 'users',
  namespace: 'public',
  supportedSyncModes: ['full_refresh', 'incremental'],
  sourceDefinedCursor: false,
  defaultCursorField: ['updated_at'],
  sourceDefinedPrimaryKey: [['id']],
  jsonSchema: {
    type: 'object',
    properties: {
      id: { type: 'integer' },
      email: { type: ['null', 'string'] },
      updated_at: { type: 'string', format: 'date-time' },
    },
  },
};

const usersWithPhone: AirbyteStream = {
  ...users,
  jsonSchema: {
    type: 'object',
    properties: {
      id: { type: 'integer' },
      email: { type: ['null', 'string'] },
      phone: { type: ['null', 'string'] },
      updated_at: { type: 'string', format: 'date-time' },
    },
  },
};

const orders: AirbyteStream = {
  name: 'orders',
  namespace: 'public',
  supportedSyncModes: ['full_refresh'],
  defaultCursorField: [],
  sourceDefinedPrimaryKey: [],
  jsonSchema: { type: 'object', properties: { number: { type: 'string' }, total: { type: ['null', 'number'] } } },
};

function chosen(stream: AirbyteStream): AirbyteStreamAndConfiguration {
  const incremental = stream.supportedSyncModes?.includes('incremental') === true;
  return {
    stream,
    config: {
      syncMode: incremental ? 'incremental' : 'full_refresh',
      destinationSyncMode: incremental ? 'append_dedup' : 'overwrite',
      cursorField: stream.defaultCursorField ?? [],
      primaryKey: stream.sourceDefinedPrimaryKey ?? [],
      selected: true,
    },
  };
}
