import { randomUUID } from 'node:crypto';

/** A short random id: the name of a run in logs, journals and the connections that it makes. */
export function newRunId(): string {
  return randomUUID().slice(0, 8);
}
