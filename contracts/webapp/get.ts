/** What the pages of one connection need from connections/get. */
import { FieldTransform, StreamTransform } from '../../schemas/catalog-diff.ts';
import type { Interaction, Reads } from '../interaction.ts';
import { readsBelow } from '../interaction.ts';
import {
  anyObject,
  arrayContaining,
  boolean,
  eachLike,
  equal,
  exampleIds,
  idFromState,
  integer,
  oneOf,
  string,
  uuid,
} from '../matchers.ts';
import { connectionRead, errorBody, operation, stream } from './answers.ts';
import { errorReads, operationReadsOf, readReads, streamReads } from './reads.ts';

const base = { consumer: 'airbyte-webapp', operation: 'webBackendGetConnection', status: 200 } as const;
const request = { connectionId: idFromState('connectionId') };
const streams = readsBelow('/syncCatalog/streams/*', streamReads);

function streamReadsOf(...more: readonly string[]): Reads {
  const always = [
    'stream/name',
    'stream/namespace',
    'stream/jsonSchema',
    'stream/supportedSyncModes/*',
    'config/selected',
    'config/syncMode',
    'config/destinationSyncMode',
  ];
  const wanted = new Set([...always, ...more].map((key) => `/syncCatalog/streams/*/${key}`));
  return Object.fromEntries(Object.entries(streams).filter(([key]) => wanted.has(key)));
}

export const getInteractions: readonly Interaction[] = [
  {
    ...base,
    description: 'a request for a connection',
    states: [{ name: 'a connection exists' }],
    request,
    response: connectionRead(),
    reads: { ...readReads, '/syncCatalog/streams': 'list of streams in the catalog editor (CatalogTree)' },
  },
  {
    ...base,
    description: 'a request for a connection to edit its catalog',
    states: [{ name: 'a connection exists', params: { catalog: 'users' } }],
    request,
    response: connectionRead({ syncCatalog: { streams: eachLike(stream()) } }),
    reads: { ...readReads, ...streamReadsOf() },
  },
  {
    ...base,
    description: 'a request for a connection with a cursor and a key',
    states: [{ name: 'a connection exists', params: { catalog: 'incremental' } }],
    request,
    response: connectionRead({
      syncCatalog: {
        streams: eachLike(
          stream({
            syncMode: equal('incremental'),
            destinationSyncMode: equal('append_dedup'),
            cursorField: eachLike(string('updated_at')),
            primaryKey: eachLike(eachLike(string('id'))),
          }),
        ),
      },
    }),
    reads: { ...readReads, ...streamReadsOf('config/cursorField/*', 'config/primaryKey/*/*') },
  },
  {
    ...base,
    description: 'a request for a connection with selected fields',
    states: [{ name: 'a connection exists', params: { catalog: 'selectedFields' } }],
    request,
    response: connectionRead({
      syncCatalog: {
        streams: eachLike(
          stream({
            fieldSelectionEnabled: equal(true),
            selectedFields: eachLike({ fieldPath: eachLike(string('id')) }),
          }),
        ),
      },
    }),
    reads: { ...readReads, ...streamReadsOf('config/fieldSelectionEnabled', 'config/selectedFields/*/fieldPath/*') },
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
      ...readReads,
      '/scheduleData/basicSchedule/timeUnit': 'frequency in the form (ScheduleField.tsx)',
      '/scheduleData/basicSchedule/units': 'frequency in the form (ScheduleField.tsx)',
      '/syncCatalog/streams': 'list of streams in the catalog editor (CatalogTree)',
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
      ...readReads,
      '/scheduleData/cron/cronExpression': 'cron field of the form (CronScheduleFormField.tsx)',
      '/scheduleData/cron/cronTimeZone': 'time zone in the form (CronScheduleFormField.tsx)',
      '/syncCatalog/streams': 'list of streams in the catalog editor (CatalogTree)',
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
      ...readReads,
      '/namespaceDefinition': 'choice in the form (formConfig.tsx)',
      '/namespaceFormat': 'text in the form (formConfig.tsx)',
      '/prefix': 'text in the form (formConfig.tsx)',
      '/geography': 'choice in the settings (UpdateConnectionDataResidency.tsx)',
      '/syncCatalog/streams': 'list of streams in the catalog editor (CatalogTree)',
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
      ...readReads,
      ...operationReadsOf('normalization'),
      '/syncCatalog/streams': 'list of streams in the catalog editor (CatalogTree)',
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
      ...readReads,
      ...operationReadsOf('dbt'),
      '/syncCatalog/streams': 'list of streams in the catalog editor (CatalogTree)',
    },
  },
  {
    ...base,
    description: 'a request for a connection that was deleted',
    states: [{ name: 'a deprecated connection exists' }],
    request,
    response: connectionRead({ status: equal('deprecated') }),
    reads: {
      ...readReads,
      '/status': 'switches the pages to read-only (ConnectionEditService.tsx)',
      '/syncCatalog/streams': 'list of streams in the catalog editor (CatalogTree)',
    },
  },
  {
    ...base,
    description: 'a request for a connection with its catalog refreshed from the source',
    states: [{ name: 'a connection whose source schema changed' }],
    request: { ...request, withRefreshedCatalog: true },
    response: connectionRead({
      catalogId: uuid(exampleIds.catalogId),
      syncCatalog: {
        streams: eachLike({ stream: { name: string('users'), jsonSchema: anyObject() }, config: stream()['config'] }),
      },
      catalogDiff: {
        transforms: arrayContaining({
          transformType: oneOf(StreamTransform.properties.transformType.enum, 'update_stream'),
          streamDescriptor: { name: string('users') },
          updateStream: eachLike({
            transformType: oneOf(FieldTransform.properties.transformType.enum, 'add_field'),
            fieldName: eachLike(string('phone')),
            breaking: boolean(false),
          }),
        }),
      },
    }),
    reads: {
      ...readReads,
      '/catalogId': 'sent back as sourceCatalogId (ConnectionFormService.tsx)',
      '/syncCatalog/streams/*/stream/name': 'row of the catalog editor (CatalogTree)',
      '/syncCatalog/streams/*/stream/jsonSchema': 'tree of fields (StreamFieldTable)',
      '/syncCatalog/streams/*/config/selected': 'switch of the stream (CatalogTreeTableRow)',
      '/syncCatalog/streams/*/config/syncMode': 'chosen sync mode (SyncModeSelect)',
      '/syncCatalog/streams/*/config/destinationSyncMode': 'chosen sync mode (SyncModeSelect)',
      '/catalogDiff/transforms/*/transformType': 'sections of the change dialog (CatalogDiffModal)',
      '/catalogDiff/transforms/*/streamDescriptor/name': 'headings of the change dialog (CatalogDiffModal)',
      '/catalogDiff/transforms/*/updateStream/*/transformType':
        'rows of the change dialog; updateStream must be a list (FieldSection.tsx)',
      '/catalogDiff/transforms/*/updateStream/*/fieldName/*': 'rows of the change dialog (FieldRow.tsx)',
      '/catalogDiff/transforms/*/updateStream/*/breaking': 'warning in the change dialog (FieldRow.tsx)',
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
      ...readReads,
      '/latestSyncJobStatus': 'status until the job history is loaded (ConnectionEditService.tsx)',
      '/latestSyncJobCreatedAt': 'last sync column, through the list cache (LastSyncCell.tsx)',
      '/syncCatalog/streams': 'list of streams in the catalog editor (CatalogTree)',
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
