import { isObject, member } from '../model/read-back.ts';
import type { JsonObject } from '../model/read-back.ts';

/** The items of a list answer, as far as they are objects. */
export function listedConnections(json: unknown): readonly JsonObject[] {
  const connections = member(json, 'connections');
  return Array.isArray(connections) ? connections.filter(isObject) : [];
}
