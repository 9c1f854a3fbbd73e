/** Which answers show a connection, and what the case knows of it. */
import { isObject } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import type { KnownConnection } from '../model/worlds.ts';
import type { Observation, Past } from './check.ts';

const reads = new Set<Observation['operation']>([
  'webBackendGetConnection',
  'webBackendCreateConnection',
  'webBackendUpdateConnection',
]);

/** The connection that is the body of a success. */
export function shownConnection({ operation, answer, json }: Observation): JsonObject | undefined {
  return reads.has(operation) && answer.status === 200 && isObject(json) ? json : undefined;
}

/** The connection that the step is about, as the case knows it. */
export function connectionOf({ step }: Observation, past: Past): KnownConnection | undefined {
  return step.handle === undefined ? undefined : past.connection(step.handle);
}
