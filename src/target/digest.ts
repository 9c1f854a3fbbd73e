/** Compares connections before and after a run, so that "nothing of yours was touched" is proved rather than promised. */
import { createHash } from 'node:crypto';
import { WebBackendConnectionListItem, WebBackendConnectionRead } from '../../schemas/connection.ts';
import { isAnswer } from './exchange.ts';
import { isList, listConnections, listCost } from './list-connections.ts';
import type { Ask } from './list-connections.ts';
import { member } from '../json/json.ts';

/** By connection id `place=hash` of every member that is shown, with a blank between them. */
export type Digest = ReadonlyMap<string, string>;

/** Members that change by themselves: jobs run, and others may refresh the catalog of a source. */
const moving = new Set(['isSyncing', 'latestSyncJobCreatedAt', 'latestSyncJobStatus', 'schemaChange', 'catalogDiff']);
/** What a refresh may do to every connection of its source: switch it off, and bring it up to date with what was discovered. */
const movedByRefresh = new Set(
  ['status', 'breakingChange', 'catalogId', 'sourceCatalogId', 'syncCatalog'].map((key) => `/${key}`),
);
/** Every connection is compared as the list shows it. This many, evenly chosen, are read whole; thousands would be a load test. */
const usualSample = 25;
const readAtOnce = 4;
/** The share of a budget for reading them once, each with the state of its syncs. */
const budgetShare = 1 / 40;

/** How many connections are read whole in a run with a budget of so many requests. */
export function digestSample(maxRequests = Number.POSITIVE_INFINITY): number {
  return Math.max(1, Math.min(usualSample, Math.floor(maxRequests * budgetShare)));
}

/** @returns `undefined` when the target does not answer: half a digest would look like a change. */
export async function digestConnections(
  {
    workspaceId,
    ids,
    sample = usualSample,
  }: { readonly workspaceId: string; readonly ids: readonly string[]; readonly sample?: number },
  ask: Ask,
): Promise<Digest | undefined> {
  if (ids.length === 0) return new Map();
  try {
    const { connections, outcome } = await listConnections(ask, workspaceId);
    if (!isList(outcome)) return undefined;
    const listed = new Map(connections.map((item) => [item['connectionId'], item]));
    const step = Math.max(1, Math.ceil(ids.length / sample));
    const reads = await readsOf(
      ids.filter((_, index) => index % step === 0),
      ask,
    );
    if (reads === undefined) return undefined;
    return new Map(
      ids.map((connectionId) => {
        const item = listed.get(connectionId);
        const shown =
          item === undefined ? ['list=absent'] : hashesOf(item, 'list', WebBackendConnectionListItem.properties);
        return [connectionId, [...shown, ...(reads.get(connectionId) ?? [])].join(' ')];
      }),
    );
  } catch {
    return undefined; // the target was lost, or the budget is spent
  }
}

/** Requests for a digest of this many connections. */
export function digestCost(connections: number, sample = usualSample): number {
  return connections === 0 ? 0 : listCost(connections) + 2 * Math.min(connections, sample);
}

/** Reads connections, a few at a time: one after the other they would take seconds of a run on a real server. */
async function readsOf(ids: readonly string[], ask: Ask): Promise<ReadonlyMap<string, readonly string[]> | undefined> {
  const queue = [...ids];
  const reads = new Map<string, readonly string[]>();
  let isSilent = false;
  const reader = async (): Promise<void> => {
    for (let id = queue.shift(); id !== undefined && !isSilent; id = queue.shift()) {
      const read = await readOf(id, ask);
      if (read === undefined) isSilent = true;
      else reads.set(id, read);
    }
  };
  await Promise.all(Array.from({ length: readAtOnce }, reader));
  return isSilent ? undefined : reads;
}

async function readOf(connectionId: string, ask: Ask): Promise<readonly string[] | undefined> {
  const outcome = await ask('webBackendGetConnection', { connectionId });
  if (!isAnswer(outcome)) return undefined;
  if (outcome.status === 404) return ['get=gone'];
  // Any other answer says nothing about the connection.
  if (outcome.status !== 200 || !outcome.json.ok) return undefined;
  const hashes = hashesOf(outcome.json.value, 'get', WebBackendConnectionRead.properties);
  return [...hashes, ...(syncsAlone(outcome.json.value) ? [] : await stateOf(connectionId, ask))];
}

