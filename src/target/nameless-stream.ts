import { isObject, member } from '../json/json.ts';

/**
 * Whether a body selects a stream without a name. Servers of 2023 store such a connection behind a 500, and every list of its workspace
 * fails from then on.
 */
export function selectsNamelessStream(body: unknown): boolean {
  const streams = member(member(body, 'syncCatalog'), 'streams');
  return (
    Array.isArray(streams) &&
    streams.some((entry) => {
      const stream = member(entry, 'stream');
      return (
        isObject(stream) && (stream['name'] ?? null) === null && member(member(entry, 'config'), 'selected') === true
      );
    })
  );
}
