import { member } from '../../src/json/json.ts';

/** What tells a stream from the others of its catalog: an absent namespace is the empty one. */
export function streamIdentity(stream: unknown): string {
  return JSON.stringify([member(stream, 'namespace') ?? '', member(stream, 'name')]);
}
