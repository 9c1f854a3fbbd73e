import { jsonOf } from './json-of.ts';

/** The connections in the body of a list; none in any other body. Not by k6's own `json()`, which stumbles over a byte order mark. */
export function connectionIdsIn(list: string): readonly string[] {
  const body = jsonOf(list);
  if (typeof body !== 'object' || body === null || !('connections' in body) || !Array.isArray(body.connections))
    return [];
  return body.connections.flatMap((connection: unknown) =>
    typeof connection === 'object' && connection !== null && 'connectionId' in connection
      ? [String(connection.connectionId)]
      : [],
  );
}
