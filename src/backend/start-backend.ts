/** Starts the reference backend on a free or a given port. */
import type { AddressInfo } from 'node:net';
import { manner2023 } from './airbyte-0.44/manner-2023.ts';
import { perform2023 } from './airbyte-0.44/perform.ts';
import { performAs } from './as-release.ts';
import type { Release } from './as-release.ts';
import { dispatcherFor } from './dispatch.ts';
import { faults as everyFault } from './faults.ts';
import type { FaultId } from './faults.ts';
import { latitudes as everyLatitude } from './latitudes.ts';
import type { Latitude, LatitudeId } from './latitudes.ts';
import { performOn } from './perform.ts';
import type { Perform } from './perform.ts';
import { seededStore } from './seed.ts';
import type { Seeded } from './seed.ts';
import { serverFor } from './server.ts';
import { work } from './work.ts';

export const serverKinds = ['reference', 'airbyte-0.44'] as const;

export type ServerKind = (typeof serverKinds)[number];

export interface BackendOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly host?: string;
  /** Connections in the home workspace; 3 unless told otherwise. */
  readonly connections?: number;
  readonly auth?: { readonly username: string; readonly password: string } | { readonly token: string };
  /** Planted defects that are on from the start. */
  readonly faults?: readonly FaultId[];
  /** What the backend does differently and rightly so. */
  readonly latitudes?: readonly LatitudeId[];
  /** `airbyte-0.44` behaves as the server of May 2023 does, defects included. */
  readonly as?: ServerKind;
  /** Judges requests and answers by the schemas of another release; not for `airbyte-0.44`, which judges by none. */
  readonly release?: Release;
  /** What every answer costs on top, in blocks of `work`; none unless told otherwise. */
  readonly work?: number;
  /** Of what faults draw at random. */
  readonly seed?: number;
  /** 10 MiB unless told otherwise, as released servers have it. */
  readonly bodyLimitBytes?: number;
}

export interface RunningBackend extends Seeded {
  /** Base address with `/api`. */
  readonly url: string;
  /** Switches these faults on and all others off. */
  setFaults(ids: readonly FaultId[]): void;
  /** Switches these latitudes on and all others off. */
  setLatitudes(ids: readonly LatitudeId[]): void;
  close(): Promise<void>;
}

/** @throws {Error} with code `EADDRINUSE` when the port is taken. */
export async function startBackend(options: BackendOptions = {}): Promise<RunningBackend> {
  const seeded = seededStore(options.connections ?? 3);
  const isAuthorised = authorisation(options.auth);
  const is2023 = options.as === 'airbyte-0.44';
  const { release } = options;
  const perform = is2023
    ? perform2023(seeded.store)
    : release === undefined
      ? performOn(seeded.store)
      : performAs(release.description, performOn(seeded.store, release.description.operations));
  const dispatcher = dispatcherFor(seeded.store, working(perform, options.work ?? 0), options.seed ?? 1);
  let planted = options.faults ?? [];
  let allowed: readonly Latitude[] = [];
  const apply = (): void => dispatcher.setFaults([...allowed, ...planted.map((id) => everyFault[id])]);
  const setFaults = (ids: readonly FaultId[]): void => {
    planted = ids;
    apply();
  };
  const setLatitudes = (ids: readonly LatitudeId[]): void => {
    allowed = ids.map((id) => everyLatitude[id]);
    apply();
  };
  setLatitudes(options.latitudes ?? []);
  const server = serverFor(dispatcher.dispatch, {
    bodyLimitBytes: options.bodyLimitBytes ?? 10 * 1024 * 1024,
    ...(is2023 ? { manner: manner2023 } : {}),
    ...(release === undefined ? {} : { release }),
    takesUntyped: () => allowed.some(({ takesUntyped }) => takesUntyped === true),
    ...(isAuthorised === undefined ? {} : { isAuthorised }),
  });
  const host = options.host ?? '127.0.0.1';
  await server.listen({ port: options.port ?? 0, host });
  const { port } = server.server.address() as AddressInfo; // a TCP server that listens has an address
  return {
    ...seeded,
    setFaults,
    setLatitudes,
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}/api`,
    close: () => server.close(),
  };
}

function working(perform: Perform, blocks: number): Perform {
  if (blocks === 0) return perform;
  return (operation, body) => {
    work(blocks);
    return perform(operation, body);
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
