import { isObject, member } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';

/** The items of a list answer, as far as they are objects. */
export function listedConnections(json: unknown): readonly JsonObject[] {
  const connections = member(json, 'connections');
  return Array.isArray(connections) ? connections.filter(isObject) : [];
}
