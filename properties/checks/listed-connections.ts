/** What an answer to connections/list shows. */
import { isObject, listAt } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { operations } from '../../schemas/operations.ts';
import { idOf } from '../model/read-back.ts';
import type { Observation } from './check.ts';

/** A list, with filters or without, that was answered with 200. */
export function isList({ operation, answer }: Observation): boolean {
  return operation === operations.webBackendListConnectionsForWorkspace.id && answer.status === 200;
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
