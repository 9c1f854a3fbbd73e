/** The operations of the server of May 2023 that write, with the damage that they do. */
import { randomUUID } from 'node:crypto';
import { defined } from '../../src/json/defined.ts';
import type { AirbyteStreamAndConfiguration } from '../../schemas/stream.ts';
import { diffCatalogs, isBreaking } from '../../src/backend/catalog-diff.ts';
import type { Store, StoredConnection } from '../../src/backend/store.ts';
import { textOf } from '../json-access.ts';
import type { JsonObject } from '../json-access.ts';
import { AttachedOperations } from './attached-operations.ts';
import { checkNames, shownCreated, shownRead } from './connection-reads.ts';
import { columnsOf } from './connection-rows.ts';
import type { ConnectionRows } from './connection-rows.ts';
import { duplicateKey, idNotFound, illegalArgument, nullPointer } from './java-errors.ts';
import { NotificationRows } from './notification-rows.ts';
import { checkReset } from './reset.ts';
import { scheduleOfNew, scheduleOfPatch } from './schedule-2023.ts';
import type { StaleRows } from './stale-rows.ts';
import { duplicateIn, storedCatalog } from './stored-catalog.ts';
import { writeOperations } from './stored-operations.ts';

/** What writes; nothing is taken back when a later step fails. */
export class Commands {
  readonly #store: Store;
  readonly #rows: ConnectionRows;
  readonly #staleRows: StaleRows;
  readonly #operations: AttachedOperations;
  readonly #notifications = new NotificationRows();

  constructor(store: Store, rows: ConnectionRows, staleRows: StaleRows) {
    this.#store = store;
    this.#rows = rows;
    this.#staleRows = staleRows;
    this.#operations = new AttachedOperations(store, rows);
  }

  create(body: JsonObject): JsonObject {
    const store = this.#store;
    const operationIds = writeOperations(store, body['operations'], []);
    const source = actorOf(store.sources, body['sourceId'], 'SOURCE_CONNECTION');
    const destination = actorOf(store.destinations, body['destinationId'], 'DESTINATION_CONNECTION');
    if (source.workspaceId !== destination.workspaceId)
      throw illegalArgument(
        `Source and destination do not belong to the same workspace. Source workspace id: ${source.workspaceId}, Destination workspace id: ${destination.workspaceId}`,
      );
    this.#operations.checkWorkspaces(source.workspaceId, operationIds);
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
    this.#rows.write('insert', connection);
    this.#rows.noteStatus(connectionId, body['status'] !== undefined, 'insert');
    return this.#rows.shown(shownCreated(store, connection), connection);
  }

  update(body: JsonObject): JsonObject {
    const store = this.#store;
    const current = this.#rows.stored(body['connectionId']);
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
      body['operations'] === undefined ? undefined : this.#operations.replace(body['operations'], current);
    const schedule = scheduleOfPatch(body);
    this.#operations.checkWorkspaces(source?.workspaceId ?? '', operationIds ?? []);
    const streams = compared ?? (sent === undefined ? undefined : storedCatalog(sent, { all: false }));
    const { scheduleData, ...rest } = this.#staleRows.instead(current) ?? this.#rows.stored(current.connectionId);
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
    this.#rows.write('update', next);
    this.#rows.noteStatus(next.connectionId, body['status'] !== undefined, 'update');
    if (body['skipReset'] !== true) checkReset(current, next, streams !== undefined);
    return this.#rows.shown(shownRead(store, next), next);
  }

  /** `/v1/connections/delete`: deprecates, and removes the operations. */
  deleteConnection(body: JsonObject): void {
    const connection = this.#rows.stored(body['connectionId']);
    this.#operations.remove(connection, connection.operationIds);
    this.#rows.change(connection.connectionId, { status: 'deprecated' });
    this.#rows.noteStatus(connection.connectionId, true, 'update');
  }

  /** `/v1/operations/delete`. */
  deleteOperation(body: JsonObject): void {
    if (body['operationId'] === undefined) throw nullPointer();
    this.#operations.delete(textOf(body['operationId']));
  }
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
