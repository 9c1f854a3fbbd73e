/** What the pretend server shows of connections: the answers of a conforming server, to be changed member by member. */
import { stream } from '../engine/case-steps.ts';

export const workspaceId = '000000a1-0000-4000-8000-000000000001';
export const sourceId = '000000b1-0000-4000-8000-000000000001';
export const destinationId = '000000c1-0000-4000-8000-000000000001';
export const sourceCatalogId = '000000d1-0000-4000-8000-000000000001';
/** Of another workspace. */
export const foreign = {
  workspaceId: '000000a2-0000-4000-8000-000000000002',
  sourceId: '000000b2-0000-4000-8000-000000000002',
  destinationId: '000000c2-0000-4000-8000-000000000002',
  connectionIds: ['000000f2-0000-4000-8000-000000000001'],
  sourceCatalogId: '000000d2-0000-4000-8000-000000000001',
};

/** Of the workspace, since 2025. */
export const tags = ['nightly', 'finance'].map((name, index) => ({
  tagId: `000000a8-0000-4000-8000-00000000000${index + 1}`,
  workspaceId,
  name,
  color: '75DCFF',
}));

/** What an active connection may show at any time. */
export const runningJob = { isSyncing: true, latestSyncJobCreatedAt: 1_700_000_000, latestSyncJobStatus: 'running' };

/** The id of a connection by its number in the case. */
export function idOf(handle: number): string {
  return `000000f0-0000-4000-8000-00000000000${handle}`;
}

const source = {
  sourceId,
  sourceDefinitionId: '000000e1-0000-4000-8000-000000000001',
  name: 'Home Postgres',
  sourceName: 'Postgres',
};
const destination = {
  destinationId,
  destinationDefinitionId: '000000e2-0000-4000-8000-000000000001',
  name: 'Warehouse',
  destinationName: 'Snowflake',
};

/** A read of the connection that `create(handle)` makes. */
export function read(handle: number, members: object = {}): object {
  return {
    connectionId: idOf(handle),
    name: `airlock-test-${handle}`,
    sourceId,
    destinationId,
    status: 'inactive',
    prefix: 'before_',
    namespaceDefinition: 'source',
    geography: 'auto',
    scheduleType: 'manual',
    syncCatalog: { streams: [stream('users'), stream('orders')] },
    operations: [],
    operationIds: [],
    source: { ...source, workspaceId, connectionConfiguration: {} },
    destination: { ...destination, workspaceId, connectionConfiguration: {} },
    isSyncing: false,
    schemaChange: 'no_change',
    notifySchemaChanges: false,
    notifySchemaChangesByEmail: false,
    nonBreakingChangesPreference: 'ignore',
    ...members,
  };
}

/** The same connection in a list. */
export function item(handle: number, members: object = {}): object {
  return {
    connectionId: idOf(handle),
    name: `airlock-test-${handle}`,
    status: 'inactive',
    scheduleType: 'manual',
    source,
    destination,
    isSyncing: false,
    schemaChange: 'no_change',
    ...members,
  };
}
