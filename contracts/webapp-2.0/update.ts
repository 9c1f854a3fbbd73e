/** What the page needs from connections/update: a complete read, what it sent, and the rest as it was. */
import { noneNull } from '../interaction.ts';
import type { Interaction, Reads } from '../interaction.ts';
import { anyObject, eachLike, equal, exampleIds, idFromState, string } from '../matchers.ts';
import { sampleCatalogs } from '../sample-catalog.ts';
import { cronProblem, dbtCloudJob, hashingMapper, nullFree, stream, updatedRead } from './answers.ts';
import type { Template } from './answers.ts';
import {
  basicScheduleReads,
  cronScheduleReads,
  dbtCloudReads,
  hashingMapperReads,
  manualScheduleReads,
  problemReads,
  readReads,
  readReadsWith,
  statusReads,
} from './reads.ts';
import { sentDbtCloudJob, sentTag } from './sent.ts';

const connectionId = idFromState('connectionId');
const tagsRead: Reads = {
  '/tags': 'merged over the row of the table, which asks for its length without a guard (TagsCell.tsx)',
};

const base = {
  consumer: 'airbyte-webapp-2.0',
  operation: 'webBackendUpdateConnection',
  status: 200,
  states: [{ name: 'a connection exists' }],
} as const;

interface Update {
  readonly what: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly answer: Template;
  readonly reads: Reads;
}

/** A save after which the form shows what the answer has of the members that were sent. */
function update({ what, request, answer, reads }: Update): Interaction {
  return {
    ...base,
    description: `a request to ${what}`,
    request: { connectionId, ...request },
    response: updatedRead(answer),
    reads: { ...reads, ...tagsRead },
  };
}

const taken = 'the form takes it from the answer (ConnectionEditService.tsx)';

/** One body for all settings, always with the catalog; `geography` is a member that the release does not know any more. */
const settings = {
  skipReset: true,
  name: 'airlock-contract-saved',
  namespaceDefinition: 'customformat',
  namespaceFormat: 'lake_y',
  prefix: 'new_',
  nonBreakingChangesPreference: 'disable',
  geography: 'auto',
  syncCatalog: sampleCatalogs.users,
  notifySchemaChanges: true,
  backfillPreference: 'enabled',
  tags: [],
} as const;

const settingsAnswer = {
  name: equal('airlock-contract-saved'),
  namespaceDefinition: equal('customformat'),
  namespaceFormat: equal('lake_y'),
  prefix: equal('new_'),
  nonBreakingChangesPreference: equal('disable'),
  notifySchemaChanges: equal(true),
  backfillPreference: equal('enabled'),
  syncCatalog: { streams: eachLike(stream()) },
};

const settingPlaces = [
  '/namespaceDefinition',
  '/namespaceFormat',
  '/prefix',
  '/nonBreakingChangesPreference',
  '/notifySchemaChanges',
  '/backfillPreference',
] as const;

const settingsReads: Reads = { ...readReadsWith(), ...usedFor(taken, settingPlaces) };

function usedFor(use: string, places: readonly string[]): Reads {
  return Object.fromEntries(places.map((place) => [place, use]));
}

const kept =
  'left out of the update: absent means untouched, and the switch takes the whole answer (ConnectionEditService.tsx)';
const furnished = {
  name: 'a connection exists',
  params: {
    operations: 'dbtCloud',
    schedule: 'basic',
    prefix: 'raw_',
    namespaceFormat: 'lake_x',
    catalog: 'users',
    nonBreakingChangesPreference: 'disable',
    backfillPreference: 'enabled',
    notifySchemaChanges: true,
  },
} as const;

