/** Gives an embedded server what a recorded one held before each run. */
import { isObject, listAt, member, objectAt, textAt } from '../../../src/json/json.ts';
import type { JsonObject } from '../../../src/json/json.ts';
import { defined } from '../../../src/json/defined.ts';
import type { AirbyteStream } from '../../../schemas/stream.ts';
import type { StoredActor, StoredConnection, StoredOperation, Store } from '../../../src/backend/store.ts';
import type { RecordedSeed } from './recording.ts';

/** Empties the store first. Connections that no run has read are missing. */
export function seedStore(store: Store, { ids, reads }: RecordedSeed): void {
  for (const part of [store.workspaces, store.sources, store.destinations, store.catalogs]) part.clear();
  for (const part of [store.connections, store.operations, store.jobs, store.states]) part.clear();
  store.outdated = { sourceDefinitions: 0, destinationDefinitions: 0 };
  for (const [name, workspaceId] of Object.entries(ids['workspaces'] ?? {}))
    store.workspaces.set(workspaceId, { workspaceId, name, geography: 'auto' });
  addActors(store, { ids, reads });
  for (const read of reads) addConnection(store, read);
}

function addActors(store: Store, { ids, reads }: RecordedSeed): void {
  const actorOf = (kind: 'source' | 'destination', name: string, id: string): StoredActor => {
    const shown = objectAt(
      reads.find((read) => textAt(read, `${kind}Id`) === id),
      kind,
    );
    const workspace = name.startsWith('second-') ? 'Second' : 'Main';
    return {
      id,
      workspaceId: textAt(shown, 'workspaceId') ?? ids['workspaces']?.[workspace] ?? '',
      definitionId: textAt(shown, `${kind}DefinitionId`) ?? id,
      name,
      connectorName: textAt(shown, `${kind}Name`) ?? name,
      configuration: member(shown, 'connectionConfiguration') ?? {},
      ...defined({ icon: textAt(shown, 'icon') }),
      tombstoned: false,
    };
  };
  for (const [name, id] of Object.entries(ids['destinations'] ?? {}))
    store.destinations.set(id, actorOf('destination', name, id));
  for (const [name, id] of Object.entries(ids['sources'] ?? {})) {
    const newestCatalogId = ids['catalogs']?.[name];
    const framed = reads.find((read) => textAt(read, 'catalogId') === newestCatalogId);
    const streams = streamsOf(framed).map((entry) => objectAt(entry, 'stream') as unknown as AirbyteStream); // as the server sent it
    store.sources.set(id, { ...actorOf('source', name, id), discoverable: streams, ...defined({ newestCatalogId }) });
    if (newestCatalogId !== undefined && !store.catalogs.has(newestCatalogId))
      store.catalogs.set(newestCatalogId, { catalogId: newestCatalogId, sourceId: id, streams });
  }
}

function addConnection(store: Store, read: JsonObject): void {
  const { connectionId, catalogId, syncCatalog: _syncCatalog, source: _source, destination: _destination } = read;
  const { operations: _operations, schedule: _schedule, schemaChange: _schemaChange, ...columns } = read;
  const { latestSyncJobCreatedAt, latestSyncJobStatus, isSyncing: _isSyncing, ...rest } = columns;
  const id = String(connectionId);
  for (const operation of listAt(read, 'operations'))
    store.operations.set(textAt(operation, 'operationId') ?? '', operation as StoredOperation); // as the server sent it
  store.connections.set(id, {
    ...rest,
    ...defined({ sourceCatalogId: catalogId }),
    streams: streamsOf(read).filter((entry) => member(objectAt(entry, 'config'), 'selected') === true),
    breakingChange: false,
  } as unknown as StoredConnection); // as the server sent it
  if (typeof latestSyncJobCreatedAt === 'number')
    store.jobs.set(id, [
      { kind: 'sync', status: latestSyncJobStatus as 'succeeded', createdAt: latestSyncJobCreatedAt }, // as the server sent it
    ]);
}

function streamsOf(read: unknown): readonly JsonObject[] {
  return listAt(objectAt(read, 'syncCatalog'), 'streams').filter(isObject);
}