/** What syncs by itself may begin anew at any time. */
function syncsAlone(read: unknown): boolean {
  return member(read, 'status') === 'active' && member(read, 'scheduleType') !== 'manual';
}

/** Whether syncs have left a state; nothing where the target does not say. */
async function stateOf(connectionId: string, ask: Ask): Promise<readonly string[]> {
  const outcome = await ask('getStateType', { connectionId });
  if (!isAnswer(outcome) || outcome.status !== 200 || !outcome.json.ok) return [];
  return [`state=${outcome.json.value === 'not_set' ? 'none' : 'some'}`];
}

/** Ids whose connection differs, those included that are no longer there. */
export function changedSince(before: Digest, after: Digest): readonly string[] {
  return [...before].flatMap(([id, hash]) => (after.get(id) === hash ? [] : [id]));
}

/**
 * Where two digests of a connection differ: `/name`, `gone` or `unlisted` for a connection that is no longer there, `reset` for one whose
 * syncs begin anew. `refreshed`: the source may have been asked again in between.
 */
export function changedPlaces(
  before: string,
  after: string,
  { refreshed = false }: { readonly refreshed?: boolean } = {},
): readonly string[] {
  const [had, has] = [hashesIn(before), hashesIn(after)];
  if (has.get('get') === 'gone' && had.get('get') !== 'gone') return ['gone'];
  const isReset = had.get('state') === 'some' && has.get('state') === 'none';
  const isUnlisted = has.get('list') === 'absent' && had.get('list') !== 'absent';
  const places = [...new Set([...had.keys(), ...has.keys()])]
    .filter((place) => place !== 'state' && had.get(place) !== has.get(place))
    .filter((place) => !(isUnlisted && place.startsWith('list')))
    .map((place) => place.replace(/^(list|get)/, ''));
  return [...(isUnlisted ? ['unlisted'] : []), ...(isReset ? ['reset'] : []), ...new Set(places)].filter(
    (place) => !(refreshed && movedByRefresh.has(place)),
  );
}

function hashesIn(digest: string): ReadonlyMap<string, string> {
  return new Map(
    digest.split(' ').map((part) => {
      const at = part.indexOf('=');
      return [part.slice(0, Math.max(at, 0)), part.slice(at + 1)] as const;
    }),
  );
}

interface Declared {
  readonly source: { readonly properties: object };
  readonly destination: { readonly properties: object };
}

function hashesOf(shown: unknown, by: 'list' | 'get', properties: Declared): readonly string[] {
  return Object.entries(Object(canonical(declaredIn(shown, properties), true))).map(
    ([key, value]) =>
      `${by}/${key}=${createHash('sha256')
        .update(JSON.stringify(value) ?? '')
        .digest('hex')}`,
  );
}

/** Leaves out members that the description lacks: they may be counters or clocks. */
function declaredIn(shown: unknown, properties: Declared): unknown {
  const known = only(shown, properties);
  if (typeof known !== 'object' || known === null) return known;
  return {
    ...known,
    source: only(Reflect.get(known, 'source'), properties.source.properties),
    destination: only(Reflect.get(known, 'destination'), properties.destination.properties),
  };
}

function only(value: unknown, properties: object): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => Object.hasOwn(properties, key)));
}

/** Keys sorted; lists without an order of their own are sorted too. */
function canonical(value: unknown, isRoot = false): unknown {
  if (Array.isArray(value)) return value.map((item) => canonical(item));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => !isRoot || !moving.has(key));
  return Object.fromEntries(
    entries
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, child]) => [
        key,
        unordered.has(key) && Array.isArray(child)
          ? child.map((item) => JSON.stringify(canonical(item))).toSorted()
          : canonical(child),
      ]),
  );
}

const unordered = new Set(['operations', 'operationIds', 'selectedFields']);
