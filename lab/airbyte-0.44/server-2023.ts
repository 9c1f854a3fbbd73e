/** The operations as the server of May 2023 performs them, with the damage that it does. */
import { randomUUID } from 'node:crypto';
import { defined } from '../../src/json/defined.ts';
import type { OperationId } from '../../schemas/operations.ts';
import type { AirbyteStreamAndConfiguration } from '../../schemas/stream.ts';
import { diffCatalogs, isBreaking } from '../../src/backend/catalog-diff.ts';
import { handlersFor } from '../../src/backend/handlers.ts';
import { listItem } from '../../src/backend/read-model.ts';
import type { Store, StoredConnection, StoredOperation } from '../../src/backend/store.ts';
import { listOf, textOf, without } from '../json-access.ts';
import type { JsonObject } from '../json-access.ts';
import { checkNames, shownCreated, shownRead, shownRefreshed } from './connection-reads.ts';
import { checkRow, connectionTable, unknownCatalog } from './database.ts';
import type { Write } from './database.ts';
import { duplicateKey, idNotFound, illegalArgument, nullPointer } from './java-errors.ts';
import { asText } from './jsonb.ts';
import { NotificationRows } from './notification-rows.ts';
import { checkReset } from './reset.ts';
import type { StaleRows } from './stale-rows.ts';
import { scheduleOfNew, scheduleOfPatch } from './schedule-2023.ts';
import { duplicateIn, storedCatalog } from './stored-catalog.ts';
import { readOperation, writeOperations } from './stored-operations.ts';

export class Server2023 {
  readonly #store: Store;
  readonly #handlers: ReturnType<typeof handlersFor>;
  readonly #notifications = new NotificationRows();
  readonly #staleRows: StaleRows;
  /** Connections whose status column is null: they can be read, and are not listed. */
  readonly #withoutStatus = new Set<string>();
  /** Removed operations of which a connection still has the id. */
  readonly #tombstoned = new Map<string, StoredOperation>();

  constructor(store: Store, staleRows: StaleRows) {
    this.#store = store;
    this.#staleRows = staleRows;
    this.#handlers = handlersFor(store);
  }

  /** @throws {Refusal} for every answer other than 200. */
  perform(operation: OperationId, body: JsonObject): unknown {
    switch (operation) {
      case 'getStateType':
        return this.#handlers.getStateType({ connectionId: textOf(body['connectionId']) });
      case 'webBackendCheckUpdates':
        return this.#handlers.webBackendCheckUpdates(undefined);
      case 'webBackendListGeographies':
        return this.#handlers.webBackendListGeographies(undefined);
      case 'webBackendGetWorkspaceState':
        return this.#workspaceState(textOf(body['workspaceId']));
      case 'webBackendListConnectionsForWorkspace':
        return this.#list(body);
      case 'webBackendGetConnection':
        return this.#get(body);
      case 'webBackendCreateConnection':
        return this.#create(body);
      default:
        return this.#update(body);
    }
  }

  /** `/v1/connections/delete`: deprecates, and removes the operations. */
  deleteConnection(body: JsonObject): void {
    const connection = this.#stored(body['connectionId']);
    this.#removeOperations(connection, connection.operationIds);
    this.#change(connection.connectionId, { status: 'deprecated' });
    this.#withoutStatus.delete(connection.connectionId);
  }

