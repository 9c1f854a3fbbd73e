/** Finds what the run can build connections on, or says in one line why it cannot. */
import { defined } from '../json/defined.ts';
import { randomUUID } from 'node:crypto';
import { causeOf } from './cause-of.ts';
import { catalogIn, catalogShownBy } from './discovered-catalog.ts';
import { TargetUnusableError } from './errors.ts';
import type { Answer, Failure } from './exchange.ts';
import { findActor } from './find-actor.ts';
import { findWorkspace } from './find-workspace.ts';
import { isList, listConnections } from './list-connections.ts';
import type { Ask, ListedConnection } from './list-connections.ts';
import type { OnChosen, Read } from './only-one.ts';
import { otherSourcesIn } from './other-sources.ts';
import { strangerIn } from './stranger.ts';
import { isObject, listAt, member, textAt } from '../json/json.ts';
import type { Fixtures } from './target.ts';
import type { TargetOptions } from './target-options.ts';

/**
 * @throws {TargetUnusableError} when the target does not answer as this API does, or has nothing to build on.
 * @throws {TypeError} when no workspace was given and the target has several, or does not list them; for source and destination alike.
 */
export async function discoverFixtures(options: TargetOptions, { ask, read, onChosen }: Asking): Promise<Fixtures> {
  const workspaceId = options.workspaceId ?? (await foundWorkspace(options, { ask, read, onChosen }));
  const { connections: items, outcome: listed } = await listConnections(ask, workspaceId);
  const given = defined({ sourceId: options.sourceId, destinationId: options.destinationId });
  const fault = options.tolerateFaults === true ? await faultOf(listed, items, { workspaceId, ask }) : undefined;
  if (fault !== undefined)
    return {
      workspaceId,
      sourceId: options.sourceId ?? randomUUID(),
      destinationId: options.destinationId ?? randomUUID(),
      existingConnectionIds: [],
      ...(given.sourceId !== undefined && given.destinationId !== undefined
        ? {}
        : { unfounded: `Cannot build sandbox connections in workspace ${workspaceId}: ${fault}` }),
    };
  usable(listed, options);
  const existingItems = items.filter(({ name }) => !(typeof name === 'string' && name.startsWith('airlock-')));
  const existing = existingItems.flatMap(({ connectionId }) =>
    typeof connectionId === 'string' ? [connectionId] : [],
  );
  const firstId =
    existing[0] ?? items.flatMap(({ connectionId }) => (typeof connectionId === 'string' ? [connectionId] : []))[0];
  const first = await readOf(firstId, options, ask);
  // The list shows both as well, in case the read is broken.
  const item = items.find(({ connectionId }) => connectionId === firstId);
  const foundActor = async (name: 'source' | 'destination'): Promise<string> => {
    const found = await findActor(name, workspaceId, read);
    if (found === undefined) throw nothingToBuildOn(name, workspaceId, await isKnown(workspaceId, ask));
    onChosen?.(name, found);
    return found.id;
  };
  const sourceId =
    given.sourceId ?? textAt(first, 'sourceId') ?? textAt(item?.['source'], 'sourceId') ?? (await foundActor('source'));
  const destinationId =
    given.destinationId ??
    textAt(first, 'destinationId') ??
    textAt(item?.['destination'], 'destinationId') ??
    (await foundActor('destination'));
  const others = options.withoutCatalog === true ? [] : existing.slice(1, connectionsLookedAt);
  const [sourceCatalogId, otherCatalogId] = await catalogsOf(sourceId, first, others, ask);
  const mayUseOthers =
    given.sourceId === undefined && options.withoutCatalog !== true && options.optIns?.refresh === true;
  const otherSources = mayUseOthers ? await otherSourcesIn(existingItems, sourceId, ask) : [];
  return {
    workspaceId,
    sourceId,
    destinationId,
    existingConnectionIds: existing,
    ...(otherSources.length === 0 ? {} : { otherSources }),
    ...defined({
      sourceCatalogId,
      otherCatalogId,
      destinationCatalogId:
        textAt(first, 'destinationId') === destinationId ? textAt(first, 'destinationCatalogId') : undefined,
    }),
    ...tagsIn(items),
    ...(items.every((item) => isOfAnother(sourceId, item)) ? { isSourceUnshared: true as const } : {}),
  };
}

/** A connection that does not say what it is built on may be built on anything. */
function isOfAnother(sourceId: string, item: ListedConnection): boolean {
  const shown = textAt(item['source'], 'sourceId')?.toLowerCase();
  return shown !== undefined && shown !== sourceId.toLowerCase();
}

/** How the target is asked, and who hears what it leaves no choice about. */
export interface Asking {
  readonly ask: Ask;
  readonly read: Read;
  readonly onChosen?: OnChosen | undefined;
}

/** A wrong address and refused credentials are reported first: with them nobody can find out the workspace. */
async function foundWorkspace(options: TargetOptions, { ask, read, onChosen }: Asking): Promise<string> {
  const { url } = options;
  const found = await findWorkspace(url, read, {
    first: (outcome) =>
      void (outcome.kind === 'failure' || outcome.status === 401 ? usable(outcome, options) : undefined),
    // The lists may be closed to everybody but administrators: then the API itself says who is let in.
    last: async () => {
      const answer = await ask('webBackendListGeographies', undefined);
      // Servers since May 2025 no longer have this operation.
      const isUnknown = answer.kind === 'answer' && answer.status === 404 && url.endsWith('/api');
      if (!isUnknown || /html/i.test(answer.headers['content-type'] ?? '')) usable(answer, options);
    },
  });
  onChosen?.('workspace', found);
  return found.id;
}

