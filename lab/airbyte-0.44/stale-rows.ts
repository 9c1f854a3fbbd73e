/** Updates read the row of a connection, and write it whole a moment later: of two at the same time, one is lost. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyInstance } from 'fastify';
import { operations } from '../../schemas/operations.ts';
import type { Store, StoredConnection } from '../../src/backend/store.ts';

const path = `/api${operations.webBackendUpdateConnection.path}`;

/** Rows by the request that read them. */
export class StaleRows {
  readonly #read = new AsyncLocalStorage<StoredConnection | undefined>();

  /** Makes updates read early. */
  readAhead(http: FastifyInstance, store: Store): void {
    http.addHook('preHandler', (request, _reply, done) => {
      const { body, url } = request;
      if (!Buffer.isBuffer(body) || !url.startsWith(path)) return done();
      const [, id = ''] = /"connectionId"\s*:\s*"([^"]*)"/.exec(body.toString()) ?? [];
      const row = store.connections.get(id);
      // What has arrived at the same time reads as well before this goes on.
      setImmediate(() => this.#read.run(row, done));
    });
  }

  /** The row as the current request read it, where that is not what is stored now. */
  instead(current: StoredConnection): StoredConnection | undefined {
    const row = this.#read.getStore();
    return row?.connectionId === current.connectionId && row !== current ? row : undefined;
  }
}
