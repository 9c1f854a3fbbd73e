/** Builds what the operations answer from the rows. */
import { defined } from '../../src/json/defined.ts';
import { objectOf } from '../json-access.ts';
import type { JsonObject } from '../json-access.ts';
import { framed } from './framed-catalog.ts';
import { operationRead } from './stored-operations.ts';
import type { ActorRow, ConnectionRow, StreamRow, Tables } from './tables.ts';

/** The answer of get and update: framed by the discovered catalog where the connection has one. @throws {Failure} */
export function connectionRead(tables: Tables, connection: ConnectionRow): JsonObject {
  const frame = tables.catalogs.get(connection.sourceCatalogId ?? '');
  return readWith(tables, connection, frame === undefined ? connection.streams : framed(connection.streams, frame));
}

/** The same around other streams: create answers what was sent, a refresh what was found. @throws {Failure} */
export function readWith(tables: Tables, connection: ConnectionRow, streams: readonly StreamRow[]): JsonObject {
  const source = actorOf(tables.sources, connection.sourceId);
  const destination = actorOf(tables.destinations, connection.destinationId);
  const { scheduleType, scheduleData, resourceRequirements, sourceCatalogId, destinationCatalogId } = connection;
  const basic = objectOf(scheduleData?.['basicSchedule']);
  return {
    connectionId: connection.connectionId,
    name: connection.name,
    namespaceDefinition: connection.namespaceDefinition,
    ...defined({ namespaceFormat: connection.namespaceFormat, prefix: connection.prefix }),
    sourceId: connection.sourceId,
    destinationId: connection.destinationId,
    syncCatalog: { streams: streams.map(({ stream, config }) => ({ stream, config })) },
    ...(scheduleType === 'basic' ? { schedule: { ...basic } } : {}),
    scheduleType,
    ...defined({ scheduleData, status: connection.status }),
    operationIds: connection.operationIds.filter((id) => tables.operations.has(id)),
    source: actorRead(source, 'source'),
    destination: actorRead(destination, 'destination'),
    operations: connection.operationIds.flatMap((id) => {
      const operation = tables.operations.get(id);
      return operation === undefined ? [] : [operationRead(operation)];
    }),
    ...syncOf(tables, connection),
    ...defined({ resourceRequirements, catalogId: sourceCatalogId, destinationCatalogId }),
    schemaChange: schemaChangeOf(tables, connection),
    notifySchemaChanges: connection.notifySchemaChanges,
    notifySchemaChangesByEmail: connection.notifySchemaChangesByEmail ?? false,
    nonBreakingChangesPreference: connection.nonBreakingChangesPreference,
    createdAt: connection.createdAt,
    backfillPreference: connection.backfillPreference,
    ...versionsAndTags(tables, connection),
  };
}

/** The row of a connection in a list. */
export function listItem(tables: Tables, connection: ConnectionRow): JsonObject {
  const { connectionId, name, scheduleType, scheduleData, status } = connection;
  return {
    connectionId,
    name,
    scheduleType,
    ...defined({ scheduleData, status }),
    source: snippet(actorOf(tables.sources, connection.sourceId), 'source'),
    destination: snippet(actorOf(tables.destinations, connection.destinationId), 'destination'),
    ...syncOf(tables, connection),
    schemaChange: schemaChangeOf(tables, connection),
    ...versionsAndTags(tables, connection),
  };
}

/** The row of a source or destination. @throws {Error} for an id that no connection can have. */
export function actorOf<Actor>(actors: ReadonlyMap<string, Actor>, id: string): Actor {
  const found = actors.get(id);
  if (found === undefined) throw new Error(`Cannot read a connection: its actor ${id} is not stored`);
  return found;
}

function versionsAndTags(tables: Tables, connection: ConnectionRow): JsonObject {
  return {
    sourceActorDefinitionVersion: actorOf(tables.sources, connection.sourceId).connector.version,
    destinationActorDefinitionVersion: actorOf(tables.destinations, connection.destinationId).connector.version,
    tags: connection.tagIds.flatMap((id) => tables.tags.get(id) ?? []),
  };
}

function snippet({ id, name, connector }: ActorRow, kind: 'source' | 'destination'): JsonObject {
  return {
    [`${kind}Id`]: id,
    name,
    [`${kind}DefinitionId`]: connector.definitionId,
    [`${kind}Name`]: connector.name,
    icon: iconOf(connector.definitionId),
  };
}

function actorRead(actor: ActorRow, kind: 'source' | 'destination'): JsonObject {
  const { id, name, connector, workspaceId, configuration, createdAt } = actor;
  return {
    [`${kind}DefinitionId`]: connector.definitionId,
    [`${kind}Id`]: id,
    workspaceId,
    connectionConfiguration: configuration,
    name,
    [`${kind}Name`]: connector.name,
    icon: iconOf(connector.definitionId),
    isVersionOverrideApplied: false,
    isEntitled: true,
    supportState: 'supported',
    createdAt,
    connectionJobStatuses: {},
  };
}

/** An address, no longer the picture itself. */
function iconOf(definitionId: string): string {
  return `https://connectors.example.com/${definitionId}/icon.svg`;
}

function syncOf({ syncs }: Tables, { connectionId }: ConnectionRow): JsonObject {
  const latest = syncs.get(connectionId);
  return {
    ...defined({ latestSyncJobCreatedAt: latest?.createdAt, latestSyncJobStatus: latest?.status }),
    isSyncing: latest?.status === 'running',
  };
}

function schemaChangeOf({ sources }: Tables, { sourceId, sourceCatalogId, breakingChange }: ConnectionRow): string {
  if (sourceCatalogId === undefined) return 'no_change';
  if (breakingChange) return 'breaking';
  const newest = sources.get(sourceId)?.newestCatalogId;
  return newest === undefined || newest === sourceCatalogId ? 'no_change' : 'non_breaking';
}
