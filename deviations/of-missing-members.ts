/** A request lacks a member, or has one too many, and the server does not refuse it. */
import type { Deviation, Matcher } from './deviation.ts';
import type { OperationId } from '../schemas/operations.ts';
import { failsOn, reads, writes } from './wordings.ts';

export const ofMissingMembers = [
  {
    id: 'stream-schema-not-required',
    title: 'A stream without jsonSchema is taken',
    until: '2024-08-08',
    operations: writes,
    condition: 'A stream lacks jsonSchema.',
    evidence:
      'The description requires a member that no server knows, json_schema; that jsonSchema is required is our repair of it. 5357e67132 made it so.',
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
    operations: ['webBackendGetConnection', 'webBackendUpdateConnection', 'webBackendCreateConnection'],
    condition: 'The body has no connectionId, or null or an empty text for it; or there is no body, or null.',
    evidence: '2023: WebBackendConnectionsHandler looks up the configuration of null. Seen on 0.44.5 and 2.0.0.',
    matches: [
      ...withoutId('/connectionId', ['webBackendGetConnection', 'webBackendUpdateConnection']),
      ...withoutBody(['webBackendCreateConnection']),
      {
        checks: ['no-server-error'],
        isUncaught: true,
        // The last is `null}`: releases since Micronaut 4 do not look at what follows the first document.
        broken: {
          keywords: ['an empty body', 'only blanks', 'null at the root', 'malformed JSON on connections/update'],
        },
      },
    ],
  },
  {
    id: 'missing-id-of-read-is-500',
    title: 'A missing id is a server error of every operation that has one',
    from: '2025-07-24',
    operations: ['getStateType', 'webBackendListConnectionsForWorkspace', 'webBackendGetWorkspaceState'],
    condition:
      'The body has no connectionId or workspaceId, or null or an empty text for it; or there is no body, or null.',
    evidence: 'The handlers became Kotlin with 8a6509c24c: null is no id. Seen on 2.0.0; 0.44.5 answers 200.',
    matches: [
      ...withoutId('/connectionId', ['getStateType']),
      ...withoutId('/workspaceId', ['webBackendListConnectionsForWorkspace', 'webBackendGetWorkspaceState']),
    ],
  },
  {
    id: 'null-dereferenced',
    title: 'A missing member ends in a null pointer',
    operations: writes,
    condition:
      'A write lacks a required member, or the block that its operatorType names, and the code dereferences it.',
    evidence: '2023: UncaughtExceptionHandler answers 500 for the NullPointerException. Seen on 0.44.5 and 2.0.0.',
    matches: [
      // Null is taken for absent, and an object for a list of one that lacks everything.
      failsOn(['required', 'type', 'operation'], {
        broken: {
          pointer:
            '^/(sourceId|destinationId|operations(/\\d+(/(name|workspaceId|operatorConfiguration(/(operatorType|normalization|dbt|webhook(/(webhookType|dbtCloud(/(accountId|jobId))?))?))?))?)?|syncCatalog/streams(/\\d+(/(stream|config)(/(supportedSyncModes|selected|cursorField))?)?)?)$',
        },
      }),
    ],
  },
  {
    id: 'incomplete-stream-is-500',
    title: 'A stream without name, jsonSchema or modes is a server error',
    from: '2024-08-08',
    operations: writes,
    condition:
      'A stream lacks name or jsonSchema, or its configuration syncMode or destinationSyncMode; nothing is stored.',
    evidence: '5357e67132: the configured streams are Kotlin classes whose members may not be null. Seen on 2.0.0.',
    matches: ['stream/name', 'stream/jsonSchema', 'config/syncMode', 'config/destinationSyncMode'].map(
      (member): Matcher => ({
        checks: ['no-server-error'],
        operations: writes,
        isUncaught: true,
        request: [{ pointer: `/syncCatalog/streams/*/${member}`, is: 'absent' }],
      }),
    ),
  },
  {
    id: 'incomplete-write-read-back',
    title: 'What an accepted write lacks, the answers lack too',
    operations: reads,
    condition:
      'A write without a required member, or with null for it, was accepted, or failed after it had changed operations; the read has the same gap.',
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
        isUncaught: true,
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

/** No body that could have the id, none in it, or an empty text, which is read as none. */
function withoutId(pointer: string, operations: readonly OperationId[]): readonly Matcher[] {
  return [
    ...withoutBody(operations),
    ...([{ oneOf: [''] }, 'absent'] as const).map((is): Matcher => ({
      checks: ['no-server-error'],
      operations,
      isUncaught: true,
      request: [{ pointer, is }],
    })),
  ];
}

function withoutBody(operations: readonly OperationId[]): readonly Matcher[] {
  return [
    { checks: ['no-server-error'], operations, isUncaught: true, request: [{ pointer: '', is: { oneOf: [null] } }] },
  ];
}
