/**
 * What released Airbyte servers do otherwise than described. A finding that one of these explains is reported as a
 * deviation and does not fail a run. A matcher names the request and the answer as closely as the evidence does: what
 * merely looks similar stays a finding.
 *
 * Read in airbyte-platform; "2023" below is 8a7ba2f710 of 5 May 2023, version 0.44.4. Dates are those of the change.
 */
import type { Finding } from '../src/report/report.ts';
import { explains } from './deviation.ts';
import type { Deviation, Matcher } from './deviation.ts';

const writes = ['webBackendCreateConnection', 'webBackendUpdateConnection'] as const;
const reads = ['webBackendGetConnection', ...writes] as const;
/** How 2023 words an exception that nothing maps: UncaughtExceptionHandler. */
const uncaught = '^Internal Server Error';
/** The message of a null pointer, bare or with Java's helpful text. */
const nullPointer = '^Internal Server Error: (null$|Cannot .+ because .+ is null)';

/** A 500 with the wording of 2023, for a request that breaks this rule. */
function failsOn(keywords: readonly string[], rest: Partial<Matcher> = {}): Matcher {
  return {
    checks: ['no-server-error'],
    operations: writes,
    statuses: [500],
    message: uncaught,
    ...rest,
    broken: { keywords, ...rest.broken },
  };
}

/** T1: what a server of 2023 stores, and from then on cannot read. */
const namelessStream = {
  operations: writes,
  request: [
    { pointer: '/syncCatalog/streams/*/stream/name', is: 'absent' },
    { pointer: '/syncCatalog/streams/*/config/selected', is: { oneOf: [true] } },
  ],
} as const;

