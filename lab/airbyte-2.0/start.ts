/** Starts a server that answers as release 2.0.0 does. */
import type { AddressInfo } from 'node:net';
import { Credentials } from './credentials.ts';
import { seeded, seededTables, tagFirst } from './seed.ts';
import { airbyte20Server } from './server.ts';
import type { Tables } from './tables.ts';

/** Of the command line and of tests. */
export interface Airbyte20Options {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly host?: string;
  /** How many connections the home workspace has at least: the seven recorded ones, and plain ones. */
  readonly connections?: number;
  /** The tag of the workspace is on a connection, where runs find it; on none of the recorded server. */
  readonly isTagged?: boolean;
  /** Switches authorization on. The pair is the id and the secret of an application; a token is one that stays valid. */
  readonly auth?: { readonly username: string; readonly password: string } | { readonly token: string };
  readonly work?: number;
  /** 10 MiB unless told otherwise. */
  readonly bodyLimitBytes?: number;
}

/** A server that listens, with its rows at hand. */
export type RunningAirbyte20 = typeof seeded & {
  /** Base address with `/api`. */
  readonly url: string;
  readonly tables: Tables;
  close(): Promise<void>;
};

/** @throws {Error} with code `EADDRINUSE` when the port is taken. */
export async function startAirbyte20(options: Airbyte20Options = {}): Promise<RunningAirbyte20> {
  const { port = 0, host = '127.0.0.1', auth } = options;
  const tables = seededTables(options.connections ?? 0);
  if (options.isTagged === true) tagFirst(tables);
  const server = airbyte20Server(tables, {
    credentials: credentialsOf(auth),
    bodyLimitBytes: options.bodyLimitBytes ?? 10 * 1024 * 1024,
    blocks: options.work ?? 0,
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, () => resolve());
  });
  const address = server.address() as AddressInfo; // a TCP server that listens has an address
  return {
    ...seeded,
    tables,
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}/api`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // Some requests are never answered; they must not keep the server.
        server.closeAllConnections();
      }),
  };
}

function credentialsOf(auth: Airbyte20Options['auth']): Credentials {
  if (auth === undefined) return new Credentials();
  if ('token' in auth) return new Credentials(undefined, auth.token);
  return new Credentials({ clientId: auth.username, clientSecret: auth.password });
}
