/** `airlock-harness/backend`: the reference backend, in process, for tests that need a server which keeps every rule. */
import { builtInReleases } from '../../schemas/built-in-releases.ts';
import { documentOf } from '../../schemas/description.ts';
import type { OperationId } from '../../schemas/operations.ts';
import type { BackendAnswer, BackendCall } from '../backend/hooks.ts';
import { startBackend as start } from '../backend/start-backend.ts';
import { defined } from '../json/defined.ts';
import { UsageError } from '../commands/usage-error.ts';
import { refuseUnusable } from './refuse-unusable.ts';
import type { SettingsTable } from './refuse-unusable.ts';
import { schemasOf } from './schemas.ts';
import { integer, release } from './settings.ts';
import type { ReleaseId } from './settings.ts';

export type { OperationId } from '../../schemas/operations.ts';
export { UsageError } from '../commands/usage-error.ts';
export type { ReleaseId } from './settings.ts';

/** Reaches into calls, so that a test meets what a server seldom does. Each hook sees what the ones before it left. */
export interface BackendHook {
  /** Whose calls reach the hook; all when absent. */
  readonly operation?: OperationId;
  /** Before validation: may change `call.body`. */
  readonly receive?: (call: HookedCall) => void;
  /** Around the handler: may wait, or return another body than `next` does; a promise of one as well. */
  readonly handle?: (call: HookedCall, next: () => unknown) => unknown;
  /** After everything: may change status, body and content type, those of refusals included. */
  readonly answer?: (answer: HookedAnswer, call: HookedCall) => void;
}

/** A call on its way in. */
export type HookedCall = Pick<BackendCall, 'operation' | 'body'>;

/** An answer on its way out. */
export type HookedAnswer = BackendAnswer;

export interface BackendSettings {
  /** Whose schemas hold; 0.44 unless told otherwise. */
  readonly release?: ReleaseId;
  /** A free one unless told otherwise. */
  readonly port?: number;
  /** 127.0.0.1 unless told otherwise. */
  readonly host?: string;
  /** Connections in the workspace at the start; 3 unless told otherwise. */
  readonly connections?: number;
  /** What requests must carry; anybody may ask without it. */
  readonly auth?: { readonly username: string; readonly password: string } | { readonly token: string };
  readonly hooks?: readonly BackendHook[];
}

/** A server with two workspaces; its state is gone when it is closed. */
export interface Backend {
  /** Base address with `/api`, as clients take it. */
  readonly url: string;
  readonly workspaceId: string;
  readonly sourceId: string;
  readonly destinationId: string;
  /** Of the connections that the workspace has at the start. */
  readonly connectionIds: readonly string[];
  /** Another workspace, with a source and a destination of its own. */
  readonly foreign: { readonly workspaceId: string; readonly sourceId: string; readonly destinationId: string };
  /** Replaces the hooks. */
  setHooks(hooks: readonly BackendHook[]): void;
  close(): Promise<void>;
}

const text = { type: 'string', minLength: 1 } as const;

const settingsTable: SettingsTable = {
  release,
  port: integer(0, 65_535),
  host: { schema: text, expected: 'an address of this machine such as 127.0.0.1' },
  connections: integer(0, 100_000),
  auth: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: { username: text, password: text, token: text },
      oneOf: [{ required: ['token'] }, { required: ['username', 'password'] }],
    },
    expected: '{ username, password } or { token }',
    isSecret: true,
  },
  hooks: { schema: { type: 'array', items: { type: 'object' } }, expected: 'a list of hooks' },
};

/**
 * Starts the backend and resolves when it listens. It holds to the description and to every rule that `brokenRules` names.
 * @throws {UsageError} for a setting that cannot be used, a port that is taken included.
 */
export async function startBackend(settings: BackendSettings = {}): Promise<Backend> {
  refuseUnusable(settings, settingsTable, 'startBackend');
  const { release: chosen = '0.44', hooks = [], ...rest } = settings;
  refuseForeignHooks(hooks, chosen);
  const { description } = builtInReleases[chosen];
  const running = await start({
    ...defined(rest),
    hooks,
    ...(chosen === '0.44' ? {} : { release: { description, document: documentOf(description) } }),
  }).catch((error: unknown) => {
    throw isAboutAddress(error) ? new UsageError(`Cannot start the backend: ${error.message}`) : error;
  });
  const { url, workspaceId, sourceId, destinationId, store } = running;
  return {
    url,
    workspaceId,
    sourceId,
    destinationId,
    connectionIds: [...store.connections.values()]
      .filter((connection) => store.sources.get(connection.sourceId)?.workspaceId === workspaceId)
      .map(({ connectionId }) => connectionId),
    foreign: {
      workspaceId: running.foreignWorkspaceId,
      sourceId: running.foreignSourceId,
      destinationId: running.foreignDestinationId,
    },
    setHooks(next) {
      refuseForeignHooks(next, chosen);
      running.setHooks(next);
    },
    close: () => running.close(),
  };
}

/** A hook of an operation that the server does not have would never be called. */
function refuseForeignHooks(hooks: readonly BackendHook[], chosen: ReleaseId): void {
  const known = Object.keys(schemasOf<ReleaseId>(chosen).operations);
  const foreign = hooks.find(({ operation }) => operation !== undefined && !known.includes(operation))?.operation;
  if (foreign !== undefined)
    throw new UsageError(`Cannot hook operation "${foreign}": release ${chosen} has ${known.join(', ')}`);
}

const addressCodes = new Set(['EADDRINUSE', 'EADDRNOTAVAIL', 'EACCES', 'ENOTFOUND', 'EAI_AGAIN']);

function isAboutAddress(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && addressCodes.has(String(error.code));
}
