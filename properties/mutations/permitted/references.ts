/** Ids, and operations, that some servers take as they are and others refuse. */
import { capitals, placeholders } from '../../arbitraries/generation-context.ts';
import type { JsonObject } from '../../../src/json/json.ts';
import { exactInteger } from '../../../src/json/parse-json.ts';
import type { SemanticRule } from '../semantic-rule.ts';

const operation = (operatorConfiguration: JsonObject, more: JsonObject = {}): JsonObject => ({
  operations: [{ workspaceId: placeholders.workspace, name: 'Airlock', operatorConfiguration, ...more }],
});
const cloudRun = (accountId: number | bigint, jobId: number | bigint = 1): JsonObject => ({
  operatorType: 'webhook',
  webhook: { webhookType: 'dbtCloud', dbtCloud: { accountId, jobId } },
});
const run = (...ids: readonly [number | bigint, (number | bigint)?]): JsonObject => operation(cloudRun(...ids));
const accountId = '/operations/0/operatorConfiguration/webhook/dbtCloud/accountId';
/** Released servers make an address of the number, and cannot read it back unless it has digits only. */
const unreadable = { trap: 'unreadable-operation' } as const;

/** Of creates and updates. */
export const permittedOperations: readonly SemanticRule[] = [
  // What wraps around is positive again: a released server that does so can read it.
  ['dbt-cloud-id', accountId, 'ids of dbt Cloud beyond 32 bits', run(2 ** 32 + 7, 2 ** 32 + 11)],
  [
    'operation',
    '/operations/0/operatorConfiguration/webhook/executionUrl',
    'a webhook that is no run of dbt Cloud',
    operation({ operatorType: 'webhook', webhook: { executionUrl: 'https://example.com/', executionBody: '{}' } }),
    unreadable,
  ],
  [
    'contradiction',
    '/operations/0/operatorConfiguration/dbt',
    'an operation with the block of another type',
    operation({ ...cloudRun(1), dbt: { gitRepoUrl: 'https://example.com/', dockerImage: 'dbt' } }),
  ],
  ['dbt-cloud-id', accountId, 'an account of zero', run(0)],
  ['dbt-cloud-id', accountId, 'a negative account', run(-1), unreadable],
  ['dbt-cloud-id', accountId, 'a fraction of an account', run(1.5)],
  [
    'dbt-cloud-id',
    accountId,
    'ids of dbt Cloud beyond 53 bits',
    run(exactInteger('9007199254740993'), exactInteger('9007199254740995')),
  ],
  [
    'id-case',
    '/operations/0/workspaceId',
    'the workspace of an operation in capitals',
    operation(cloudRun(1), { workspaceId: capitals(placeholders.workspace) }),
  ],
];

/** Of creates alone. */
export const permittedIdsOnCreate: readonly SemanticRule[] = [
  ['id-case', '/sourceId', 'a source in capitals', { sourceId: capitals(placeholders.source) }],
  ['id-case', '/destinationId', 'a destination in capitals', { destinationId: capitals(placeholders.destination) }],
  ['unused', '/operationIds', 'an operation that nothing has', { operationIds: [placeholders.unknown] }],
];

const connection = { connectionId: capitals(placeholders.connection(1)) } as const;

/** Of updates alone. */
export const permittedIdsOnUpdate: readonly SemanticRule[] = [
  ['id-case', '/connectionId', 'a connection in capitals', { ...connection, prefix: 'airlock_capital_' }],
];

/** Of reads. */
export const permittedIdsOnRead: Readonly<Record<string, readonly SemanticRule[]>> = {
  webBackendGetConnection: [['id-case', '/connectionId', 'a connection in capitals', connection]],
  getStateType: [['id-case', '/connectionId', 'a connection in capitals', connection]],
  webBackendGetWorkspaceState: [
    ['id-case', '/workspaceId', 'a workspace in capitals', { workspaceId: capitals(placeholders.workspace) }],
  ],
  webBackendListConnectionsForWorkspace: [
    ['id-case', '/workspaceId', 'a workspace in capitals', { workspaceId: capitals(placeholders.workspace) }],
    ['id-case', '/sourceId', 'a filter by a source in capitals', { sourceId: [capitals(placeholders.source)] }],
    [
      'id-case',
      '/destinationId',
      'a filter by a destination in capitals',
      { destinationId: [capitals(placeholders.destination)] },
    ],
  ],
};
