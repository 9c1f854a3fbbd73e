/** Builds what the operations answer from what is stored. */
import { defined } from '../json/defined.ts';
import type { WebBackendConnectionListItem, WebBackendConnectionRead } from '../../schemas/connection.ts';
import type { SchemaChange } from '../../schemas/connection.ts';
import type { AirbyteStream, AirbyteStreamAndConfiguration } from '../../schemas/stream.ts';
import { topLevelProperties } from './catalog-rules.ts';
import type { Store, StoredConnection, StoredJob } from './store.ts';

/** The read model of get and update: framed by the discovered catalog where one is stored. */
export function connectionRead(store: Store, connection: StoredConnection): WebBackendConnectionRead {
  const frame = connection.sourceCatalogId === undefined ? undefined : store.catalogs.get(connection.sourceCatalogId);
  const streams = frame === undefined ? connection.streams : framedStreams(connection.streams, frame.streams);
  return { ...readWithoutCatalog(store, connection), syncCatalog: { streams: [...streams] } };
}

/** The read model of create: the stored streams only. */
export function createdRead(store: Store, connection: StoredConnection): WebBackendConnectionRead {
  return { ...readWithoutCatalog(store, connection), syncCatalog: { streams: [...connection.streams] } };
}

export function listItem(store: Store, connection: StoredConnection): WebBackendConnectionListItem {
  const source = actor(store.sources, connection.sourceId);
  const destination = actor(store.destinations, connection.destinationId);
  return {
    connectionId: connection.connectionId,
    name: connection.name,
    scheduleType: connection.scheduleType,
    ...defined({ scheduleData: connection.scheduleData }),
    status: connection.status,
    source: {
      sourceId: source.id,
      name: source.name,
      sourceDefinitionId: source.definitionId,
      sourceName: source.connectorName,
      ...defined({ icon: source.icon }),
    },
    destination: {
      destinationId: destination.id,
      name: destination.name,
      destinationDefinitionId: destination.definitionId,
      destinationName: destination.connectorName,
      ...defined({ icon: destination.icon }),
    },
    ...jobMembers(store, connection),
    schemaChange: schemaChangeOf(store, connection),
  };
}

/** `Omit` would lose the declared members, because the read model is open. */
type ReadWithoutCatalog = {
  [Key in keyof WebBackendConnectionRead as Key extends 'syncCatalog' ? never : Key]: WebBackendConnectionRead[Key];
};

function readWithoutCatalog(store: Store, connection: StoredConnection): ReadWithoutCatalog {
  const source = actor(store.sources, connection.sourceId);
  const destination = actor(store.destinations, connection.destinationId);
  const { namespaceFormat, prefix, scheduleData, resourceRequirements, sourceCatalogId } = connection;
  return {
    connectionId: connection.connectionId,
    name: connection.name,
    namespaceDefinition: connection.namespaceDefinition,
    ...defined({ namespaceFormat, prefix }),
    sourceId: connection.sourceId,
    destinationId: connection.destinationId,
    ...(scheduleData?.basicSchedule === undefined ? {} : { schedule: scheduleData.basicSchedule }),
    scheduleType: connection.scheduleType,
    ...defined({ scheduleData }),
    status: connection.status,
    operationIds: [...connection.operationIds],
    source: {
      sourceDefinitionId: source.definitionId,
      sourceId: source.id,
      workspaceId: source.workspaceId,
      connectionConfiguration: source.configuration,
      name: source.name,
      sourceName: source.connectorName,
      ...defined({ icon: source.icon }),
    },
    destination: {
      destinationDefinitionId: destination.definitionId,
      destinationId: destination.id,
      workspaceId: destination.workspaceId,
      connectionConfiguration: destination.configuration,
      name: destination.name,
      destinationName: destination.connectorName,
      ...defined({ icon: destination.icon }),
    },
    operations: connection.operationIds.flatMap((id) => {
      const operation = store.operations.get(id);
      return operation === undefined ? [] : [{ ...operation }];
    }),
    ...jobMembers(store, connection),
    ...defined({ resourceRequirements, catalogId: sourceCatalogId }),
    geography: connection.geography,
    schemaChange: schemaChangeOf(store, connection),
    notifySchemaChanges: connection.notifySchemaChanges,
    notifySchemaChangesByEmail: connection.notifySchemaChangesByEmail,
    nonBreakingChangesPreference: connection.nonBreakingChangesPreference,
  };
}

