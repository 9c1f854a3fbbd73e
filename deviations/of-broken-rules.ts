/** A request breaks a rule beyond the schema: the server fails in place of refusing it, or takes it. */
import type { Deviation, Matcher } from './deviation.ts';
import { failsOn, uncaught, writes } from './wordings.ts';

export const ofBrokenRules = [
  {
    id: 'schedule-precondition-is-500',
    title: 'A schedule that contradicts itself is a server error on update',
    operations: ['webBackendUpdateConnection'],
    condition:
      'An update sends the legacy schedule, scheduleData without scheduleType or with manual, or basic or cron without scheduleData.',
    evidence: '2023: ConnectionScheduleHelper and the update handler throw IllegalArgumentException.',
    matches: [
      [{ pointer: '/schedule', is: 'present' }],
      [
        { pointer: '/scheduleData', is: 'present' },
        { pointer: '/scheduleType', is: 'absent' },
      ],
      [
        { pointer: '/scheduleData', is: 'present' },
        { pointer: '/scheduleType', is: { oneOf: ['manual'] } },
      ],
      [
        { pointer: '/scheduleData', is: 'absent' },
        { pointer: '/scheduleType', is: { oneOf: ['basic', 'cron'] } },
      ],
    ].map((request): Matcher => ({
      checks: ['no-server-error'],
      operations: ['webBackendUpdateConnection'],
      statuses: [500],
      message: uncaught,
      request: request as NonNullable<Matcher['request']>, // the literals of the list above
    })),
  },
  {
    id: 'operations-replaced-by-refused-update',
    title: 'A refused update has replaced the operations already',
    operations: ['webBackendUpdateConnection', 'webBackendGetConnection'],
    condition: 'An update with operations fails later on: on its schedule, on the workspace of an operation.',
    evidence: '2023: WebBackendConnectionsHandler writes the operations first; nothing is rolled back.',
    matches: [
      {
        checks: ['rejected-write-changes-nothing', 'get-is-read-only', 'update-equals-get'],
        operations: ['webBackendGetConnection'],
        statuses: [200],
        pointer: '^/(operations|operationIds)(/|$)',
        earlier: {
          operations: ['webBackendUpdateConnection'],
          statuses: [422, 500],
          request: [{ pointer: '/operations', is: 'present' }],
        },
      },
    ],
  },
  {
    id: 'field-selection-is-500',
    title: 'A field selection that the code cannot walk is a server error',
    operations: writes,
    condition:
      'A selected path has more than one element, or an incremental stream with field selection has no cursorField.',
    evidence: '2023: CatalogConverter takes the one element of the path, and dereferences the cursor.',
    matches: [
      failsOn(['field-selection', 'reference'], {
        request: [
          { pointer: '/syncCatalog/streams/*/config/fieldSelectionEnabled', is: { oneOf: [true] } },
          { pointer: '/syncCatalog/streams/*/config/selectedFields/*/fieldPath', is: { longerThan: 1 } },
        ],
      }),
      failsOn(['field-selection', 'reference', 'required'], {
        request: [
          { pointer: '/syncCatalog/streams/*/config/fieldSelectionEnabled', is: { oneOf: [true] } },
          { pointer: '/syncCatalog/streams/*/config/syncMode', is: { oneOf: ['incremental'] } },
          { pointer: '/syncCatalog/streams/*/config/cursorField', is: 'absent' },
        ],
      }),
    ],
  },
  {
    id: 'long-text-is-500',
    title: 'Text over 256 characters is a server error',
    operations: writes,
    condition: 'name, prefix or namespaceFormat has more than 256 characters.',
    evidence: '2023: the columns are varchar(256), and the database refuses.',
    matches: ['/name', '/prefix', '/namespaceFormat'].map((pointer): Matcher =>
      failsOn(['length'], { request: [{ pointer, is: { longerThan: 256 } }] }),
    ),
  },
  {
    id: 'nul-is-500',
    title: 'A NUL character is a server error',
    operations: writes,
    condition: 'A text holds U+0000.',
    evidence: '2023: Postgres has no NUL in text, and the error of the database is not mapped.',
    matches: [failsOn(['nul'])],
  },
  {
    id: 'foreign-workspace-is-500',
    title: 'Mixing workspaces is a server error',
    operations: writes,
    condition: 'The source, the destination and the operations are not of one workspace.',
    evidence: '2023: ConnectionHelper throws IllegalArgumentException.',
    matches: [failsOn(['foreign-workspace'])],
  },
  {
    id: 'unknown-catalog-is-500',
    title: 'An unknown sourceCatalogId is a server error',
    operations: writes,
    condition: 'sourceCatalogId names no stored catalog.',
    evidence: '2023: the foreign key of the connection table refuses, and the error of the database is not mapped.',
    matches: [failsOn(['unknown-id'], { broken: { pointer: '^/sourceCatalogId$' } })],
  },
  {
    id: 'duplicate-streams-accepted',
    title: 'The same stream twice is accepted',
    until: '2023-10-16',
    operations: writes,
    condition: 'A catalog has two streams with the same namespace and name.',
    evidence: 'No rule before 77055d8972.',
    matches: [
      { checks: ['invalid-rejected'], operations: writes, statuses: [200], broken: { keywords: ['duplicate-stream'] } },
    ],
  },
  {
    id: 'duplicate-streams-are-500',
    title: 'The same stream twice is a server error',
    operations: writes,
    condition:
      'A catalog has two streams with the same namespace and name. Before 16 October 2023 only where a map by name is built.',
    evidence: '77055d8972: a precondition that throws IllegalArgumentException; 2023: "Duplicate key" of a map.',
    matches: [failsOn(['duplicate-stream'], { message: `${uncaught}|^$` })],
  },
] as const satisfies readonly Deviation[];
