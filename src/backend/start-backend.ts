/** Starts the reference backend on a free or a given port. */
import { defined } from '../json/defined.ts';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { performAs } from './as-release.ts';
import type { Release } from './as-release.ts';
import { dispatcherFor } from './dispatch.ts';
import type { BackendHooks } from './hooks.ts';
import type { HttpConventions } from './http-conventions.ts';
import { keepingNewerMembers } from './newer-members.ts';
import { performOn } from './perform.ts';
import type { Perform } from './perform.ts';
import { seededStore } from './seed.ts';
import type { Seeded } from './seed.ts';
import { addResourceLists } from './resource-lists.ts';
import { serverFor } from './server.ts';
import type { Store } from './store.ts';
import type { BackendUser, Secret } from './users.ts';
import { work } from './work.ts';

/** What answers in the place of the reference's own handlers. */
export interface Emulation {
  readonly performOn: (store: Store) => Perform;
  readonly conventions: HttpConventions;
  /** Adds routes and whatever else the API has beside the operations. */
  readonly extend?: (server: FastifyInstance, store: Store) => void;
}

export interface BackendOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly host?: string;
  /** Connections in the home workspace; 3 unless told otherwise. */
  readonly connections?: number;
  readonly auth?: Secret;
  /** Of a second user, who sees the foreign workspace alone; the first then sees both. An emulation shows both to both. */
  readonly otherAuth?: Secret;
  /** Reach into calls from the start; none unless told otherwise. */
  readonly hooks?: readonly BackendHooks[];
  /** Answers as another server does, by no schema; not together with `release`. */
  readonly emulation?: Emulation;
  /** Judges requests and answers by the schemas of another release. */
  readonly release?: Release;
  /** What every answer costs on top, in blocks of `work`; none unless told otherwise. */
  readonly work?: number;
  /** Of what hooks draw at random. */
  readonly seed?: number;
  /** 10 MiB unless told otherwise, as released servers have it. */
  readonly bodyLimitBytes?: number;
}

export interface RunningBackend extends Seeded {
  /** Base address with `/api`. */
  readonly url: string;
  /** Replaces the hooks; what they remembered is forgotten. */
  setHooks(hooks: readonly BackendHooks[]): void;
  close(): Promise<void>;
}

/** @throws {Error} with code `EADDRINUSE` when the port is taken. */
export async function startBackend(options: BackendOptions = {}): Promise<RunningBackend> {
  const seeded = seededStore(options.connections ?? 3);
  const users = usersOf(options, seeded);
  const { release, emulation } = options;
  const perform =
    emulation !== undefined
      ? emulation.performOn(seeded.store)
      : release === undefined
        ? performOn(seeded.store)
        : performAs(
            release.description,
            keepingNewerMembers(
              release.description,
              seeded.store,
              performOn(seeded.store, release.description.operations),
            ),
          );
  const dispatcher = dispatcherFor(seeded.store, working(perform, options.work ?? 0), options.seed ?? 1);
  dispatcher.setHooks(options.hooks ?? []);
  const server = serverFor(dispatcher.dispatch, {
    bodyLimitBytes: options.bodyLimitBytes ?? 10 * 1024 * 1024,
    ...(emulation === undefined ? {} : { conventions: emulation.conventions }),
    extend(server) {
      addResourceLists(server, seeded.store);
      emulation?.extend?.(server, seeded.store);
    },
    ...defined({ release }),
    takesUntyped: () => dispatcher.hooks().some(({ takesUntyped }) => takesUntyped === true),
    ...defined({ users }),
    letsIn: (header, operation) =>
      dispatcher
        .hooks()
        .some(
          ({ letsIn, operation: only = 'any' }) =>
            (only === 'any' || only === operation) && letsIn?.(header, operation) === true,
        ),
  });
  const host = options.host ?? '127.0.0.1';
  await server.listen({ port: options.port ?? 0, host });
  const { port } = server.server.address() as AddressInfo; // a TCP server that listens has an address
  return {
    ...seeded,
    setHooks: (hooks) => dispatcher.setHooks(hooks),
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

/** Anybody may ask where no credentials are set. */
function usersOf(
  { auth, otherAuth, emulation }: BackendOptions,
  { foreignWorkspaceId }: Seeded,
): readonly BackendUser[] | undefined {
  const second = emulation === undefined ? { workspaceIds: [foreignWorkspaceId] } : {};
  const users = [
    ...(auth === undefined ? [] : [{ signsInWith: auth }]),
    ...(otherAuth === undefined ? [] : [{ signsInWith: otherAuth, ...second }]),
  ];
  return users.length === 0 ? undefined : users;
}
