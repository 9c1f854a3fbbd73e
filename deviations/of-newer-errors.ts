/** Newer servers fail, refuse or do not answer what they declare or should refuse. */
import type { Deviation, Matcher } from './deviation.ts';
import { writes } from './wordings.ts';

const list = 'webBackendListConnectionsForWorkspace';

/** How ApiHelper words what the database refuses. */
function refusedByDatabase(rest: Pick<Matcher, 'operations' | 'request' | 'broken'>): Matcher {
  return { checks: ['declared-status'], statuses: [409], message: '^Failed to access database', ...rest };
}

export const ofNewerErrors = [
  {
    id: 'database-refusal-is-409',
    title: 'What the database refuses is a conflict, which no operation declares',
    from: '2024-11-07',
    operations: [...writes, list],
    condition:
      'A text is over 256 characters or holds NUL, a catalog id is unknown, an operation has no name, or pageSize is below 0.',
    evidence:
      'd4a4ebaaf3: ApiHelper turns DataAccessException into ConflictException. Seen on 2.0.0; before it was 500.',
    matches: [
      ...['/name', '/prefix', '/namespaceFormat', '/operations/*/name'].map((pointer) =>
        refusedByDatabase({ operations: writes, request: [{ pointer, is: { longerThan: 256 } }] }),
      ),
      refusedByDatabase({ operations: writes, broken: { keywords: ['nul'] } }),
      refusedByDatabase({
        operations: writes,
        broken: { keywords: ['unknown-id'], pointer: '^/(source|destination)CatalogId$' },
      }),
      refusedByDatabase({ operations: writes, request: [{ pointer: '/operations/*/name', is: 'absent' }] }),
      refusedByDatabase({ operations: [list], request: [{ pointer: '/pageSize', is: { below: 0 } }] }),
    ],
  },
  {
    id: 'paused-filter-is-500',
    title: 'A filter for the status paused is a server error',
    from: '2025-07-09',
    operations: [list],
    condition: 'filters.statuses holds paused, which the description declares.',
    evidence: '92e76c9637: ConnectionJobStatus has no value of that name. Seen on 2.0.0.',
    matches: [
      {
        checks: ['no-server-error', 'valid-accepted'],
        operations: [list],
        isUncaught: true,
        request: [{ pointer: '/filters/statuses/*', is: { oneOf: ['paused'] } }],
      },
    ],
  },
  {
    id: 'null-tags-are-500',
    title: 'A create with null for tags is a server error',
    from: '2025-01-09',
    operations: ['webBackendCreateConnection'],
    condition: 'A create sends null for tags; an update leaves them alone.',
    evidence: '6816034380: the handler walks the list without looking. Seen on 2.0.0.',
    matches: [
      {
        checks: ['no-server-error'],
        operations: ['webBackendCreateConnection'],
        isUncaught: true,
        request: [{ pointer: '/tags', is: { oneOf: [null] } }],
      },
    ],
  },
  {
    id: 'null-streams-are-500',
    title: 'Null for the streams of a catalog is a server error',
    operations: writes,
    condition: 'syncCatalog.streams is null.',
    evidence: 'CatalogConverter walks the list without looking. Seen on 0.44.5 and 2.0.0.',
    matches: [
      {
        checks: ['no-server-error'],
        operations: writes,
        isUncaught: true,
        request: [{ pointer: '/syncCatalog/streams', is: { oneOf: [null] } }],
      },
    ],
  },
  {
    id: 'unanswered-id',
    title: 'An id that no header can hold is never answered',
    from: '2025-07-24',
    operations: 'all',
    condition:
      'A member of the body that is named like an id is a text that begins with a blank or a tab, or holds a line break or NUL.',
    evidence:
      'The server copies ids of the body into headers of the request; the header refuses the text, and the exception ends the pipeline. Seen on 2.0.0.',
    matches: ['connectionId', 'sourceId', 'destinationId', 'workspaceId', 'operationId', 'jobId', 'id'].map(
      (key): Matcher => ({
        checks: ['no-server-error', 'always-answered'],
        statuses: [0], // no answer at all
        request: [{ pointer: `/${key}`, is: { matches: String.raw`^[ \t]+[^ \t]|[\r\n\0]` } }],
      }),
    ),
  },
] as const satisfies readonly Deviation[];
