/** The table of connections: what is looked up, refused, written and not listed. */
import type { Store, StoredConnection } from '../../src/backend/store.ts';
import { textOf, without } from '../json-access.ts';
import type { JsonObject } from '../json-access.ts';
import { checkRow, connectionTable, unknownCatalog } from './database.ts';
import type { Write } from './database.ts';
import { idNotFound, nullPointer } from './java-errors.ts';
import { asText } from './jsonb.ts';

/** Rows as the code sees them, and as it shows them. */
export class ConnectionRows {
  readonly #store: Store;
  /** Connections whose status column is null: they can be read, and are not listed. */
  readonly #withoutStatus = new Set<string>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** @throws {Refusal} for an id that is missing or unknown. */
  stored(connectionId: unknown): StoredConnection {
    if (connectionId === undefined) throw nullPointer();
    const connection = this.#store.connections.get(textOf(connectionId));
    if (connection === undefined) throw idNotFound('STANDARD_SYNC', textOf(connectionId));
    return connection;
  }

  /** Those of a workspace that are neither deprecated nor without a status. */
  listed(workspaceId: string): readonly StoredConnection[] {
    return [...this.#store.connections.values()].filter(
      ({ connectionId, sourceId, status }) =>
        status !== 'deprecated' &&
        !this.#withoutStatus.has(connectionId) &&
        this.#store.sources.get(sourceId)?.workspaceId === workspaceId,
    );
  }

  /** A read as it is answered: a status that is null is left out. */
  shown(read: JsonObject, { connectionId }: StoredConnection): JsonObject {
    return this.#withoutStatus.has(connectionId) ? without(read, 'status') : read;
  }

  /** @throws {Refusal} for what the table refuses. */
  write(write: Write, connection: StoredConnection): void {
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

  /** Whether a status was sent with the row; without one, that of a new row is null. */
  noteStatus(connectionId: string, isSent: boolean, write: Write): void {
    if (isSent) this.#withoutStatus.delete(connectionId);
    else if (write === 'insert') this.#withoutStatus.add(connectionId);
  }

  /** Writes without looking, as the server does behind an answer. */
  change(connectionId: string, change: Partial<StoredConnection>): void {
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

/** The columns that a body names, as text is stored. */
export function columnsOf(body: JsonObject): JsonObject {
  return Object.fromEntries(
    columns.flatMap((key) => {
      const value = body[key];
      return value === undefined ? [] : [[key, typeof value === 'string' ? asText(value) : value]];
    }),
  );
}
