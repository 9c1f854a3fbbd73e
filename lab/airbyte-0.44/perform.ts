/** The eight operations as the server of May 2023 performs them, with the damage that it does. */
import { defined } from '../../src/json/defined.ts';
import { randomUUID } from 'node:crypto';
import { operations } from '../../schemas/operations.ts';
import type { Operation, OperationId } from '../../schemas/operations.ts';
import { listOf, objectOf, textOf } from '../json-access.ts';
import type { JsonObject } from '../json-access.ts';
import { handlersFor } from '../../src/backend/handlers.ts';
import { topLevelProperties } from '../../src/backend/catalog-rules.ts';
import { connectionRead, createdRead, listItem } from '../../src/backend/read-model.ts';
import { Refusal } from '../../src/backend/refusal.ts';
import type { Perform } from '../../src/backend/perform.ts';
import type { Store, StoredConnection } from '../../src/backend/store.ts';
import { converted, UnconvertibleError } from './jackson.ts';
import { databaseRefused, frameworkError, idNotFound, nullPointer, uncaught } from './java-errors.ts';
import { scheduleOfNew, scheduleOfPatch } from './schedule-2023.ts';
import { hasDuplicates, storedCatalog } from './stored-catalog.ts';
import { checkReadable, writeOperations } from './stored-operations.ts';

/** Names of the parameters in the code: a member of that name is bound instead of the body. */
const parameters: Readonly<Partial<Record<OperationId, string>>> = {
  getStateType: 'connectionIdRequestBody',
  webBackendCreateConnection: 'webBackendConnectionCreate',
  webBackendGetConnection: 'webBackendConnectionRequestBody',
  webBackendUpdateConnection: 'webBackendConnectionUpdate',
  webBackendListConnectionsForWorkspace: 'webBackendConnectionListRequestBody',
  webBackendGetWorkspaceState: 'webBackendWorkspaceState',
};

export function perform2023(store: Store): Perform {
  const server = new Server2023(store);
  return (operation, body) => {
    try {
      return server.perform(operation, bound(operation, body));
    } catch (error) {
      if (error instanceof Refusal) throw error;
      throw uncaught('null');
    }
  };
}

/** @throws {Refusal} 400 for what cannot be converted. */
function bound(operation: OperationId, body: unknown): JsonObject {
  const { request, path }: Operation = operations[operation];
  if (request === undefined) return {};
  const own = objectOf(body)[parameters[operation] ?? ''];
  try {
    if (Array.isArray(body)) throw new UnconvertibleError('Cannot convert a list: expected an object');
    return objectOf(converted(own ?? body, request));
  } catch (error) {
    if (!(error instanceof UnconvertibleError)) throw error;
    const parameter = parameters[operation] ?? 'body';
    throw frameworkError(400, 'Bad Request', `/api${path}`, `Required argument [${parameter}] not specified`);
  }
}

class Server2023 {
  readonly #store: Store;
  readonly #handlers: ReturnType<typeof handlersFor>;
  /** Connections whose status column is null: they can be read, and are not listed. */
  readonly #withoutStatus = new Set<string>();

