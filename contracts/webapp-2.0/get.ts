/** What the pages of one connection need from connections/get. */
import { FieldTransform } from '../../schemas/catalog-diff.ts';
import { StreamTransform } from '../../schemas/airbyte-2.0/catalog-diff.ts';
import { noneNull } from '../interaction.ts';
import type { Interaction, Reads } from '../interaction.ts';
import {
  anyList,
  arrayContaining,
  boolean,
  eachLike,
  equal,
  exampleIds,
  idFromState,
  oneOf,
  string,
} from '../matchers.ts';
import { connectionRead, dbtCloudJob, hashingMapper, nullFree, stream, tag } from './answers.ts';
import type { Template } from './answers.ts';
import {
  basicScheduleReads,
  cronScheduleReads,
  dbtCloudReads,
  hashingMapperReads,
  manualScheduleReads,
  readReads,
  readReadsWith,
  statusReads,
  tagReads,
} from './reads.ts';

const base = { consumer: 'airbyte-webapp-2.0', operation: 'webBackendGetConnection', status: 200 } as const;
const connectionId = idFromState('connectionId');

/** One read of a connection that has something, which the answer shows and the page uses. */
function shown(
  what: string,
  params: Readonly<Record<string, string | boolean>>,
  more: { readonly answer: Template; readonly reads: Reads },
): Interaction {
  return {
    ...base,
    description: `a request for a connection ${what}`,
    states: [{ name: 'a connection exists', params }],
    request: { connectionId, withRefreshedCatalog: false },
    response: connectionRead(more.answer),
    reads: more.reads,
  };
}

function withStreams(config: Template): Template {
  return { syncCatalog: { streams: eachLike(stream(config)) } };
}

const basicSchedule = {
  scheduleType: equal('basic'),
  scheduleData: { basicSchedule: { timeUnit: equal('hours'), units: equal(24) } },
};

