/** What an answer to connections/list shows. */
import { isObject, listAt, member } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { operations } from '../../schemas/operations.ts';
import { idOf } from '../model/read-back.ts';
import type { Observation } from './check.ts';
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
  return listedConnections(json).find((item) => idOf(item['connectionId']) === idOf(connectionId));
}
