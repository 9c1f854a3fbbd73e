/** The server of May 2023: which operation is performed by what. */
import type { OperationId } from '../../schemas/operations.ts';
import type { Store } from '../../src/backend/store.ts';
import type { JsonObject } from '../json-access.ts';
import { Commands } from './commands.ts';
import { ConnectionRows } from './connection-rows.ts';
import { Queries } from './queries.ts';
import type { StaleRows } from './stale-rows.ts';

/** One for each store; the deletes beside the eight operations are among its commands. */
export class Server2023 {
  readonly commands: Commands;
  readonly #queries: Queries;

  constructor(store: Store, staleRows: StaleRows) {
    const rows = new ConnectionRows(store);
    this.commands = new Commands(store, rows, staleRows);
    this.#queries = new Queries(store, rows);
  }

  /** @throws {Refusal} for every answer other than 200. */
  perform(operation: OperationId, body: JsonObject): unknown {
    switch (operation) {
      case 'getStateType':
        return this.#queries.stateType(body);
      case 'webBackendCheckUpdates':
        return this.#queries.checkUpdates();
      case 'webBackendListGeographies':
        return this.#queries.geographies();
      case 'webBackendGetWorkspaceState':
        return this.#queries.workspaceState(body);
      case 'webBackendListConnectionsForWorkspace':
        return this.#queries.list(body);
      case 'webBackendGetConnection':
        return this.#queries.get(body);
      case 'webBackendCreateConnection':
        return this.commands.create(body);
      default:
        return this.commands.update(body);
    }
  }
}