  /** `/v1/operations/delete`: never looks at what it removes. */
  deleteOperation(body: JsonObject): void {
    if (body['operationId'] === undefined) throw nullPointer();
    const id = textOf(body['operationId']);
    if (!this.#store.operations.delete(id)) throw idNotFound('STANDARD_SYNC_OPERATION', id);
    for (const { connectionId, operationIds } of this.#store.connections.values())
      if (operationIds.includes(id))
        this.#change(connectionId, { operationIds: operationIds.filter((other) => other !== id) });
  }

  #listed(workspaceId: string): readonly StoredConnection[] {
    return [...this.#store.connections.values()].filter(
      ({ connectionId, sourceId, status }) =>
        status !== 'deprecated' &&
        !this.#withoutStatus.has(connectionId) &&
        this.#store.sources.get(sourceId)?.workspaceId === workspaceId,
    );
  }

  #workspaceState(workspaceId: string): JsonObject {
    const state = this.#handlers.webBackendGetWorkspaceState({ workspaceId });
    const counted = this.#listed(workspaceId).filter(
      ({ sourceId }) => this.#store.sources.get(sourceId)?.tombstoned === false,
    );
    return { ...state, hasConnections: counted.length > 0 };
  }

  #list(body: JsonObject): JsonObject {
    const chosen = (key: string, id: string): boolean =>
      listOf(body[key]).length === 0 || listOf(body[key]).includes(id);
    const connections = this.#listed(textOf(body['workspaceId'])).filter(
      ({ sourceId, destinationId }) => chosen('sourceId', sourceId) && chosen('destinationId', destinationId),
    );
    // Every catalog is converted, although no item shows it.
    for (const connection of connections) checkNames(connection);
    return { connections: connections.map((connection) => listItem(this.#store, connection)) };
  }

  #get(body: JsonObject): JsonObject {
    const connection = this.#stored(body['connectionId']);
    const read = this.#shown(shownRead(this.#store, connection), connection);
    if (body['withRefreshedCatalog'] !== true) return read;
    const { connectionId } = connection;
    const refreshed = this.#handlers.webBackendGetConnection({ connectionId, withRefreshedCatalog: true });
    const shown = shownRefreshed(refreshed, connection, this.#store);
    // The loop that re-evaluates the connections of a source leaves deprecated ones out.
    return connection.status === 'deprecated' ? without(shown, 'status', 'catalogDiff') : shown;
  }

  #stored(connectionId: unknown): StoredConnection {
    if (connectionId === undefined) throw nullPointer();
    const connection = this.#store.connections.get(textOf(connectionId));
    if (connection === undefined) throw idNotFound('STANDARD_SYNC', textOf(connectionId));
    return connection;
  }

  #shown(read: JsonObject, { connectionId }: StoredConnection): JsonObject {
    return this.#withoutStatus.has(connectionId) ? without(read, 'status') : read;
  }

  #create(body: JsonObject): JsonObject {
    const store = this.#store;
    const operationIds = writeOperations(store, body['operations'], []);
    const source = actorOf(store.sources, body['sourceId'], 'SOURCE_CONNECTION');
    const destination = actorOf(store.destinations, body['destinationId'], 'DESTINATION_CONNECTION');
    if (source.workspaceId !== destination.workspaceId)
      throw illegalArgument(
        `Source and destination do not belong to the same workspace. Source workspace id: ${source.workspaceId}, Destination workspace id: ${destination.workspaceId}`,
      );
    this.#checkWorkspaces(source.workspaceId, operationIds);
    const streams = body['syncCatalog'] === undefined ? [] : storedCatalog(body['syncCatalog'], { all: false });
    const schedule = scheduleOfNew(body);
    const connectionId = randomUUID();
    const connection = {
      connectionId,
      sourceId: source.id,
      destinationId: destination.id,
      name: `${source.name} <> ${destination.name}`,
      namespaceDefinition: 'source',
      geography: store.workspaces.get(source.workspaceId)?.geography ?? 'auto',
      nonBreakingChangesPreference: 'ignore',
      status: 'inactive',
      ...columnsOf(body),
      ...schedule,
      streams,
      operationIds,
      notifySchemaChanges: false,
      notifySchemaChangesByEmail: false,
      breakingChange: false,
    } as StoredConnection; // not validated, on purpose
    this.#write('insert', connection);
    if (body['status'] === undefined) this.#withoutStatus.add(connectionId);
    return this.#shown(shownCreated(store, connection), connection);
  }

  #update(body: JsonObject): JsonObject {
    const store = this.#store;
    const current = this.#stored(body['connectionId']);
    checkNames(current);
    const source = store.sources.get(current.sourceId);
    const newest = store.catalogs.get(source?.newestCatalogId ?? '');
    const sent = body['syncCatalog'];
    // Only the difference to a discovered catalog looks at the one that was sent so early.
    const compared = sent === undefined || newest === undefined ? undefined : storedCatalog(sent, { all: true });
    const duplicate = duplicateIn(compared ?? []);
    if (duplicate !== undefined) throw duplicateKey(duplicate);
    // From here on nothing is taken back.
    const operationIds =
      body['operations'] === undefined ? undefined : this.#replaceOperations(body['operations'], current);
    const schedule = scheduleOfPatch(body);
    this.#checkWorkspaces(source?.workspaceId ?? '', operationIds ?? []);
    const streams = compared ?? (sent === undefined ? undefined : storedCatalog(sent, { all: false }));
    const { scheduleData, ...rest } = this.#staleRows.instead(current) ?? this.#stored(current.connectionId);
    const next = {
      ...rest,
      ...(schedule === undefined && scheduleData !== undefined ? { scheduleData } : {}),
      ...columnsOf(body),
      ...schedule,
      ...defined({ streams, operationIds }),
      ...(compared === undefined || newest === undefined
        ? {}
        : { breakingChange: isBreaking(diffCatalogs(streamsOf(compared), newest.streams, compared)) }),
      ...this.#notifications.after(current, body),
    } as StoredConnection; // not validated, on purpose
    this.#write('update', next);
    if (body['status'] !== undefined) this.#withoutStatus.delete(next.connectionId);
    if (body['skipReset'] !== true) checkReset(current, next, streams !== undefined);
    return this.#shown(shownRead(store, next), next);
  }

  /** Known ones are changed, missing ones are removed; new ones are attached with the row, if that is ever written. */
  #replaceOperations(sent: unknown, current: StoredConnection): readonly string[] {
    const ids = writeOperations(this.#store, sent, current.operationIds);
    this.#removeOperations(
      current,
      current.operationIds.filter((id) => !ids.includes(id)),
    );
    return ids;
  }

  /** Each is read after it was removed: one that cannot be read keeps its place, and stops the rest. */
  #removeOperations({ connectionId, operationIds }: StoredConnection, ids: readonly string[]): void {
    const others = [...this.#store.connections.values()].filter((other) => other.connectionId !== connectionId);
    for (const id of ids) {
      if (others.some((other) => other.operationIds.includes(id))) continue;
      const operation = this.#store.operations.get(id) ?? this.#tombstoned.get(id);
      if (operation === undefined) continue;
      this.#store.operations.delete(id);
      this.#tombstoned.set(id, operation);
      readOperation(operation);
    }
    this.#change(connectionId, { operationIds: operationIds.filter((id) => !ids.includes(id)) });
  }

  #checkWorkspaces(home: string, operationIds: readonly string[]): void {
    for (const id of operationIds) {
      const workspaceId = this.#store.operations.get(id)?.workspaceId;
      if (workspaceId !== undefined && workspaceId !== home)
        throw illegalArgument(
          `Operation and connection do not belong to the same workspace. Operation id: ${id}, Operation workspace id: ${workspaceId}, Connection workspace id: ${home}`,
        );
    }
  }

  #write(write: Write, connection: StoredConnection): void {
    const { sourceCatalogId, streams, scheduleData, resourceRequirements, name, prefix, namespaceFormat } = connection;
    checkRow(write, connectionTable, {
      name,
      prefix,
      namespace_format: namespaceFormat,
      catalog: streams,
      schedule_data: scheduleData,
      resource_requirements: resourceRequirements,
    });
    if (sourceCatalogId !== undefined && !this.#store.catalogs.has(sourceCatalogId))
      throw unknownCatalog(write, sourceCatalogId);
    this.#store.connections.set(connection.connectionId, connection);
  }

  #change(connectionId: string, change: Partial<StoredConnection>): void {
    const connection = this.#store.connections.get(connectionId);
    if (connection !== undefined) this.#store.connections.set(connectionId, { ...connection, ...change });
  }
}

const columns = [
  'name',
  'namespaceDefinition',
  'namespaceFormat',
  'prefix',
  'status',
  'resourceRequirements',
  'sourceCatalogId',
  'geography',
  'nonBreakingChangesPreference',
];

function columnsOf(body: JsonObject): JsonObject {
  return Object.fromEntries(
    columns.flatMap((key) => {
      const value = body[key];
      return value === undefined ? [] : [[key, typeof value === 'string' ? asText(value) : value]];
    }),
  );
}

function actorOf<Actor>(actors: ReadonlyMap<string, Actor>, id: unknown, kind: string): Actor {
  if (id === undefined) throw nullPointer();
  const actor = actors.get(textOf(id));
  if (actor === undefined) throw idNotFound(kind, textOf(id));
  return actor;
}

function streamsOf(entries: readonly AirbyteStreamAndConfiguration[]) {
  return entries.flatMap(({ stream }) => (stream === undefined ? [] : [stream]));
}
