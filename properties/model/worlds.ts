/**
 * The oracle: the states that a conforming server may hold of the connections of a case. `step` takes these worlds and the answers to what
 * was sent together, and gives the worlds that are left. What contradicts all of them breaks a law.
 */
import type { OperationId } from '../../schemas/operations.ts';
import { isObject } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { inputsKept } from './accepted-inputs.ts';
import type { AcceptedInput } from './accepted-inputs.ts';
import { afterCreate, afterRefresh, sendersIn, withoutNull } from './after-write.ts';
import { allowedAt, contradictions, stateOf, withFree } from './connection-state.ts';
import type { ConnectionState } from './connection-state.ts';
import { explain } from './orders.ts';
import type { ParallelWrite } from './orders.ts';
import { comparableRead, idOf } from './read-back.ts';
import type { Comparable, Difference } from './read-back.ts';
import type { Turn } from './turn.ts';

/** A connection of the case: every state that it may be in, and what has happened since it was shown last. */
export interface KnownConnection {
  readonly handle: number;
  readonly connectionId: string;
  readonly createBody: JsonObject;
  /** Never empty. More than one after parallel updates, whose order is not known. */
  readonly states: readonly ConnectionState[];
  /** The last read, as it was answered. */
  readonly read: JsonObject;
  readonly readBy: 'create' | 'update' | 'get';
  /** Bodies of updates to it that were refused or failed since. */
  readonly refused: readonly unknown[];
  /** Bodies of accepted writes to other connections since. */
  readonly others: readonly unknown[];
  /** Members that parallel updates have written since, each with the member that was sent. */
  readonly parallel: ReadonlyMap<string, string>;
  /** Permitted inputs that it has accepted and that are still to be shown. */
  readonly inputs: readonly AcceptedInput[];
  readonly lastUpdate?: unknown;
  /** As it may have been before the last update. */
  readonly beforeUpdate?: readonly ConnectionState[];
}

/** By the number of the connection in the case. */
export type Worlds = ReadonlyMap<number, KnownConnection>;

/** What is held against an answer that shows a connection. */
export interface Judgement {
  /** The connection as it was known before; `undefined` for a create. */
  readonly before?: KnownConnection;
  readonly shown: Comparable;
  /** Where it contradicts every world. */
  readonly unmet: readonly Difference[];
  /** The updates of the connection that were sent together, its own included. */
  readonly writes: readonly ParallelWrite[];
  /** Sent together with others about the connection. */
  readonly isParallel: boolean;
}

interface Stepped {
  readonly worlds: Worlds;
  readonly judgements: ReadonlyMap<Turn, Judgement>;
}

const create: OperationId = 'webBackendCreateConnection';
const update: OperationId = 'webBackendUpdateConnection';
const get: OperationId = 'webBackendGetConnection';

/** The turns are one, or were sent together. Members of reads that are not `declared` are not compared. */
export function step(before: Worlds, turns: readonly Turn[]): Stepped {
  const judgements = new Map<Turn, Judgement>();
  const worlds = new Map(turns.some(isRefresh) ? refreshed(before) : before);
  for (const known of worlds.values()) {
    const own = turns.filter(({ step: { handle }, operation }) => handle === known.handle && operation !== create);
    if (own.length > 0) worlds.set(known.handle, afterOwn(known, own, judgements));
  }
  for (const turn of turns) {
    const isCreated = turn.operation === create && turn.answer.status === 200;
    if (isCreated) created(worlds, turn, judgements);
    if (isCreated || (turn.operation === update && turn.answer.status === 200))
      for (const [handle, known] of worlds)
        if (handle !== turn.step.handle) worlds.set(handle, { ...known, others: [...known.others, turn.body] });
  }
  return { worlds, judgements };
}

/** Every connection of the source may have been refreshed, by this case or another one. */
export function refreshed(worlds: Worlds): Worlds {
  return new Map([...worlds].map(([handle, known]) => [handle, { ...known, states: known.states.map(afterRefresh) }]));
}

/** A get that discovers the source again. It may change every connection of the source. */
export function isRefresh({ operation, body }: Pick<Turn, 'operation' | 'body'>): boolean {
  return operation === get && isObject(body) && body['withRefreshedCatalog'] === true;
}

/** Whether everybody has to see the connection. */
export function isLive(known: KnownConnection): boolean {
  return hasOnly(known, (status) => status === 'active' || status === 'inactive');
}

export function isDeprecated(known: KnownConnection): boolean {
  return hasOnly(known, (status) => status === 'deprecated');
}

export function mayBeDeprecated(known: KnownConnection): boolean {
  return !hasOnly(known, (status) => status !== 'deprecated');
}

/** Whether the members are certain to be as they were read last. */
export function isCertain({ states: [state, ...others] }: KnownConnection, ...members: readonly string[]): boolean {
  return (
    state !== undefined && others.length === 0 && members.every((member) => allowedAt(state, member)?.length === 1)
  );
}

function hasOnly({ states }: KnownConnection, isRight: (status: unknown) => boolean): boolean {
  return states.every((state) => allowedAt(state, 'status')?.every(isRight) === true);
}