const forms: readonly Interaction[] = [
  {
    ...update({
      what: 'switch a connection off',
      request: { status: 'inactive', skipReset: true },
      answer: {
        status: equal('inactive'),
        scheduleType: equal('basic'),
        scheduleData: { basicSchedule: { timeUnit: equal('hours'), units: equal(24) } },
        namespaceDefinition: equal('customformat'),
        namespaceFormat: equal('lake_x'),
        prefix: equal('raw_'),
        nonBreakingChangesPreference: equal('disable'),
        backfillPreference: equal('enabled'),
        notifySchemaChanges: equal(true),
        operations: eachLike(dbtCloudJob),
        syncCatalog: { streams: eachLike(stream()) },
      },
      reads: {
        ...readReadsWith(),
        ...dbtCloudReads,
        ...usedFor(kept, [...Object.keys(basicScheduleReads), ...settingPlaces]),
      },
    }),
    states: [furnished],
  },
  // The form takes the answer, and no null: one of them makes the save button useless.
  ...noneNull(
    update({
      what: 'save the settings of a connection with a basic schedule',
      request: { ...settings, scheduleType: 'basic', scheduleData: { basicSchedule: { timeUnit: 'days', units: 2 } } },
      answer: {
        ...settingsAnswer,
        scheduleType: equal('basic'),
        scheduleData: { basicSchedule: { timeUnit: equal('days'), units: equal(2) } },
      },
      reads: { ...settingsReads, ...basicScheduleReads },
    }),
    ...nullFree,
  ),
  update({
    what: 'save the settings of a connection with a cron schedule',
    request: {
      ...settings,
      scheduleType: 'cron',
      scheduleData: { cron: { cronExpression: '0 0 12 * * ?', cronTimeZone: 'UTC' } },
    },
    answer: {
      ...settingsAnswer,
      scheduleType: equal('cron'),
      scheduleData: { cron: { cronExpression: equal('0 0 12 * * ?'), cronTimeZone: equal('UTC') } },
    },
    reads: { ...settingsReads, ...cronScheduleReads },
  }),
  {
    ...update({
      what: 'save the settings of a connection on a manual schedule',
      request: { ...settings, scheduleType: 'manual' },
      answer: { ...settingsAnswer, scheduleType: equal('manual') },
      reads: { ...settingsReads, ...manualScheduleReads },
    }),
    states: [furnished],
  },
  update({
    what: 'save the sync mode, the cursor and the key of a stream',
    request: {
      syncCatalog: sampleCatalogs.incremental,
      namespaceDefinition: 'source',
      prefix: 'raw_',
      skipReset: true,
    },
    answer: {
      namespaceDefinition: equal('source'),
      prefix: equal('raw_'),
      syncCatalog: {
        streams: eachLike(
          stream({
            syncMode: equal('incremental'),
            destinationSyncMode: equal('append_dedup'),
            cursorField: eachLike(equal('updated_at')),
            primaryKey: eachLike(eachLike(equal('id'))),
          }),
        ),
      },
    },
    reads: {
      ...readReadsWith('cursorField/*', 'primaryKey/*/*'),
      '/namespaceDefinition': taken,
      '/prefix': taken,
    },
  }),
  update({
    what: 'save the selected fields of a stream',
    request: {
      syncCatalog: sampleCatalogs.selectedFields,
      namespaceDefinition: 'source',
      prefix: 'raw_',
      skipReset: true,
    },
    answer: {
      namespaceDefinition: equal('source'),
      prefix: equal('raw_'),
      syncCatalog: {
        streams: eachLike(
          stream({
            fieldSelectionEnabled: equal(true),
            selectedFields: eachLike({ fieldPath: eachLike(string('id')) }),
          }),
        ),
      },
    },
    reads: {
      ...readReadsWith('fieldSelectionEnabled', 'selectedFields/*/fieldPath/*'),
      '/namespaceDefinition': taken,
      '/prefix': taken,
    },
  }),
  {
    ...update({
      what: 'save the catalog that was discovered',
      request: {
        syncCatalog: sampleCatalogs.users,
        namespaceDefinition: 'source',
        prefix: 'raw_',
        sourceCatalogId: idFromState('catalogId'),
        skipReset: true,
      },
      answer: {
        namespaceDefinition: equal('source'),
        prefix: equal('raw_'),
        catalogId: string(exampleIds.catalogId),
      },
      reads: {
        ...readReads,
        '/namespaceDefinition': taken,
        '/prefix': taken,
        '/catalogId': `as sourceCatalogId: ${taken}`,
      },
    }),
    states: [{ name: 'a connection on a discovered source exists' }],
  },
  {
    ...update({
      what: 'accept a change of the source that breaks nothing',
      request: { sourceCatalogId: idFromState('catalogId') },
      answer: { catalogId: string(exampleIds.catalogId) },
      reads: { ...readReads, '/catalogId': `as sourceCatalogId: ${taken}` },
    }),
    states: [{ name: 'a connection on a discovered source exists' }],
  },
  update({
    what: 'save the mappings of a stream',
    request: { syncCatalog: sampleCatalogs.mapped, skipReset: true },
    answer: { syncCatalog: { streams: eachLike(stream({ mappers: eachLike(hashingMapper()) })) } },
    reads: readReadsWith(...hashingMapperReads),
  }),
  update({
    what: 'have a dbt Cloud job run after each sync',
    request: { operations: [sentDbtCloudJob] },
    answer: {
      operations: eachLike({
        ...dbtCloudJob,
        operatorConfiguration: {
          operatorType: equal('webhook'),
          webhook: { webhookType: equal('dbtCloud'), dbtCloud: { accountId: equal(1234), jobId: equal(5678) } },
        },
      }),
    },
    reads: { ...readReads, ...dbtCloudReads },
  }),
  {
    ...update({
      what: 'keep a dbt Cloud job of a connection',
      request: { operations: [{ ...sentDbtCloudJob, operationId: idFromState('operationId') }] },
      answer: { operations: eachLike(dbtCloudJob) },
      reads: { ...readReads, ...dbtCloudReads },
    }),
    states: [{ name: 'a connection exists', params: { operations: 'dbtCloud' } }],
  },
];

/** The page writes tags into its caches before it sends them, and reads nothing of the answer. */
const tagChange = {
  ...base,
  response: anyObject(),
  reads: { '': 'any error makes the page fetch the tags again (TagsCell.tsx)' },
} as const;

export const updateInteractions: readonly Interaction[] = [
  ...forms,
  {
    ...tagChange,
    description: 'a request to take the last tag off a connection',
    request: { connectionId, tags: [], skipReset: true },
  },
  {
    ...tagChange,
    description: 'a request to put a tag on a connection',
    states: [{ name: 'a connection with a tag exists' }],
    request: { connectionId, tags: [sentTag], skipReset: true },
  },
  {
    ...base,
    description: 'a request to switch off a connection that is not there',
    states: [{ name: 'there is no such connection' }],
    request: { connectionId, status: 'inactive', skipReset: true },
    status: 404,
    reads: statusReads,
  },
  {
    ...base,
    description: 'a request to save a cron expression that cannot be read',
    request: {
      connectionId,
      ...settings,
      scheduleType: 'cron',
      scheduleData: { cron: { cronExpression: 'every noon', cronTimeZone: 'UTC' } },
    },
    status: 400,
    statuses: [400, 422],
    response: cronProblem,
    reads: problemReads,
  },
];
