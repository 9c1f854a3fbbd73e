/** The operations of the server of May 2023 that read. */
import { handlersFor } from '../../src/backend/handlers.ts';
import { listItem } from '../../src/backend/read-model.ts';
import type { Store } from '../../src/backend/store.ts';
import { listOf, textOf, without } from '../json-access.ts';
import type { JsonObject } from '../json-access.ts';
import { checkNames, shownRead, shownRefreshed } from './connection-reads.ts';
import type { ConnectionRows } from './connection-rows.ts';

/** What reads; a refresh stores what it discovers. */
export class Queries {
  readonly #store: Store;
  readonly #rows: ConnectionRows;
  readonly #handlers: ReturnType<typeof handlersFor>;

  constructor(store: Store, rows: ConnectionRows) {
    this.#store = store;
    this.#rows = rows;
    this.#handlers = handlersFor(store);
  }

  stateType(body: JsonObject): unknown {
    return this.#handlers.getStateType({ connectionId: textOf(body['connectionId']) });
  }

  checkUpdates(): unknown {
    return this.#handlers.webBackendCheckUpdates(undefined);
  }

  geographies(): unknown {
    return this.#handlers.webBackendListGeographies(undefined);
  }

  workspaceState(body: JsonObject): JsonObject {
    const workspaceId = textOf(body['workspaceId']);
    const state = this.#handlers.webBackendGetWorkspaceState({ workspaceId });
    const counted = this.#rows
      .listed(workspaceId)
      .filter(({ sourceId }) => this.#store.sources.get(sourceId)?.tombstoned === false);
    return { ...state, hasConnections: counted.length > 0 };
  }

  list(body: JsonObject): JsonObject {
    const chosen = (key: string, id: string): boolean =>
      listOf(body[key]).length === 0 || listOf(body[key]).includes(id);
    const connections = this.#rows
      .listed(textOf(body['workspaceId']))
      .filter(({ sourceId, destinationId }) => chosen('sourceId', sourceId) && chosen('destinationId', destinationId));
    // Every catalog is converted, although no item shows it.
    for (const connection of connections) checkNames(connection);
    return { connections: connections.map((connection) => listItem(this.#store, connection)) };
  }

  get(body: JsonObject): JsonObject {
    const connection = this.#rows.stored(body['connectionId']);
    const read = this.#rows.shown(shownRead(this.#store, connection), connection);
    if (body['withRefreshedCatalog'] !== true) return read;
    const { connectionId } = connection;
    const refreshed = this.#handlers.webBackendGetConnection({ connectionId, withRefreshedCatalog: true });
    const shown = shownRefreshed(refreshed, connection, this.#store);
    // The loop that re-evaluates the connections of a source leaves deprecated ones out.
    return connection.status === 'deprecated' ? without(shown, 'status', 'catalogDiff') : shown;
  }
}
