/** A request lacks a member, or has one too many, and the server does not refuse it. */
import type { Deviation } from './deviation.ts';
import { failsOn, nullPointer, reads, uncaught, unreadableWebhook, writes } from './wordings.ts';

export const ofMissingMembers = [
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
    evidence: '2023: UncaughtExceptionHandler answers 500 with the text of the NullPointerException. Seen on 0.44.5.',
    matches: [
      failsOn(['required', 'operation'], { message: nullPointer }),
      failsOn(['required', 'type'], {
        message: `${uncaught}: SQL .*null value in column "(name|workspace_id)" .*violates not-null constraint`,
        broken: { pointer: '^/operations/\\d+(/(name|workspaceId))?$' },
      }),
      // An id that is missing is written into the address as null, which no reader understands.
      failsOn(['required', 'type'], {
        message: unreadableWebhook,
        broken: { pointer: '^/operations/\\d+/operatorConfiguration/webhook/dbtCloud(/(accountId|jobId))?$' },
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
] as const satisfies readonly Deviation[];
