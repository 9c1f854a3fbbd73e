/** A request breaks a rule beyond the schema: the server fails in place of refusing it, or takes it. */
import type { Deviation, Matcher } from './deviation.ts';
import { dbtCloudIds, failsOn, ofShownState, reads, seenGone, writes } from './wordings.ts';

export const ofBrokenRules = [
  {
    id: 'schedule-precondition-is-500',
    title: 'A schedule that contradicts itself is a server error on update',
    operations: ['webBackendUpdateConnection'],
    condition:
      'An update sends the legacy schedule, scheduleData without scheduleType or with manual, or basic or cron without scheduleData.',
    evidence:
      '2023: ConnectionScheduleHelper and the update handler throw IllegalArgumentException. Seen on 0.44.5 and 2.0.0.',
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
      isUncaught: true,
      request: request as NonNullable<Matcher['request']>, // the literals of the list above
    })),
  },
  {
    id: 'operations-replaced-by-refused-update',
    title: 'A refused update has changed and removed operations already',
    operations: ['webBackendUpdateConnection', 'webBackendGetConnection'],
    condition:
      'An update with operations fails later on: on its schedule, on the workspace of an operation, in the database. Known ones are changed and missing ones gone; new ones are not attached.',
    evidence:
      '2023: WebBackendConnectionsHandler writes the operations first; nothing is rolled back. Seen on 0.44.5 and 2.0.0.',
    matches: [
      {
        checks: ofShownState,
        operations: ['webBackendUpdateConnection', 'webBackendGetConnection'],
        statuses: [200],
        pointer: '^/(operations|operationIds)(/|$)',
        earlier: {
          operations: ['webBackendUpdateConnection'],
          statuses: [409, 422, 500],
          request: [{ pointer: '/operations', is: 'present' }],
        },
      },
      {
        checks: ofShownState,
        operations: ['webBackendUpdateConnection', 'webBackendGetConnection'],
        statuses: [200],
        pointer: '^/(operations|operationIds)(/|$)',
        earlier: {
          operations: ['webBackendUpdateConnection'],
          statuses: [400],
          // A cron that is refused is 400 since bd2ef46e22; any other 400 comes before the handler.
          request: [
            { pointer: '/operations', is: 'present' },
            { pointer: '/scheduleType', is: { oneOf: ['cron'] } },
          ],
        },
      },
    ],
  },
  {
    id: 'field-selection-is-500',
    title: 'A selected path of more than one element is a server error',
    operations: writes,
    condition: 'A stream with field selection has a selected path of more than one element.',
    evidence: 'CatalogConverter: "Nested field selection not supported". Seen on 0.44.5 and 2.0.0.',
    matches: [
      failsOn(['field-selection', 'reference'], {
        request: [
          { pointer: '/syncCatalog/streams/*/config/fieldSelectionEnabled', is: { oneOf: [true] } },
          { pointer: '/syncCatalog/streams/*/config/selectedFields/*/fieldPath', is: { longerThan: 1 } },
        ],
      }),
    ],
  },
  {
    id: 'field-selection-dereferenced',
    title: 'A field selection that lacks what it is checked with is a server error',
    until: seenGone,
    operations: writes,
    condition:
      'A stream with field selection has no jsonSchema, is incremental without cursorField, or is deduplicated without primaryKey.',
    evidence: '2023: CatalogConverter dereferences each. Seen on 0.44.5; 2.0.0 takes an absent list for an empty one.',
    matches: [
      failsOn(['field-selection', 'reference', 'required', 'type'], {
        request: [
          { pointer: '/syncCatalog/streams/*/config/fieldSelectionEnabled', is: { oneOf: [true] } },
          { pointer: '/syncCatalog/streams/*/config/syncMode', is: { oneOf: ['incremental'] } },
          { pointer: '/syncCatalog/streams/*/config/cursorField', is: 'absent' },
        ],
      }),
      failsOn(['field-selection', 'reference', 'required', 'type'], {
        request: [
          { pointer: '/syncCatalog/streams/*/config/fieldSelectionEnabled', is: { oneOf: [true] } },
          { pointer: '/syncCatalog/streams/*/config/destinationSyncMode', is: { oneOf: ['append_dedup'] } },
          { pointer: '/syncCatalog/streams/*/config/primaryKey', is: 'absent' },
        ],
      }),
      failsOn(['required', 'type'], {
        broken: { pointer: '^/syncCatalog/streams/\\d+/(stream/jsonSchema|config/selectedFields(/\\d+)?)$' },
        request: [{ pointer: '/syncCatalog/streams/*/config/fieldSelectionEnabled', is: { oneOf: [true] } }],
      }),
    ],
  },
  {
    id: 'long-text-is-500',
    title: 'Text over 256 characters is a server error',
    until: '2024-11-07',
    operations: writes,
    condition: 'name, prefix, namespaceFormat or the name of an operation has more than 256 characters.',
    evidence: '2023: the columns are varchar(256), and the database refuses. d4a4ebaaf3 made it a 409.',
    matches: ['/name', '/prefix', '/namespaceFormat', '/operations/*/name'].map((pointer): Matcher =>
      failsOn(['length'], { request: [{ pointer, is: { longerThan: 256 } }] }),
    ),
  },
  {
    id: 'nul-is-500',
    title: 'A NUL character is a server error',
    until: '2024-11-07',
    operations: writes,
    condition: 'A text holds U+0000.',
    evidence:
      '2023: Postgres has no NUL in text, and the error of the database is not mapped. d4a4ebaaf3 made it a 409.',
    matches: [failsOn(['nul'])],
  },
  {
    id: 'foreign-workspace-is-500',
    title: 'Mixing workspaces is a server error',
    operations: writes,
    condition: 'The source, the destination and the operations are not of one workspace.',
    evidence: '2023: ConnectionHelper throws IllegalArgumentException. Seen on 0.44.5 and 2.0.0.',
    matches: [failsOn(['foreign-workspace'])],
  },
  {
    id: 'foreign-catalog-accepted',
    title: 'A catalog of another source is taken',
    operations: writes,
    condition: 'sourceCatalogId is that of another source, in this workspace or another.',
    evidence:
      'Only the foreign key is checked: the catalog exists. Seen on 0.44.5 and 2.0.0: the frame is then that of the other source.',
    matches: [
      {
        checks: ['invalid-rejected'],
        operations: writes,
        statuses: [200],
        pointer: '^/sourceCatalogId$',
        broken: { keywords: ['foreign-workspace'], pointer: '^/sourceCatalogId$' },
      },
    ],
  },
  {
    id: 'unknown-catalog-is-500',
    title: 'An unknown sourceCatalogId is a server error',
    until: '2024-11-07',
    operations: writes,
    condition: 'sourceCatalogId names no stored catalog.',
    evidence:
      '2023: the foreign key of the connection table refuses, and the error of the database is not mapped. d4a4ebaaf3 made it a 409.',
    matches: [failsOn(['unknown-id'], { broken: { pointer: '^/sourceCatalogId$' } })],
  },
  {
    id: 'dbt-cloud-ids-of-32-bits',
    title: 'An account or a job of dbt Cloud beyond 32 bits becomes another number',
    until: '2024-07-31',
    operations: reads,
    condition:
      'dbtCloud.accountId or jobId is above 2147483647. It wraps around: below zero the write is a server error that leaves an operation, and every read is one where that operation was known; else another number is read back.',
    evidence: 'Integer in the model, which Jackson casts; long since 1d4868d33c. Seen on 0.44.5.',
    matches: dbtCloudIds.flatMap((pointer): readonly Matcher[] => {
      const request = [{ pointer, is: { above: 2_147_483_647 } }];
      return [
        {
          checks: ['no-server-error', 'valid-accepted'],
          operations: writes,
          isUncaught: true,
          request,
        },
        {
          checks: ['no-server-error', 'valid-accepted'],
          operations: reads,
          isUncaught: true,
          earlier: { operations: ['webBackendUpdateConnection'], statuses: [500], request },
        },
        {
          checks: ofShownState,
          operations: writes,
          statuses: [200],
          pointer: '^/operations(/|$)',
          request: [{ pointer, is: { above: 4_294_967_295 } }],
        },
      ];
    }),
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
    evidence:
      '77055d8972: a precondition that throws IllegalArgumentException; 2023: "Duplicate key" of a map. Seen on 0.44.5 and 2.0.0.',
    matches: [failsOn(['duplicate-stream'])],
  },
] as const satisfies readonly Deviation[];