/** Distinct ones, as the connections of the workspace show them. */
function tagsIn(items: readonly ListedConnection[]): Pick<Fixtures, 'tags'> {
  const tags = new Map<string, object>();
  for (const item of items)
    for (const tag of listAt(item, 'tags').filter(isObject)) {
      const tagId = textAt(tag, 'tagId');
      if (tagId !== undefined) tags.set(tagId.toLowerCase(), tag);
    }
  return tags.size === 0 ? {} : { tags: [...tags.values()] };
}

/**
 * What is wrong with a list that other answers contradict, or that breaks its own schema: a defect of the target for the checks to
 * find, where silence, a refusal or a page of another server is the user's address, credentials or workspace.
 */
async function faultOf(
  listed: Answer | Failure,
  items: readonly ListedConnection[],
  { workspaceId, ask }: { readonly workspaceId: string; readonly ask: Ask },
): Promise<string | undefined> {
  if (listed.kind === 'failure') return undefined;
  const { status, json } = listed;
  if (status === 401 || status === 403 || (status >= 300 && status < 400)) return undefined;
  if (isList(listed)) {
    if (items.length > 0)
      return items.some(({ connectionId }) => typeof connectionId === 'string')
        ? undefined
        : 'the items of its list have no connectionId';
    const state = await ask('webBackendGetWorkspaceState', { workspaceId });
    return state.kind === 'answer' && state.json.ok && member(state.json.value, 'hasConnections') === true
      ? 'its list is empty, and its state says that it has connections'
      : undefined;
  }
  // Another server would answer every operation in the same way.
  const other = await ask('webBackendListGeographies', undefined);
  const isThisApi =
    other.kind === 'answer' &&
    other.status === 200 &&
    other.json.ok &&
    member(other.json.value, 'geographies') !== undefined;
  return isThisApi
    ? `listing it was answered with ${status}${json.ok ? ' and another body than a list' : ', and no JSON'}`
    : undefined;
}

/** Reads the connection to build on. A target that tolerates faults may answer wrongly; the list is enough then. */
async function readOf(connectionId: string | undefined, options: TargetOptions, ask: Ask): Promise<unknown> {
  if (connectionId === undefined) return undefined;
  const outcome = await ask('webBackendGetConnection', { connectionId });
  if (options.tolerateFaults !== true) return usable(outcome, options);
  return outcome.kind === 'answer' && outcome.status === 200 && outcome.json.ok ? outcome.json.value : undefined;
}

/** How many connections are read to find discovered catalogs: usually enough, and no burden for the target. */
const connectionsLookedAt = 4;

/** Ids of two discovered catalogs of the source, as far as a few connections have them. */
async function catalogsOf(
  sourceId: string,
  first: unknown,
  others: readonly string[],
  ask: Ask,
): Promise<readonly string[]> {
  const shown = catalogIn(first, sourceId);
  const found = new Set(shown === undefined ? [] : [shown]);
  for (const connectionId of others) {
    if (found.size === 2) break;
    const catalogId = await catalogShownBy(connectionId, sourceId, ask);
    if (catalogId !== undefined) found.add(catalogId);
  }
  return [...found];
}

function nothingToBuildOn(name: string, workspaceId: string, known: boolean): TargetUnusableError {
  return new TargetUnusableError(
    known
      ? `Cannot build sandbox connections in workspace ${workspaceId}: it has no connection to take a source and a destination from, and lists no ${name}; make one in its web page, or pass --source UUID and --destination UUID`
      : `Cannot find workspace ${workspaceId}: the target shows nothing in it; check --workspace, or pass --source UUID and --destination UUID`,
  );
}

async function isKnown(workspaceId: string, ask: Ask): Promise<boolean> {
  const outcome = await ask('webBackendGetWorkspaceState', { workspaceId });
  const state = outcome.kind === 'answer' && outcome.json.ok ? outcome.json.value : undefined;
  return typeof state === 'object' && state !== null && Object.values(state).includes(true);
}

/** The JSON of a 200. Any other answer means a wrong address, wrong credentials or a wrong workspace. */
function usable(outcome: Answer | Failure, options: TargetOptions): unknown {
  const { url } = options;
  if (outcome.kind === 'failure') throw unreachable(url, outcome);
  const stranger = strangerIn(outcome, url, options);
  if (stranger !== undefined) throw new TargetUnusableError(`Cannot use ${url}: it ${stranger}`);
  const { status, json } = outcome;
  if (status === 404)
    throw new TargetUnusableError(
      `Cannot use ${url}: it answered 404; check ${url.endsWith('/api') ? '--workspace' : `the address, which may be ${url}/api`}`,
    );
  if (status !== 200 || !json.ok)
    throw new TargetUnusableError(
      `Cannot use ${url}: listing the workspace was answered with ${status}; ${adviceOn(status)}`,
    );
  return json.value;
}

function adviceOn(status: number): string {
  return status === 429
    ? 'try again later, or with --rate-limit'
    : 'look at the log of the server, and check --workspace';
}

/** One line for a target that does not answer, with advice for the reason. */
export function unreachable(url: string, failure: Failure): TargetUnusableError {
  return new TargetUnusableError(`Cannot reach ${url}: ${causeOf(failure)}`);
}
