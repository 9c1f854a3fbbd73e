import { member } from '../../src/json/json.ts';

/** Identifies a stream in its catalog. An absent namespace is the empty one. */
export function streamIdentity(stream: unknown): string {
  return JSON.stringify([member(stream, 'namespace') ?? '', member(stream, 'name')]);
}