function actor<Actor>(actors: ReadonlyMap<string, Actor>, id: string): Actor {
  const found = actors.get(id);
  if (found === undefined) throw new Error(`Cannot read a connection: its actor ${id} is not stored`);
  return found;
}

/** The latest sync job; resets do not count. */
function jobMembers(
  store: Store,
  connection: StoredConnection,
): { isSyncing: boolean; latestSyncJobCreatedAt?: number; latestSyncJobStatus?: StoredJob['status'] } {
  const syncs = (store.jobs.get(connection.connectionId) ?? []).filter((job) => job.kind === 'sync');
  const latest = syncs.toSorted((left, right) => right.createdAt - left.createdAt)[0];
  return {
    isSyncing: syncs.some((job) => job.status === 'pending' || job.status === 'running' || job.status === 'incomplete'),
    ...(latest === undefined ? {} : { latestSyncJobCreatedAt: latest.createdAt, latestSyncJobStatus: latest.status }),
  };
}

export function schemaChangeOf(store: Store, connection: StoredConnection): SchemaChange {
  if (connection.sourceCatalogId === undefined) return 'no_change';
  if (connection.breakingChange) return 'breaking';
  const newest = store.sources.get(connection.sourceId)?.newestCatalogId;
  return newest !== undefined && newest !== connection.sourceCatalogId ? 'non_breaking' : 'no_change';
}

/** One entry per discovered stream, in its order; configured streams keep what was chosen for them. */
export function framedStreams(
  configured: readonly AirbyteStreamAndConfiguration[],
  discovered: readonly AirbyteStream[],
): readonly AirbyteStreamAndConfiguration[] {
  const chosen = new Map(configured.map((entry) => [identityOf(entry.stream), entry]));
  return discovered.map((stream) => {
    const entry = chosen.get(identityOf(stream));
    return entry === undefined ? unselected(stream) : reframed(entry, stream);
  });
}

export function identityOf(stream: Pick<AirbyteStream, 'name' | 'namespace'> | undefined): string {
  return JSON.stringify([stream?.namespace ?? '', stream?.name ?? '']);
}

function unselected(stream: AirbyteStream): AirbyteStreamAndConfiguration {
  const syncMode = stream.supportedSyncModes?.[0] ?? 'full_refresh';
  return {
    stream,
    config: {
      syncMode,
      destinationSyncMode: syncMode === 'incremental' ? 'append' : 'overwrite',
      cursorField: stream.defaultCursorField ?? [],
      primaryKey: stream.sourceDefinedPrimaryKey ?? [],
      aliasName: stream.name,
      selected: false,
      suggested: false,
    },
  };
}

function reframed(
  { stream: old, config }: AirbyteStreamAndConfiguration,
  stream: AirbyteStream,
): AirbyteStreamAndConfiguration {
  if (config === undefined) return unselected(stream);
  const supported = stream.supportedSyncModes ?? [];
  const known = new Set(Object.keys(topLevelProperties(old?.jsonSchema)));
  const chosen = new Set((config.selectedFields ?? []).map(({ fieldPath }) => fieldPath?.[0]));
  const fields = Object.keys(topLevelProperties(stream.jsonSchema)).filter(
    (name) => chosen.has(name) || !known.has(name),
  );
  return {
    stream,
    config: {
      ...config,
      syncMode:
        supported.length === 0 || supported.includes(config.syncMode)
          ? config.syncMode
          : (supported[0] ?? config.syncMode),
      cursorField: config.cursorField?.length ? config.cursorField : (stream.defaultCursorField ?? []),
      primaryKey: config.primaryKey?.length ? config.primaryKey : (stream.sourceDefinedPrimaryKey ?? []),
      ...(config.fieldSelectionEnabled === true
        ? { selectedFields: fields.map((name) => ({ fieldPath: [name] })) }
        : {}),
    },
  };
}