/** What an answer shows, as far as it is compared. */
function shown({ json }: Turn): Comparable {
  return comparableRead(isObject(json) ? json : {});
}

function created(worlds: Map<number, KnownConnection>, turn: Turn, judgements: Map<Turn, Judgement>): void {
  const { step: sent, body, json } = turn;
  if (sent.as !== undefined || !isObject(json) || typeof json['connectionId'] !== 'string') return;
  const now = shown(turn);
  const unmet = sent.intent.kind === 'valid' ? contradictions(afterCreate(now, body), now) : [];
  judgements.set(turn, { shown: now, unmet, writes: [], isParallel: false });
  if (sent.handle === undefined) return;
  // Create shows the streams as they were sent. With a discovered catalog, get shows the streams of that catalog.
  const later = now['catalogId'] === undefined ? [] : ['syncCatalog'];
  worlds.set(sent.handle, {
    handle: sent.handle,
    connectionId: json['connectionId'],
    createBody: isObject(body) ? body : {},
    states: [withFree(stateOf(now), later)],
    read: json,
    readBy: 'create',
    refused: [],
    others: [],
    parallel: new Map(),
    inputs: inputsKept([], turn),
  });
}

/** What is known of a connection after the answers to one or more turns about it. */
function afterOwn(before: KnownConnection, turns: readonly Turn[], judgements: Map<Turn, Judgement>): KnownConnection {
  const isRefreshed = turns.some(isRefresh);
  const writes = new Map(turns.flatMap((turn) => writesOf(turn, before).map((write) => [turn, write] as const)));
  const shows = turns.filter((turn) => showsState(turn, before));
  const { finals, unmet } = explain(
    isRefreshed ? before.states.map(withoutStatus) : before.states,
    [...writes.values()],
    shows.map((turn) => ({ shown: shown(turn), write: writes.get(turn) })),
  );
  const isParallel = turns.length > 1;
  for (const [index, turn] of shows.entries())
    judgements.set(turn, {
      before,
      shown: shown(turn),
      unmet: unmet[index] ?? [],
      writes: [...writes.values()],
      isParallel,
    });
  const after = turns.reduce(
    (known, turn) =>
      noted({ ...known, inputs: inputsKept(known.inputs, turn) }, turn, { before, isShown: shows.includes(turn) }),
    before,
  );
  const [only] = shows;
  const states = isParallel || only === undefined ? finals : [stateOf(shown(only))];
  const stored = [...writes.values()].filter(({ outcome }) => outcome === 'stored');
  return {
    ...after,
    states: isRefreshed ? states.map((state) => withoutStatus(afterRefresh(state))) : states,
    parallel:
      isParallel && stored.length > 1
        ? new Map(stored.flatMap(({ body }) => [...sendersIn(body)]))
        : shows.length > 0
          ? new Map()
          : before.parallel,
  };
}

/** A refresh of a deprecated connection is answered without its status. */
function withoutStatus(state: ConnectionState): ConnectionState {
  return state.shown['status'] === 'active' || state.shown['status'] === 'inactive'
    ? state
    : withFree(state, ['status']);
}

/** The last read and what has happened since, after one more answer. */
function noted(
  known: KnownConnection,
  turn: Turn,
  { before, isShown }: { readonly before: KnownConnection; readonly isShown: boolean },
): KnownConnection {
  const { operation, body, answer, json, step: sent } = turn;
  const isNew = isShown && isObject(json) && (operation === update || sent.group === undefined);
  if (!isNew)
    return operation === update && answer.status !== 200 ? { ...known, refused: [...known.refused, body] } : known;
  const fresh = { refused: [], others: [], ...(isRefresh(turn) ? {} : { read: json }) };
  return operation === update
    ? { ...known, ...fresh, readBy: 'update', lastUpdate: body, beforeUpdate: before.states }
    : { ...known, ...fresh, readBy: 'get' };
}

/** The update, unless it was refused. After a 5xx it may have been carried out or not. */
function writesOf({ operation, answer, body, step: { intent }, json }: Turn, known: KnownConnection): ParallelWrite[] {
  const { status } = answer;
  if (operation !== update || (status >= 300 && status < 500)) return [];
  if (intent.kind !== 'valid') {
    // Null in a body that is taken stands for nothing.
    const taken = intent.kind === 'permitted' && status === 200 ? withoutNull(body) : body;
    return [{ body: isOther(json, known) ? undefined : taken, outcome: 'anyhow' }];
  }
  return [{ body, outcome: status === 200 ? 'stored' : 'perhaps' }];
}

/** What a broken get was answered with need not be the connection, and a broken update may have found another one. */
function showsState({ operation, answer, step: { intent, as }, json }: Turn, known: KnownConnection): boolean {
  if (as !== undefined || answer.status !== 200 || !isObject(json)) return false;
  if (intent.kind === 'valid') return operation === get || operation === update;
  return operation === update && !isOther(json, known);
}

function isOther(json: unknown, { connectionId }: KnownConnection): boolean {
  return isObject(json) && idOf(json['connectionId']) !== idOf(connectionId);
}
