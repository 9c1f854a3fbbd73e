/** What the pages of one connection need from connections/get: its settings, its operations, and refusals. */
import type { Interaction, Reads } from '../interaction.ts';
import { eachLike, equal, idFromState, integer, string } from '../matchers.ts';
import { connectionRead, errorBody, operation } from './answers.ts';
import { errorReads, operationReadsOf, readReads } from './reads.ts';

const base = { consumer: 'airbyte-webapp', operation: 'webBackendGetConnection', status: 200 } as const;
const request = { connectionId: idFromState('connectionId') };

const pageReads: Reads = {
  ...readReads,
  '/syncCatalog/streams': 'list of streams in the catalog editor (CatalogTree)',
};

export const getInteractions: readonly Interaction[] = [
  {
    ...base,
    description: 'a request for a connection',
    states: [{ name: 'a connection exists' }],
    request,
    response: connectionRead(),
    reads: pageReads,
  },
  {
    ...base,
    description: 'a request for a connection with a basic schedule',
    states: [{ name: 'a connection exists', params: { schedule: 'basic' } }],
    request,
    response: connectionRead({
      scheduleType: equal('basic'),
      scheduleData: { basicSchedule: { timeUnit: equal('hours'), units: equal(24) } },
    }),
    reads: {
      ...pageReads,
      '/scheduleData/basicSchedule/timeUnit': 'frequency in the form (ScheduleField.tsx)',
      '/scheduleData/basicSchedule/units': 'frequency in the form (ScheduleField.tsx)',
    },
  },
  {
    ...base,
    description: 'a request for a connection with a cron schedule',
    states: [{ name: 'a connection exists', params: { schedule: 'cron' } }],
    request,
    response: connectionRead({
      scheduleType: equal('cron'),
      scheduleData: { cron: { cronExpression: equal('0 0 12 * * ?'), cronTimeZone: equal('UTC') } },
    }),
    reads: {
      ...pageReads,
      '/scheduleData/cron/cronExpression': 'cron field of the form (CronScheduleFormField.tsx)',
      '/scheduleData/cron/cronTimeZone': 'time zone in the form (CronScheduleFormField.tsx)',
    },
  },
  {
    ...base,
    description: 'a request for a connection with a namespace and a prefix of its own',
    states: [{ name: 'a connection exists', params: { prefix: 'raw_', namespaceFormat: 'lake_x' } }],
    request,
    response: connectionRead({
      namespaceDefinition: equal('customformat'),
      namespaceFormat: equal('lake_x'),
      prefix: equal('raw_'),
      geography: string('auto'),
    }),
    reads: {
      ...pageReads,
      '/namespaceDefinition': 'choice in the form (formConfig.tsx)',
      '/namespaceFormat': 'text in the form (formConfig.tsx)',
      '/prefix': 'text in the form (formConfig.tsx)',
      '/geography': 'choice in the settings (UpdateConnectionDataResidency.tsx)',
    },
  },
  {
    ...base,
    description: 'a request for a connection with normalization',
    states: [{ name: 'a connection exists', params: { operations: 'normalization' } }],
    request,
    response: connectionRead({
      operations: eachLike(
        operation({ operatorType: equal('normalization'), normalization: { option: equal('basic') } }),
      ),
    }),
    reads: {
      ...pageReads,
      ...operationReadsOf('normalization'),
    },
  },
  {
    ...base,
    description: 'a request for a connection with a custom transformation',
    states: [{ name: 'a connection exists', params: { operations: 'dbt' } }],
    request,
    response: connectionRead({
      operations: eachLike(
        operation({
          operatorType: equal('dbt'),
          dbt: {
            gitRepoUrl: equal('https://git.example.com/transform.git'),
            gitRepoBranch: equal('main'),
            dockerImage: equal('fishtownanalytics/dbt:1.0.0'),
            dbtArguments: equal('run'),
          },
        }),
      ),
    }),
    reads: {
      ...pageReads,
      ...operationReadsOf('dbt'),
    },
  },
  {
    ...base,
    description: 'a request for a connection that was deleted',
    states: [{ name: 'a deprecated connection exists' }],
    request,
    response: connectionRead({ status: equal('deprecated') }),
    reads: {
      ...pageReads,
      '/status': 'switches the pages to read-only (ConnectionEditService.tsx)',
    },
  },
  {
    ...base,
    description: 'a request for a connection that has synced',
    states: [{ name: 'a connection that has synced exists' }],
    request,
    response: connectionRead({
      latestSyncJobStatus: string('succeeded'),
      latestSyncJobCreatedAt: integer(1_700_000_000),
    }),
    reads: {
      ...pageReads,
      '/latestSyncJobStatus': 'status until the job history is loaded (ConnectionEditService.tsx)',
      '/latestSyncJobCreatedAt': 'last sync column, through the list cache (LastSyncCell.tsx)',
    },
  },
  {
    ...base,
    description: 'a request for a connection that is not there',
    states: [{ name: 'there is no such connection' }],
    request,
    status: 404,
    response: errorBody(),
    reads: errorReads,
  },
  {
    ...base,
    description: 'a request for a connection id that is no UUID',
    states: [{ name: 'a workspace' }],
    request: { connectionId: 'not-a-uuid' },
    breaksSchema: true,
    status: 422,
    statuses: [400, 422],
    response: errorBody(),
    reads: errorReads,
  },
];
