/** What an answer to connections/list shows. */
import { isObject, listAt, member } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { operations } from '../../schemas/operations.ts';
import { idOf } from '../model/read-back.ts';
import type { KnownConnection } from '../model/worlds.ts';
import { isRefresh } from '../model/worlds.ts';
import type { Observation, Past } from './check.ts';
import { filtersOf } from './filters-of.ts';

/** A list, with filters or without, that was answered with 200. */
export function isList({ operation, answer }: Observation): boolean {
  return operation === operations.webBackendListConnectionsForWorkspace.id && answer.status === 200;
}

/** A list of the run's own workspace, filtered or not, while nothing else is sent. */
export function isOwnList(now: Observation): boolean {
  return isList(now) && now.step.intent.kind === 'valid' && now.step.group === undefined;
}

/** One without filters that shows all connections. */
export function isFullList(now: Observation): boolean {
  return isOwnList(now) && !isPage(now) && filtersOf(now.body).length === 0;
}

/** A page shows only some of what matches: newer servers say how many there are. */
export function isPage({ body, json }: Observation): boolean {
  const total = member(json, 'num_connections');
  return member(body, 'cursor') !== undefined || (typeof total === 'number' && total > listedConnections(json).length);
}

/** The items of a list answer, as far as they are objects. */
export function listedConnections(json: unknown): readonly JsonObject[] {
  return listAt(json, 'connections').filter(isObject);
}

/** The ids of its items, in lower case. */
export function listedIds(json: unknown): ReadonlySet<string> {
  return new Set(listedConnections(json).map(({ connectionId }) => idOf(connectionId)));
}

/** The item of a connection. */
export function itemOf(json: unknown, connectionId: unknown): JsonObject | undefined {
  return listedConnections(json).find((item) => isSameConnection(item, { connectionId }));
}

/** The connections of the case that a list shows, each with its item. */
export function ownItems(
  json: unknown,
  past: Past,
): readonly { readonly known: KnownConnection; readonly item: JsonObject }[] {
  return past.connections().flatMap((known) => {
    const item = itemOf(json, known.connectionId);
    return item === undefined ? [] : [{ known, item }];
  });
}

/** What is shown of a connection, of one that the case did not make unless it is its `own`: by a read, a list after it, and the read after that. */
export function listedBetween(now: Observation, past: Past, { own = false } = {}): ReadsAndItem | undefined {
  const [first, list] = past.observations.slice(-2);
  if (first === undefined || list === undefined || !isOwnList(list)) return undefined;
  const [before, read] = [readIn(first, own), readIn(now, own)];
  const item = itemOf(list.json, read?.['connectionId']);
  return before === undefined || read === undefined || item === undefined || !isSameConnection(before, read)
    ? undefined
    : { before, item, read };
}

interface ReadsAndItem {
  readonly before: JsonObject;
  readonly item: JsonObject;
  readonly read: JsonObject;
}

function readIn(observation: Observation, own: boolean): JsonObject | undefined {
  const { operation, answer, step, json } = observation;
  const isRead =
    operation === operations.webBackendGetConnection.id && step.intent.kind === 'valid' && !isRefresh(observation);
  return isRead && answer.status === 200 && (step.handle !== undefined) === own && isObject(json) ? json : undefined;
}

function isSameConnection(left: JsonObject, right: JsonObject): boolean {
  return idOf(left['connectionId']) === idOf(right['connectionId']);
}