  constructor(store: Store) {
    this.#store = store;
    this.#handlers = handlersFor(store);
  }

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
    const read = this.#read(connection);
    if (body['withRefreshedCatalog'] !== true) return read;
    const { connectionId } = connection;
    const refreshed = this.#handlers.webBackendGetConnection({ connectionId, withRefreshedCatalog: true });
    // The loop that re-evaluates the connections of a source leaves deprecated ones out.
    return connection.status === 'deprecated' ? without(refreshed, 'status') : refreshed;
  }

  #stored(connectionId: unknown): StoredConnection {
    if (connectionId === undefined) throw nullPointer('java.util.UUID.toString()');
    const connection = this.#store.connections.get(textOf(connectionId));
    if (connection === undefined) throw idNotFound('STANDARD_SYNC', textOf(connectionId));
    return connection;
  }

  #read(connection: StoredConnection): JsonObject {
    checkNames(connection);
    for (const id of connection.operationIds) {
      const operation = this.#store.operations.get(id);
      if (operation !== undefined) checkReadable(operation);
    }
    if (connection.sourceCatalogId !== undefined && hasDuplicates(connection.streams))
      throw uncaught(`Duplicate key ${String(connection.streams[0]?.stream?.name)}`);
    return this.#shown(connectionRead(this.#store, connection), connection);
  }

  #shown(read: JsonObject, connection: StoredConnection): JsonObject {
    const streams = listOf(objectOf(read['syncCatalog'])['streams']).map((entry) =>
      connection.sourceCatalogId === undefined ? restricted(objectOf(entry)) : entry,
    );
    const shown = { ...read, syncCatalog: { streams } };
    return this.#withoutStatus.has(connection.connectionId) ? without(shown, 'status') : shown;
  }

  #create(body: JsonObject): JsonObject {
    const store = this.#store;
    const operationIds = writeOperations(store, body['operations'], []);
    const source = actorOf(store.sources, body['sourceId'], 'SOURCE_CONNECTION');
    const destination = actorOf(store.destinations, body['destinationId'], 'DESTINATION_CONNECTION');
    checkWorkspaces(source.workspaceId, [destination.workspaceId, ...workspacesOf(store, operationIds)]);
    const schedule = scheduleOfNew(body);
    const streams = body['syncCatalog'] === undefined ? [] : storedCatalog(body['syncCatalog'], { all: false });
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
    checkColumns(store, body, 'insert into "public"."connection" ("id", "name", "status") values (?, ?, ?)');
    store.connections.set(connectionId, connection);
    if (body['status'] === undefined) this.#withoutStatus.add(connectionId);
    checkNames(connection);
    return this.#shown(createdRead(store, connection), connection);
  }

  #update(body: JsonObject): JsonObject {
    const store = this.#store;
    const current = this.#stored(body['connectionId']);
    const source = store.sources.get(current.sourceId);
    const before = this.#read(current);
    const discovered = source?.newestCatalogId !== undefined;
    const streams =
      body['syncCatalog'] === undefined ? undefined : storedCatalog(body['syncCatalog'], { all: discovered });
    if (streams !== undefined && discovered && hasDuplicates(streams)) throw uncaught('Duplicate key of a stream');
    // From here on nothing is taken back.
    const operationIds = this.#replaceOperations(body['operations'], current);
    const schedule = scheduleOfPatch(body);
    checkWorkspaces(source?.workspaceId ?? '', workspacesOf(store, operationIds ?? []));
    checkColumns(store, body, 'update "public"."connection" set "name" = ?, "status" = ? where "id" = ?');
    const { scheduleData, ...rest } = current;
    const next = {
      ...rest,
      ...(schedule === undefined && scheduleData !== undefined ? { scheduleData } : {}),
      ...columnsOf(body),
      ...schedule,
      ...defined({ streams, operationIds }),
    } as StoredConnection; // not validated, on purpose
    store.connections.set(next.connectionId, next);
    if (body['status'] !== undefined) this.#withoutStatus.delete(next.connectionId);
    this.#notify(current, body);
    const written = this.#stored(next.connectionId);
    if (body['skipReset'] !== true) checkReset(written, streams, before);
    return this.#read(written);
  }

  #replaceOperations(sent: unknown, current: StoredConnection): readonly string[] | undefined {
    if (sent === undefined) return undefined;
    const ids = writeOperations(this.#store, sent, current.operationIds);
    for (const id of current.operationIds) if (!ids.includes(id)) this.#store.operations.delete(id);
    // Written at once: what fails from here on leaves them replaced.
    this.#store.connections.set(current.connectionId, { ...current, operationIds: ids });
    return ids;
  }

  /** Two defects: the statement has no WHERE, and the e-mail flag is compared with the flag of the webhook. */
  #notify(current: StoredConnection, body: JsonObject): void {
    const webhook = (body['notifySchemaChanges'] ?? current.notifySchemaChanges) === true;
    const email = (body['notifySchemaChangesByEmail'] ?? current.notifySchemaChangesByEmail) === true;
    if (current.notifySchemaChanges !== webhook) this.#setEveryFlag(webhook);
    const stored = this.#stored(current.connectionId).notifySchemaChangesByEmail;
    if (stored !== webhook) this.#setEveryFlag(email);
  }

  #setEveryFlag(enabled: boolean): void {
    for (const connection of this.#store.connections.values())
      this.#store.connections.set(connection.connectionId, {
        ...connection,
        notifySchemaChanges: enabled,
        notifySchemaChangesByEmail: enabled,
      });
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
  return Object.fromEntries(columns.flatMap((key) => (body[key] === undefined ? [] : [[key, body[key]]])));
}

