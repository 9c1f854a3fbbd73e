/** Starts the reference backend on a free or a given port. */
import type { AddressInfo } from 'node:net';
import { handlersFor } from './handlers.ts';
import { seededStore } from './seed.ts';
import type { Seeded } from './seed.ts';
import { serverFor } from './server.ts';

export interface BackendOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly host?: string;
  /** Connections in the home workspace; 3 unless told otherwise. */
  readonly connections?: number;
  readonly auth?: { readonly username: string; readonly password: string } | { readonly token: string };
  /** 10 MiB unless told otherwise, as released servers have it. */
  readonly bodyLimitBytes?: number;
}

export interface RunningBackend extends Seeded {
  /** Base address with `/api`. */
  readonly url: string;
  close(): Promise<void>;
}

/** @throws {Error} with code `EADDRINUSE` when the port is taken. */
export async function startBackend(options: BackendOptions = {}): Promise<RunningBackend> {
  const seeded = seededStore(options.connections ?? 3);
  const isAuthorised = authorisation(options.auth);
  const server = serverFor(handlersFor(seeded.store), {
    bodyLimitBytes: options.bodyLimitBytes ?? 10 * 1024 * 1024,
    ...(isAuthorised === undefined ? {} : { isAuthorised }),
  });
  const host = options.host ?? '127.0.0.1';
  await server.listen({ port: options.port ?? 0, host });
  const { port } = server.server.address() as AddressInfo; // a TCP server that listens has an address
  return {
    ...seeded,
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}/api`,
    close: () => server.close(),
  };
}

function authorisation(auth: BackendOptions['auth']): ((header: string | undefined) => boolean) | undefined {
  if (auth === undefined) return undefined;
  const expected =
    'token' in auth
      ? `Bearer ${auth.token}`
      : `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString('base64')}`;
  return (header) => header === expected;
}