export const deviations = [
  {
    id: 'stream-schema-not-required',
    title: 'A stream without jsonSchema is taken',
    operations: writes,
    condition: 'A stream lacks jsonSchema.',
    evidence:
      'The description requires a member that no server knows, json_schema; that jsonSchema is required is our repair of it.',
    matches: [
      {
        checks: ['invalid-rejected'],
        operations: writes,
        statuses: [200],
        pointer: '/stream/jsonSchema$',
        broken: { keywords: ['required'] },
      },
    ],
  },
  {
    id: 'required-not-enforced',
    title: 'Required members may be left out',
    operations: 'all',
    condition: 'A request lacks a member that the description requires; the server takes it as null and goes on.',
    evidence: 'Bean validation is off: WebBackendApiTest posts {} to every endpoint and expects 200.',
    everywhere: { keyword: 'required' },
    matches: [{ checks: ['invalid-rejected'], statuses: [200], broken: { keywords: ['required'] } }],
  },
  {
    id: 'missing-id-is-500',
    title: 'A missing connectionId is a server error',
    operations: ['webBackendGetConnection', 'webBackendUpdateConnection'],
    condition: 'The body has no connectionId, or null.',
    evidence: '2023: WebBackendConnectionsHandler looks up the configuration of null.',
    matches: [
      {
        checks: ['no-server-error'],
        operations: ['webBackendGetConnection', 'webBackendUpdateConnection'],
        statuses: [500],
        message: uncaught,
        request: [{ pointer: '/connectionId', is: 'absent' }],
      },
    ],
  },
  {
    id: 'null-dereferenced',
    title: 'A missing member ends in a null pointer',
    operations: writes,
    condition:
      'A write lacks a required member, or the block that its operatorType names, and the code dereferences it.',
    evidence: '2023: UncaughtExceptionHandler answers 500 with the text of the NullPointerException.',
    matches: [
      failsOn(['required', 'operation'], { message: nullPointer }),
      failsOn(['required', 'type'], {
        message: `${uncaught}: SQL .*null value in column "name" .*violates not-null constraint`,
        broken: { pointer: '^/operations/\\d+(/name)?$' },
      }),
      // Null is taken for absent, and an object for a list of one that lacks everything.
      failsOn(['type'], {
        message: nullPointer,
        broken: {
          pointer:
            '^/(sourceId|destinationId|operations(/\\d+(/(name|workspaceId|operatorConfiguration(/(operatorType|normalization|dbt|webhook(/dbtCloud(/(accountId|jobId))?)?))?))?)?|syncCatalog/streams(/\\d+(/(stream|config)(/(supportedSyncModes|selected|cursorField))?)?)?)$',
        },
      }),
    ],
  },
  {
    id: 'incomplete-write-read-back',
    title: 'What an accepted write lacks, the answers lack too',
    operations: reads,
    condition: 'A write without a required member, or with null for it, was accepted; the read has the same gap.',
    evidence: '2023: nothing is validated on the way in (see required-not-enforced), and null stays null in the row.',
    matches: [
      {
        checks: ['response-schema'],
        operations: reads,
        statuses: [200],
        pointer: '^/(schedule|scheduleData|syncCatalog|operations|resourceRequirements)/',
        isEcho: true,
      },
    ],
  },
  {
    id: 'parameter-bound-by-name',
    title: 'A member called like the parameter in the code replaces the body',
    until: '2024-03-07',
    operations: 'all',
    condition: 'The body has a member named like the Java parameter of the operation.',
    evidence: 'Micronaut binds by name where @Body is missing; added by 75a3855bba.',
    matches: [
      {
        checks: ['no-server-error'],
        statuses: [500],
        message: nullPointer,
        broken: { keywords: ['a member called like a parameter of the server'] },
      },
    ],
  },
  {
    id: 'create-without-status',
    title: 'A connection created without status is stored and never listed',
    operations: [
      'webBackendCreateConnection',
      'webBackendGetConnection',
      'webBackendUpdateConnection',
      'webBackendListConnectionsForWorkspace',
      'webBackendGetWorkspaceState',
    ],
    condition: 'A create without status was accepted; the answers lack the member, the list lacks the connection.',
    evidence: '2023: the column is null, and SQL comparison with null drops the row.',
    matches: [
      {
        checks: ['response-schema'],
        operations: reads,
        statuses: [200],
        pointer: '^/status$',
        earlier: {
          operations: ['webBackendCreateConnection'],
          statuses: [200],
          request: [{ pointer: '/status', is: 'absent' }],
        },
      },
      {
        checks: ['list-membership', 'list-get-agree', 'workspace-state'],
        operations: ['webBackendListConnectionsForWorkspace', 'webBackendGetWorkspaceState'],
        statuses: [200],
        earlier: {
          operations: ['webBackendCreateConnection'],
          statuses: [200],
          request: [{ pointer: '/status', is: 'absent' }],
        },
      },
    ],
  },
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
  {
    id: 'nameless-stream-breaks-workspace',
    title: 'A selected stream without a name is stored and breaks every read',
    operations: [...reads, 'webBackendListConnectionsForWorkspace'],
    condition: 'A catalog with a selected stream that has no name was sent.',
    evidence: '2023: CatalogConverter computes the alias of null after the row is written.',
    matches: [
      {
        checks: ['no-server-error'],
        operations: [...reads, 'webBackendListConnectionsForWorkspace'],
        statuses: [500],
        message: uncaught,
        earlier: namelessStream,
      },
      {
        checks: ['no-server-error'],
        operations: ['webBackendListConnectionsForWorkspace'],
        statuses: [500],
        message: nullPointer,
        earlier: { ...namelessStream, anywhere: true },
      },
    ],
  },
  {
    id: 'webhook-address-breaks-reads',
    title: 'A webhook whose address is no run of dbt Cloud breaks every read',
    operations: reads,
    condition:
      'An operation of type webhook was stored with an executionUrl that is no dbt Cloud run, and no dbtCloud block.',
    evidence: '2023: OperationsConverter derives account and job from the address by a pattern and insists on a match.',
    matches: [
      {
        checks: ['no-server-error'],
        operations: reads,
        statuses: [500],
        message: uncaught,
        earlier: {
          operations: writes,
          request: [
            { pointer: '/operations/*/operatorConfiguration/webhook/executionUrl', is: 'present' },
            { pointer: '/operations/*/operatorConfiguration/webhook/dbtCloud', is: 'absent' },
          ],
        },
      },
    ],
  },
  {
    id: 'boolean-schema-breaks-update',
    title: 'A field whose schema is a boolean breaks an update that resets',
    operations: ['webBackendUpdateConnection'],
    condition: 'A stream has a property whose schema is true or false, and the update does not skip the reset.',
    evidence: '2023: the diff of catalogs refuses what is no object, after the catalog is stored.',
    matches: [
      {
        checks: ['no-server-error'],
        operations: ['webBackendUpdateConnection'],
        statuses: [500],
        message: uncaught,
        request: [{ pointer: '/skipReset', is: 'absent' }],
        earlier: {
          operations: writes,
          request: [{ pointer: '/syncCatalog/streams/*/stream/jsonSchema/properties/*', is: { oneOf: [true, false] } }],
        },
      },
    ],
  },
  {
    id: 'notification-flags-shared',
    title: 'Switching notifications of one connection switches them for all',
    until: '2023-05-08',
    operations: ['webBackendGetConnection', 'webBackendUpdateConnection'],
    condition: 'An update changed notifySchemaChanges or notifySchemaChangesByEmail of any connection.',
    evidence: 'An UPDATE without WHERE in StandardSyncPersistence, fixed by 70df39473d.',
    // Every comparison of the two flags meets it, whichever case of the run switched them.
    matches: (['notifySchemaChanges', 'notifySchemaChangesByEmail'] as const).map((flag): Matcher => ({
      checks: [
        'isolation',
        'patch-frame',
        'create-equals-get',
        'update-equals-get',
        'no-op-update',
        'repeated-update',
        'lost-update',
        'get-is-read-only',
        'rejected-write-changes-nothing',
      ],
      operations: ['webBackendGetConnection', 'webBackendUpdateConnection'],
      statuses: [200],
      pointer: '^/notifySchemaChanges(ByEmail)?$',
      earlier: {
        operations: ['webBackendUpdateConnection'],
        request: [{ pointer: `/${flag}`, is: 'present' }],
        anywhere: true,
      },
    })),
  },
  {
    id: 'email-flag-follows-webhook-flag',
    title: 'The e-mail flag is written only when it differs from the webhook flag',
    from: '2023-03-22',
    operations: ['webBackendUpdateConnection', 'webBackendGetConnection'],
    condition: 'An update sends notifySchemaChangesByEmail.',
    evidence: 'StandardSyncPersistence compares it with the wrong row.',
    matches: [
      {
        checks: ['patch-frame', 'update-equals-get', 'repeated-update'],
        operations: ['webBackendUpdateConnection', 'webBackendGetConnection'],
        statuses: [200],
        pointer: '^/notifySchemaChangesByEmail$',
        earlier: {
          operations: ['webBackendUpdateConnection'],
          request: [{ pointer: '/notifySchemaChangesByEmail', is: 'present' }],
        },
      },
    ],
  },
  {
    id: 'last-writer-wins',
    title: 'Of two updates at the same time one is lost',
    operations: ['webBackendGetConnection'],
    condition: 'Updates of one connection are in flight together.',
    evidence: 'ConnectionsHandler reads, changes and writes the whole row without lock or version.',
    matches: [
      { checks: ['lost-update'], operations: ['webBackendGetConnection'], statuses: [200], isFormerValue: 'present' },
      {
        checks: ['lost-update'],
        operations: ['webBackendGetConnection'],
        statuses: [200],
        pointer: '^/(prefix|namespaceFormat|resourceRequirements|operations|schedule|scheduleData)$', // may be unset
        isFormerValue: 'any',
      },
    ],
  },
  {
    id: 'stack-traces-in-errors',
    title: 'Error bodies carry a Java stack trace',
    until: '2024-11-07',
    operations: 'all',
    condition: 'Any error that the server builds itself.',
    evidence: 'KnownException puts the lines into exceptionStack; removed by d4a4ebaaf3.',
    matches: [
      {
        checks: ['no-leak'],
        statuses: [404, 409, 422, 500],
        response: [
          { pointer: '/exceptionClassName', is: 'present' },
          { pointer: '/exceptionStack/*', is: { matches: '^\\s*(at )?[\\w$.<>/]+\\([\\w$]+\\.(java|kt):\\d+\\)' } },
        ],
      },
    ],
  },
  {
    id: 'no-validation-errors',
    title: 'A 422 does not say which property is wrong',
    operations: 'all',
    condition: 'Any 422; the documented body is built for another exception, and with status 400.',
    evidence: '2023: KnownExceptionHandler; InvalidInputExceptionHandler.',
    matches: [{ checks: ['strict-error-body'], statuses: [422], response: [{ pointer: '/message', is: 'present' }] }],
  },
  {
    id: 'refresh-of-deprecated-lacks-status',
    title: 'Refreshing a deprecated connection answers no status',
    operations: ['webBackendGetConnection'],
    condition: 'A get with withRefreshedCatalog of a connection that is deprecated.',
    evidence: '2023: the loop that fills in the new status skips deprecated connections. Read, not seen.',
    matches: [
      {
        checks: ['response-schema'],
        operations: ['webBackendGetConnection'],
        statuses: [200],
        pointer: '^/status$',
        request: [{ pointer: '/withRefreshedCatalog', is: { oneOf: [true] } }],
        earlier: {
          operations: ['webBackendUpdateConnection', 'webBackendCreateConnection'],
          request: [{ pointer: '/status', is: { oneOf: ['deprecated'] } }],
        },
      },
    ],
  },
  {
    id: 'failed-discovery-is-500',
    title: 'A refresh whose discovery fails is a server error',
    until: '2026-06-17',
    operations: ['webBackendGetConnection'],
    condition: 'A get with withRefreshedCatalog while the source cannot be read.',
    evidence: 'The catalog of the failed job is null; 1475dd6d08 answers the stored one.',
    matches: [
      {
        checks: ['no-server-error'],
        operations: ['webBackendGetConnection'],
        statuses: [500],
        message: uncaught,
        request: [{ pointer: '/withRefreshedCatalog', is: { oneOf: [true] } }],
      },
    ],
  },
  {
    id: 'newer-stream-members',
    title: 'Streams carry members that the closed models do not know',
    from: '2024-04-18',
    operations: reads,
    condition: 'The server is newer than the description in use.',
    evidence: 'ed8e7a5280, 9edcf2e334, b7f1ed0787, 48143f29e7, c807f373e1, 76fc9d9476, 511bfd5373, ec44051796.',
    matches: [
      {
        checks: ['response-schema'],
        operations: reads,
        statuses: [200],
        pointer:
          '^/syncCatalog/streams/\\d+/(stream/(isResumable|isFileBased)|config/(syncId|generationId|minimumGenerationId|hashedFields|mappers|includeFiles|namespace|destinationObjectName))$',
      },
    ],
  },
  {
    id: 'newer-enum-values',
    title: 'Answers carry enum values that the description does not know',
    from: '2023-05-23',
    operations: [...reads, 'webBackendListConnectionsForWorkspace'],
    condition: 'The server is newer than the description in use.',
    evidence: '46a2ce56fb, e95c551c42, 29091d1187, 37d38e81fb, 227f2d1f88.',
    matches: [
      newerValue('/nonBreakingChangesPreference', ['propagate_columns', 'propagate_fully']),
      newerValue('/syncCatalog/streams/*/config/destinationSyncMode', ['overwrite_dedup', 'update', 'soft_delete']),
      newerValue('/status', ['locked']),
      newerValue('/latestSyncJobStatus', ['queued']),
      newerValue('/connections/*/status', ['locked']),
      newerValue('/connections/*/latestSyncJobStatus', ['queued']),
    ],
  },
  {
    id: 'update-stream-is-object',
    title: 'updateStream of a catalog difference is an object',
    from: '2024-05-02',
    operations: ['webBackendGetConnection'],
    condition: 'A refresh that finds a changed stream.',
    evidence: '62fb37b69a.',
    matches: [
      {
        checks: ['response-schema'],
        operations: ['webBackendGetConnection'],
        statuses: [200],
        pointer: '^/catalogDiff/transforms/\\d+/updateStream$',
        response: [{ pointer: '/catalogDiff/transforms/*/updateStream/fieldTransforms', is: 'present' }],
      },
    ],
  },
  {
    id: 'operator-blocks-dropped',
    title: 'Normalization and dbt operations come back without their block',
    from: '2024-07-01',
    operations: reads,
    condition: 'An operation of type normalization or dbt was sent.',
    evidence: 'ec6908ab70, 9b71521aed: the types are kept, their bodies are gone.',
    matches: [
      {
        checks: ['operations-as-set', 'create-equals-get', 'patch-frame'],
        operations: reads,
        statuses: [200],
        pointer: '^/operations(/|$)',
        response: [
          { pointer: '/operations/*/operatorConfiguration/operatorType', is: { oneOf: ['normalization', 'dbt'] } },
          { pointer: '/operations/*/operatorConfiguration/normalization', is: 'nowhere' },
          { pointer: '/operations/*/operatorConfiguration/dbt', is: 'nowhere' },
        ],
        earlier: {
          operations: writes,
          request: [
            { pointer: '/operations/*/operatorConfiguration/operatorType', is: { oneOf: ['normalization', 'dbt'] } },
          ],
        },
      },
    ],
  },
  {
    id: 'dbt-cloud-ids-of-32-bits',
    title: 'An account or a job of dbt Cloud beyond 32 bits is refused',
    until: '2024-07-31',
    operations: writes,
    condition: 'dbtCloud.accountId or jobId is above 2147483647.',
    evidence: 'Integer in the model, so that Jackson refuses; long since 1d4868d33c.',
    matches: (['accountId', 'jobId'] as const).map((key): Matcher => ({
      checks: ['valid-accepted'],
      operations: writes,
      statuses: [400],
      message: '^Bad Request$',
      request: [
        { pointer: `/operations/*/operatorConfiguration/webhook/dbtCloud/${key}`, is: { above: 2_147_483_647 } },
      ],
    })),
  },
  {
    id: 'cron-limited',
    title: 'Cron schedules that fire more than once an hour are refused',
    from: '2024-11-19',
    operations: writes,
    condition: 'A cron schedule with more than one firing an hour, without the entitlement.',
    evidence: '1649d3f1b8.',
    matches: [
      {
        checks: ['valid-accepted'],
        operations: writes,
        statuses: [400],
        request: [
          { pointer: '/scheduleType', is: { oneOf: ['cron'] } },
          // seconds or minutes that are a list, a range, a step or anything
          {
            pointer: '/scheduleData/cron/cronExpression',
            is: { matches: '^(\\S*[*/,-]\\S*|\\S+\\s+\\S*[*/,-]\\S*)\\s' },
          },
        ],
      },
    ],
  },
  {
    id: 'minutes-limited',
    title: 'Basic schedules of less than an hour are refused',
    from: '2025-11-04',
    operations: writes,
    condition: 'A basic schedule in minutes, fewer than 60, without the entitlement.',
    evidence: '6216450c35.',
    matches: [
      {
        checks: ['valid-accepted'],
        operations: writes,
        statuses: [400],
        request: [
          { pointer: '/scheduleData/basicSchedule/timeUnit', is: { oneOf: ['minutes'] } },
          { pointer: '/scheduleData/basicSchedule/units', is: { below: 60 } },
        ],
      },
    ],
  },
  {
    id: 'geographies-gone',
    title: 'geographies/list answers 404',
    from: '2025-05-22',
    operations: ['webBackendListGeographies'],
    condition: 'Every call.',
    evidence: '83e587d43c.',
    matches: [
      {
        checks: ['declared-status', 'valid-accepted', 'content-type', 'constant-answers'],
        operations: ['webBackendListGeographies'],
        statuses: [404],
      },
    ],
  },
  {
    id: 'geography-dropped',
    title: 'geography is accepted and not read back',
    from: '2025-05-12',
    operations: reads,
    condition: 'A write sends geography; connections have dataplaneGroupId instead.',
    evidence: 'aade8e6170.',
    matches: [
      {
        checks: ['patch-frame', 'create-equals-get'],
        operations: reads,
        statuses: [200],
        pointer: '^/geography$',
        response: [{ pointer: '/dataplaneGroupId', is: 'present' }],
      },
    ],
  },
  {
    id: 'list-paged',
    title: 'The list shows one page of 20',
    from: '2025-07-09',
    operations: ['webBackendListConnectionsForWorkspace'],
    condition: 'The workspace has more than 20 connections and the request names no pageSize.',
    evidence: '92e76c9637.',
    matches: [
      {
        checks: ['list-membership', 'list-filters', 'parallel-creates-listed', 'distinct-creates'],
        operations: ['webBackendListConnectionsForWorkspace'],
        statuses: [200],
        request: [{ pointer: '/pageSize', is: 'absent' }],
        response: [
          { pointer: '/page_size', is: { oneOf: [20] } },
          { pointer: '/connections', is: { longerThan: 19 } },
        ],
      },
    ],
  },
  {
    id: 'error-id-instead-of-message',
    title: 'Error bodies hold an errorId and no message',
    from: '2025-10-13',
    operations: 'all',
    condition: 'Unknown ids and malformed requests. The description required message until 5 August 2026.',
    evidence: '75054177f0, ddd4a0e596.',
    matches: [
      {
        checks: ['response-schema'],
        statuses: [400, 404, 422],
        pointer: '^/message$',
        response: [{ pointer: '/errorId', is: { matches: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' } }],
      },
    ],
  },
] as const satisfies readonly Deviation[];

export type DeviationId = (typeof deviations)[number]['id'];

/** Days on which releases were cut, for those that are asked for by name. */
const releaseDates: Readonly<Record<string, string>> = { '0.44': '2023-05-05', '0.44.4': '2023-05-05' };

/**
 * The deviation that explains a finding, if one does. Without `release` (an ISO date, or a version such as
 * `airbyte-0.44`) the server may be of any age.
 * @throws {TypeError} for a release that is neither.
 */
export function deviationFor(finding: Finding, options: { readonly release?: string } = {}): Deviation | undefined {
  const date = options.release === undefined ? undefined : dateOf(options.release);
  return deviations.find(
    (deviation: Deviation) =>
      (date === undefined ||
        ((deviation.from === undefined || deviation.from <= date) &&
          (deviation.until === undefined || date < deviation.until))) &&
      explains(deviation, finding),
  );
}

/** The rule that servers with this deviation leave alone everywhere; `undefined` where it is about a single place. */
export function ruleLeftAlone(id: string): string | undefined {
  const found: Deviation | undefined = deviations.find((deviation) => deviation.id === id);
  return found?.everywhere?.keyword;
}

function dateOf(release: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(release)) return release;
  const date = releaseDates[release.replace(/^airbyte-|^v/, '')];
  if (date !== undefined) return date;
  throw new TypeError(
    `Cannot tell the day of release "${release}": expected an ISO date or one of ${Object.keys(releaseDates).join(', ')}`,
  );
}

/** An answer that breaks its schema at a place where it holds one of the values that a later release added. */
function newerValue(place: string, values: readonly string[]): Matcher {
  return {
    checks: ['response-schema'],
    operations: [...reads, 'webBackendListConnectionsForWorkspace'],
    statuses: [200],
    pointer: `^${place.replaceAll('*', '\\d+')}$`,
    response: [{ pointer: place, is: { oneOf: values } }],
  };
}
