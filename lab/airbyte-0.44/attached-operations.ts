/** The operations that are attached to connections, and the rows of removed ones. */
import type { Store, StoredConnection, StoredOperation } from '../../src/backend/store.ts';
import type { ConnectionRows } from './connection-rows.ts';
import { idNotFound, illegalArgument } from './java-errors.ts';
import { readOperation, writeOperations } from './stored-operations.ts';

/** They are written one by one, before the row of the connection. */
export class AttachedOperations {
  readonly #store: Store;
  readonly #rows: ConnectionRows;
  /** Removed operations of which a connection still has the id. */
  readonly #tombstoned = new Map<string, StoredOperation>();

  constructor(store: Store, rows: ConnectionRows) {
    this.#store = store;
    this.#rows = rows;
  }

  /** Known ones are changed, missing ones are removed; new ones are attached with the row, if that is ever written. */
  replace(sent: unknown, current: StoredConnection): readonly string[] {
    const ids = writeOperations(this.#store, sent, current.operationIds);
    this.remove(
      current,
      current.operationIds.filter((id) => !ids.includes(id)),
    );
    return ids;
  }

  /** Each is read after it was removed: one that cannot be read keeps its place, and stops the rest. */
  remove({ connectionId, operationIds }: StoredConnection, ids: readonly string[]): void {
    const others = [...this.#store.connections.values()].filter((other) => other.connectionId !== connectionId);
    for (const id of ids) {
      if (others.some((other) => other.operationIds.includes(id))) continue;
      const operation = this.#store.operations.get(id) ?? this.#tombstoned.get(id);
      if (operation === undefined) continue;
      this.#store.operations.delete(id);
      this.#tombstoned.set(id, operation);
      readOperation(operation);
    }
    this.#rows.change(connectionId, { operationIds: operationIds.filter((id) => !ids.includes(id)) });
  }

  /** Never looks at what it removes. @throws {Refusal} 404 for an id that is unknown. */
  delete(id: string): void {
    if (!this.#store.operations.delete(id)) throw idNotFound('STANDARD_SYNC_OPERATION', id);
    for (const { connectionId, operationIds } of this.#store.connections.values())
      if (operationIds.includes(id))
        this.#rows.change(connectionId, { operationIds: operationIds.filter((other) => other !== id) });
  }

  /** @throws {Refusal} 500 for an operation of another workspace. */
  checkWorkspaces(home: string, operationIds: readonly string[]): void {
    for (const id of operationIds) {
      const workspaceId = this.#store.operations.get(id)?.workspaceId;
      if (workspaceId !== undefined && workspaceId !== home)
        throw illegalArgument(
          `Operation and connection do not belong to the same workspace. Operation id: ${id}, Operation workspace id: ${workspaceId}, Connection workspace id: ${home}`,
        );
    }
  }
}
