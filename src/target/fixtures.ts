/** Finds out what the run can build on, and says in one line when it cannot. */
import { TargetUnusableError } from './errors.ts';
import type { Answer, Failure } from './exchange.ts';
import { listConnections } from './list-connections.ts';
import type { Ask } from './list-connections.ts';
import type { Fixtures } from './target.ts';
import type { TargetOptions } from './target-options.ts';

/**
 * @throws {TargetUnusableError} when the target does not answer as this API does, or has nothing to build on.
 * @throws {TypeError} when no workspace was given.
 */
export async function discoverFixtures(options: TargetOptions, ask: Ask): Promise<Fixtures> {
  const { workspaceId } = options;
  if (workspaceId === undefined) {
    // An address that nobody answers at, or credentials that are refused, are the nearer cause: say them first.
    const answer = await ask('webBackendListGeographies', undefined);
    // Servers since May 2025 no longer have this operation.
    if (answer.kind === 'failure' || answer.status !== 404) usable(answer, options.url);
    throw new TypeError('Cannot choose a workspace: none was given; pass --workspace UUID or set AIRLOCK_WORKSPACE');
  }
  const { connections, outcome } = await listConnections(ask, workspaceId);
  usable(outcome, options.url);
  const existing = connections.flatMap(({ connectionId, name }) =>
    typeof connectionId === 'string' && !(typeof name === 'string' && name.startsWith('airlock-'))
      ? [connectionId]
      : [],
  );
  const first =
    existing[0] ??
    connections.flatMap(({ connectionId }) => (typeof connectionId === 'string' ? [connectionId] : []))[0];
  const read =
    first === undefined
      ? undefined
      : usable(await ask('webBackendGetConnection', { connectionId: first }), options.url);
  const sourceId = options.sourceId ?? textIn(read, 'sourceId');
  const destinationId = options.destinationId ?? textIn(read, 'destinationId');
  if (sourceId === undefined || destinationId === undefined)
    throw nothingToBuildOn(workspaceId, await isKnown(workspaceId, ask));
  const catalogId = await catalogOf(sourceId, read, existing.slice(1, connectionsLookedAt), ask);
  return {
    workspaceId,
    sourceId,
    destinationId,
    existingConnectionIds: existing,
    ...(catalogId === undefined ? {} : { sourceCatalogId: catalogId }),
    ...(options.foreign === undefined ? {} : { foreign: options.foreign }),
  };
}

/** Connections that are read in search of one with a discovered catalog: enough to find one, too few to be noticed. */
const connectionsLookedAt = 4;

/** A discovered catalog of the source, where one of a few connections is framed by it. */
async function catalogOf(
  sourceId: string,
  first: unknown,
  others: readonly string[],
  ask: Ask,
): Promise<string | undefined> {
  const catalogIn = (read: unknown): string | undefined =>
    textIn(read, 'sourceId') === sourceId ? textIn(read, 'catalogId') : undefined;
  let found = catalogIn(first);
  for (const connectionId of others) {
    if (found !== undefined) break;
    const outcome = await ask('webBackendGetConnection', { connectionId });
    if (outcome.kind === 'answer' && outcome.status === 200 && outcome.json.ok) found = catalogIn(outcome.json.value);
  }
  return found;
}

function nothingToBuildOn(workspaceId: string, known: boolean): TargetUnusableError {
  return new TargetUnusableError(
    known
      ? `Cannot build sandbox connections in workspace ${workspaceId}: it has no connection to take a source and a destination from; pass --source UUID and --destination UUID`
      : `Cannot find workspace ${workspaceId}: the target shows nothing in it; check --workspace, or pass --source UUID and --destination UUID`,
  );
}

async function isKnown(workspaceId: string, ask: Ask): Promise<boolean> {
  const outcome = await ask('webBackendGetWorkspaceState', { workspaceId });
  const state = outcome.kind === 'answer' && outcome.json.ok ? outcome.json.value : undefined;
  return typeof state === 'object' && state !== null && Object.values(state).includes(true);
}

/** The JSON of a 200; anything else is the user's address, credentials or workspace. */
function usable(outcome: Answer | Failure, url: string): unknown {
  if (outcome.kind === 'failure') throw unreachable(url, outcome);
  const { status, json, headers } = outcome;
  if (status === 401 || status === 403)
    throw new TargetUnusableError(
      `Cannot use ${url}: it answered ${status}; check --auth, --token or --client-id and --client-secret`,
    );
  if (status >= 300 && status < 400)
    throw new TargetUnusableError(
      `Cannot use ${url}: it redirects to ${headers['location'] ?? 'another address'}; pass that address as --target`,
    );
  if (!json.ok)
    throw new TargetUnusableError(
      `Cannot use ${url}: it answered ${status} with ${headers['content-type'] ?? 'no content type'} instead of JSON; the base address must end in /api`,
    );
  if (status === 404)
    throw new TargetUnusableError(
      `Cannot use ${url}: it answered 404; check --workspace and that the base address ends in /api`,
    );
  if (status !== 200)
    throw new TargetUnusableError(`Cannot use ${url}: listing the workspace was answered with ${status}`);
  return json.value;
}

/** One line for a target that does not answer, with what to do by reason. */
export function unreachable(url: string, failure: Failure): TargetUnusableError {
  const advice: Partial<Record<Failure['reason'], string>> = {
    refused: 'nothing listens there; is the server running?',
    dns: 'the host name is not known',
    timeout: 'it did not answer in time; see --request-timeout',
    tls: 'TLS failed; see --ca, --cert and --insecure',
    proxy: 'the proxy failed; see --proxy and NO_PROXY',
  };
  const hint = advice[failure.reason];
  return new TargetUnusableError(
    `Cannot reach ${url}: ${failure.reason}${hint === undefined ? `, ${failure.message}` : `; ${hint}`}`,
  );
}

function textIn(body: unknown, key: string): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const value = (body as Readonly<Record<string, unknown>>)[key];
  return typeof value === 'string' ? value : undefined;
}
