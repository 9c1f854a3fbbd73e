/** The server of release 0.44.5: handlers of its own, and its own way to refuse a request. */
import type { Emulation } from '../../src/backend/start-backend.ts';
import { Refusal } from '../../src/backend/refusal.ts';
import type { Store } from '../../src/backend/store.ts';
import { conventions2023 } from './http-conventions.ts';
import { limitThreads } from './io-threads.ts';
import type { DiscoveryTimes } from './io-threads.ts';
import { nullPointer } from './java-errors.ts';
import { extendServer } from './other-routes.ts';
import { boundBody } from './parameters.ts';
import { Server2023 } from './server-2023.ts';
import { StaleRows } from './stale-rows.ts';

/** A discovery is quick, but long enough for ten to meet, and its own call gives up after a minute, unless told otherwise. */
export function airbyte0445({ discoveryMs = 50, giveUpMs = 60_000 }: Partial<DiscoveryTimes> = {}): Emulation {
  const staleRows = new StaleRows();
  const servers = new WeakMap<Store, Server2023>();
  const serverOn = (store: Store): Server2023 => {
    const server = servers.get(store) ?? new Server2023(store, staleRows);
    servers.set(store, server);
    return server;
  };
  return {
    conventions: conventions2023,
    extend(http, store) {
      extendServer(http, serverOn(store));
      limitThreads(http, { discoveryMs, giveUpMs });
      staleRows.readAhead(http, store);
    },
    performOn(store) {
      const server = serverOn(store);
      return (operation, sent) => {
        const body = boundBody(operation, sent);
        try {
          return server.perform(operation, body);
        } catch (error) {
          // What the code does not foresee is a null pointer there as well.
          throw error instanceof Refusal ? error : nullPointer();
        }
      };
    },
  };
}
