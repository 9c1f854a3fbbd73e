/** Which answers show a connection, and what the case knows of it. */
import type { KnownConnection } from '../model/worlds.ts';
import type { Observation, Past } from './check.ts';

const reads = new Set<Observation['operation']>([
  'webBackendGetConnection',
  'webBackendCreateConnection',
  'webBackendUpdateConnection',
]);

/** A success whose body is a connection. */
export function showsConnection({ operation, answer }: Observation): boolean {
  return reads.has(operation) && answer.status === 200;
}

/** The connection that the step is about, as the case knows it. */
export function connectionOf({ step }: Observation, past: Past): KnownConnection | undefined {
  return step.handle === undefined ? undefined : past.connection(step.handle);
}
