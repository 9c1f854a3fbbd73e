/** What the wizard needs from connections/create: an id to go to, and an answer that is usable as a row of the table. */
import type { Interaction, Reads } from '../interaction.ts';
import { eachLike, equal, exampleIds, fromState, idFromState } from '../matchers.ts';
import { usersCatalog } from '../sample-catalog.ts';
import { connectionRead, errorBody, operation } from './answers.ts';
import { errorReads, operationReadsOf, readReads } from './reads.ts';

const base = {
  consumer: 'airbyte-webapp',
  operation: 'webBackendCreateConnection',
  status: 200,
  states: [{ name: 'a workspace' }],
} as const;

const body = {
  sourceId: idFromState('sourceId'),
  destinationId: idFromState('destinationId'),
  name: fromState('name', 'airlock-contract-1'),
  status: 'inactive',
  syncCatalog: usersCatalog,
} as const;

const reads: Reads = {
  ...readReads,
  '/connectionId': 'the page goes to the new connection; key of the row that is added (useConnectionHook.tsx)',
  '/syncCatalog/streams': 'first view of the new connection, from the cache (ConnectionEditService.tsx)',
};

const withSchedule = {
  ...body,
  scheduleType: 'basic',
  scheduleData: { basicSchedule: { timeUnit: 'hours', units: 24 } },
  namespaceDefinition: 'source',
  prefix: 'raw_',
  geography: 'auto',
  nonBreakingChangesPreference: 'ignore',
} as const;

export const createInteractions: readonly Interaction[] = [
  {
    ...base,
    description: 'a request to create a connection on a manual schedule',
    request: { ...body, scheduleType: 'manual' },
    response: connectionRead(),
    reads,
  },
  {
    ...base,
    description: 'a request to create a connection with a schedule, a prefix and a geography',
    request: withSchedule,
    response: connectionRead({
      scheduleType: equal('basic'),
      scheduleData: { basicSchedule: { timeUnit: equal('hours'), units: equal(24) } },
    }),
    reads: {
      ...reads,
      '/scheduleData/basicSchedule/timeUnit': 'frequency column of the row that is added (FrequencyCell.tsx)',
      '/scheduleData/basicSchedule/units': 'frequency column of the row that is added (FrequencyCell.tsx)',
    },
  },
  {
    ...base,
    description: 'a request to create a connection with normalization',
    request: {
      ...body,
      scheduleType: 'manual',
      operations: [
        {
          workspaceId: idFromState('workspaceId'),
          name: 'Normalize',
          operatorConfiguration: { operatorType: 'normalization', normalization: { option: 'basic' } },
        },
      ],
    },
    response: connectionRead({
      operations: eachLike(
        operation({ operatorType: equal('normalization'), normalization: { option: equal('basic') } }),
      ),
    }),
    reads: {
      ...reads,
      ...operationReadsOf('normalization'),
    },
  },
  {
    ...base,
    description: 'a request to create a connection with a dbt Cloud job',
    request: {
      ...body,
      scheduleType: 'manual',
      operations: [
        {
          workspaceId: idFromState('workspaceId'),
          name: 'dbt Cloud',
          operatorConfiguration: {
            operatorType: 'webhook',
            webhook: {
              webhookConfigId: exampleIds.webhookConfigId,
              webhookType: 'dbtCloud',
              dbtCloud: { accountId: 1234, jobId: 5678 },
            },
          },
        },
      ],
    },
    response: connectionRead({
      operations: eachLike(
        operation({
          operatorType: equal('webhook'),
          webhook: {
            webhookType: equal('dbtCloud'),
            dbtCloud: { accountId: equal(1234), jobId: equal(5678) },
          },
        }),
      ),
    }),
    reads: {
      ...reads,
      ...operationReadsOf('webhook'),
    },
  },
  {
    ...base,
    description: 'a request to create a connection on a source that is not there',
    states: [{ name: 'there is no such source' }],
    request: { ...body, scheduleType: 'manual' },
    status: 404,
    response: errorBody(),
    reads: errorReads,
  },
  {
    ...base,
    description: 'a request to create a connection with a cron expression that cannot be read',
    request: {
      ...body,
      scheduleType: 'cron',
      scheduleData: { cron: { cronExpression: 'every noon', cronTimeZone: 'UTC' } },
    },
    status: 422,
    statuses: [400, 422],
    response: errorBody(),
    reads: errorReads,
  },
];