export const getInteractions: readonly Interaction[] = [
  shown(
    'on a manual schedule',
    {},
    { answer: { scheduleType: equal('manual') }, reads: { ...readReads, ...manualScheduleReads } },
  ),
  // The forms take no null: one of them makes both save buttons useless.
  ...noneNull(
    shown(
      'to edit its catalog and its schedule',
      { catalog: 'users', schedule: 'basic', prefix: 'raw_' },
      {
        answer: { ...withStreams({}), ...basicSchedule },
        reads: { ...readReadsWith(), ...basicScheduleReads },
      },
    ),
    ...nullFree,
  ),
  shown(
    'on a cron schedule',
    { schedule: 'cron' },
    {
      answer: {
        scheduleType: equal('cron'),
        scheduleData: { cron: { cronExpression: equal('0 0 12 * * ?'), cronTimeZone: equal('UTC') } },
      },
      reads: { ...readReads, ...cronScheduleReads },
    },
  ),
  shown(
    'with settings of its own',
    {
      prefix: 'raw_',
      namespaceFormat: 'lake_x',
      nonBreakingChangesPreference: 'disable',
      backfillPreference: 'enabled',
      notifySchemaChanges: true,
    },
    {
      answer: {
        namespaceDefinition: equal('customformat'),
        namespaceFormat: equal('lake_x'),
        prefix: equal('raw_'),
        nonBreakingChangesPreference: equal('disable'),
        backfillPreference: equal('enabled'),
        notifySchemaChanges: equal(true),
      },
      reads: {
        ...readReads,
        '/namespaceDefinition': 'form; without it "destination" is shown, and saved (formConfig.tsx)',
        '/namespaceFormat': 'form; sent back whole with every save of the settings (formConfig.tsx)',
        '/prefix': 'form; without it none is shown, and saved (formConfig.tsx)',
        '/nonBreakingChangesPreference': 'form; without it "propagate_columns" is shown, and saved (formConfig.tsx)',
        '/backfillPreference': 'form; without it "disabled" is shown, and saved (formConfig.tsx)',
        '/notifySchemaChanges': 'form; without it the setting of the workspace is shown, and saved (formConfig.tsx)',
      },
    },
  ),
  shown(
    'with a cursor and a key',
    { catalog: 'incremental' },
    {
      answer: withStreams({
        syncMode: equal('incremental'),
        destinationSyncMode: equal('append_dedup'),
        cursorField: eachLike(string('updated_at')),
        primaryKey: eachLike(eachLike(string('id'))),
      }),
      reads: readReadsWith('cursorField/*', 'primaryKey/*/*'),
    },
  ),
  shown(
    'with selected fields',
    { catalog: 'selectedFields' },
    {
      answer: withStreams({
        fieldSelectionEnabled: equal(true),
        selectedFields: eachLike({ fieldPath: eachLike(string('id')) }),
      }),
      reads: readReadsWith('fieldSelectionEnabled', 'selectedFields/*/fieldPath/*'),
    },
  ),
  shown(
    'with a mapping',
    { catalog: 'mapped' },
    {
      answer: withStreams({ mappers: eachLike(hashingMapper()) }),
      reads: readReadsWith(...hashingMapperReads),
    },
  ),
  {
    ...shown('with a tag', {}, { answer: { tags: eachLike(tag) }, reads: { ...readReads, ...tagReads } }),
    states: [{ name: 'a connection with a tag exists' }],
  },
  shown(
    'with a dbt Cloud job',
    { operations: 'dbtCloud' },
    { answer: { operations: eachLike(dbtCloudJob) }, reads: { ...readReads, ...dbtCloudReads } },
  ),
  {
    ...shown('that was deleted', {}, { answer: { status: equal('deprecated') }, reads: readReads }),
    states: [{ name: 'a deprecated connection exists' }],
  },
  {
    ...shown(
      'with its catalog refreshed from the source',
      {},
      {
        answer: { catalogId: string(exampleIds.catalogId) },
        reads: { ...readReads, '/catalogId': 'sent back as sourceCatalogId (ConnectionEditService.tsx)' },
      },
    ),
    request: { connectionId, withRefreshedCatalog: true },
  },
  {
    ...shown(
      'with its catalog refreshed from a source that changed a stream',
      {},
      {
        answer: {
          catalogId: string(exampleIds.catalogId),
          catalogDiff: { transforms: arrayContaining(changedStream()) },
        },
        reads: {
          ...readReads,
          '/catalogId': 'sent back as sourceCatalogId (ConnectionEditService.tsx)',
          '/catalogDiff/transforms/*/transformType': 'sections of the change dialog (CatalogDiffModal)',
          '/catalogDiff/transforms/*/streamDescriptor/name': 'headings of the change dialog (CatalogDiffModal)',
          '/catalogDiff/transforms/*/updateStream/fieldTransforms/*/transformType':
            'rows of the change dialog; another word throws (CatalogDiffModal)',
          '/catalogDiff/transforms/*/updateStream/fieldTransforms/*/fieldName/*':
            'rows of the change dialog (CatalogDiffModal)',
          '/catalogDiff/transforms/*/updateStream/fieldTransforms/*/breaking':
            'warning in the change dialog (CatalogDiffModal)',
          '/catalogDiff/transforms/*/updateStream/streamAttributeTransforms':
            'section of changed keys in the change dialog (CatalogDiffModal)',
        },
      },
    ),
    states: [{ name: 'a connection whose source schema changed', params: { transform: 'update_stream' } }],
    request: { connectionId, withRefreshedCatalog: true },
  },
  {
    ...base,
    description: 'a request for a connection that is not there',
    states: [{ name: 'there is no such connection' }],
    request: { connectionId, withRefreshedCatalog: false },
    status: 404,
    reads: statusReads,
  },
  {
    // An id typed into the address bar.
    ...base,
    description: 'a request for a connection id that is no UUID',
    states: [{ name: 'a workspace' }],
    request: { connectionId: 'not-a-uuid', withRefreshedCatalog: false },
    breaksSchema: true,
    status: 400,
    statuses: [400, 422],
    reads: statusReads,
  },
];

/** Since April 2024 an update is an object of two lists. */
function changedStream(): Template {
  return {
    transformType: oneOf(StreamTransform.properties.transformType.enum, 'update_stream'),
    streamDescriptor: { name: string('users') },
    updateStream: {
      fieldTransforms: eachLike({
        transformType: oneOf(FieldTransform.properties.transformType.enum, 'add_field'),
        fieldName: eachLike(string('phone')),
        breaking: boolean(false),
      }),
      streamAttributeTransforms: anyList(),
    },
  };
}