/** What the table refuses. */
function checkColumns(store: Store, body: JsonObject, statement: string): void {
  for (const key of ['name', 'prefix', 'namespaceFormat'])
    if (textOf(body[key]).length > 256)
      throw databaseRefused(statement, 'value too long for type character varying(256)');
  const { operations: _operations, ...row } = body;
  if (JSON.stringify(row).includes('\\u0000'))
    throw databaseRefused(statement, 'invalid byte sequence for encoding "UTF8": 0x00');
  const { sourceCatalogId } = body;
  if (sourceCatalogId !== undefined && !store.catalogs.has(textOf(sourceCatalogId)))
    throw databaseRefused(statement, 'insert or update on table "connection" violates foreign key constraint');
}

/** The alias of every stream is computed when a connection is read. */
function checkNames({ streams }: StoredConnection): void {
  for (const { stream } of streams)
    if (objectOf(stream)['name'] === undefined) throw nullPointer('java.lang.CharSequence.toString()');
}

/** Streams that changed are reset; the difference is computed after the row has been written. */
function checkReset(
  written: StoredConnection,
  streams: StoredConnection['streams'] | undefined,
  before: JsonObject,
): void {
  if (hasDuplicates(written.streams)) throw uncaught('Duplicate key of a stream');
  if (streams === undefined) return;
  const old = listOf(objectOf(before['syncCatalog'])['streams']).map((entry) => objectOf(objectOf(entry)['stream']));
  for (const { stream } of streams) {
    const previous = old.find(({ name, namespace }) => name === stream?.name && namespace === stream?.namespace);
    if (previous === undefined || JSON.stringify(previous['jsonSchema']) === JSON.stringify(stream?.jsonSchema))
      continue;
    const properties = [previous['jsonSchema'], stream?.jsonSchema].flatMap((schema) =>
      Object.values(topLevelProperties(schema)),
    );
    if (properties.some((property) => typeof property === 'boolean'))
      throw uncaught('Expected an object, found a boolean');
  }
}

function checkWorkspaces(home: string, others: readonly string[]): void {
  if (others.some((workspaceId) => workspaceId !== home))
    throw uncaught(`Source, destination and operations do not belong to the workspace ${home}`);
}

function workspacesOf(store: Store, operationIds: readonly string[]): readonly string[] {
  return operationIds.flatMap((id) => store.operations.get(id)?.workspaceId ?? []);
}

function actorOf<Actor>(actors: ReadonlyMap<string, Actor>, id: unknown, kind: string): Actor {
  if (id === undefined) throw nullPointer('java.util.UUID.toString()');
  const actor = actors.get(textOf(id));
  if (actor === undefined) throw idNotFound(kind, textOf(id));
  return actor;
}

/** A stream with field selection shows the selected fields only. */
function restricted(entry: JsonObject): JsonObject {
  const stream = objectOf(entry['stream']);
  const config = objectOf(entry['config']);
  if (config['fieldSelectionEnabled'] !== true) return entry;
  const chosen = new Set(listOf(config['selectedFields']).map((field) => listOf(objectOf(field)['fieldPath'])[0]));
  const kept = Object.entries(topLevelProperties(stream['jsonSchema'])).filter(([name]) => chosen.has(name));
  const jsonSchema = { ...objectOf(stream['jsonSchema']), properties: Object.fromEntries(kept) };
  return { ...entry, stream: { ...stream, jsonSchema } };
}

function without(read: JsonObject, key: string): JsonObject {
  const { [key]: _left, ...rest } = read;
  return rest;
}
