/** What the page needs from connections/update: what it sent comes back, and what it left out stays as it was. */
import type { Interaction, Reads } from '../interaction.ts';
import { eachLike, equal, idFromState } from '../matchers.ts';
import { pinnedPlaces, speaksOf } from '../pinned-places.ts';
import { incrementalCatalog } from '../sample-catalog.ts';
import { connectionRead, errorBody, operation, stream } from './answers.ts';
import { errorReads, operationReadsOf, readReads } from './reads.ts';

const connectionId = idFromState('connectionId');

/** Everything set that a careless update could reset. */
const furnished = {
  name: 'a connection exists',
  params: {
    operations: 'normalization',
    schedule: 'basic',
    prefix: 'raw_',
    namespaceFormat: 'lake_x',
    catalog: 'users',
  },
} as const;

/** And what few connections have: values other than the defaults. */
const ownSettings = {
  ...furnished,
  params: { ...furnished.params, geography: 'us', nonBreakingChangesPreference: 'disable', cpuLimit: '0.5' },
} as const;

const base = {
  consumer: 'airbyte-webapp',
  operation: 'webBackendUpdateConnection',
  status: 200,
  states: [furnished],
} as const;

const normalization = { operatorType: equal('normalization'), normalization: { option: equal('basic') } };
const normalizationReads = operationReadsOf('normalization');

/** What a partial update must have left alone. */
const untouched = {
  scheduleType: equal('basic'),
  scheduleData: { basicSchedule: { timeUnit: equal('hours'), units: equal(24) } },
  namespaceDefinition: equal('customformat'),
  namespaceFormat: equal('lake_x'),
  prefix: equal('raw_'),
  operations: eachLike(operation(normalization)),
  syncCatalog: { streams: eachLike({ stream: stream()['stream'], config: stream()['config'] }) },
};

const kept = 'left out of the update and shown as before: absent means untouched (useConnectionHook.tsx)';
const untouchedReads: Reads = {
  ...readReads,
  ...normalizationReads,
  '/scheduleData/basicSchedule/timeUnit': kept,
  '/scheduleData/basicSchedule/units': kept,
  '/namespaceDefinition': kept,
  '/namespaceFormat': kept,
  '/prefix': kept,
  '/syncCatalog/streams/*/stream/**': kept,
  '/syncCatalog/streams/*/config/**': kept,
};

function partial(
  description: string,
  change: Readonly<Record<string, unknown>>,
  answer: Readonly<Record<string, unknown>>,
  reads: Reads,
): Interaction {
  // A member that the answer sets to undefined is one that the update takes away.
  const response = connectionRead(
    Object.fromEntries(Object.entries({ ...untouched, ...answer }).filter(([, value]) => value !== undefined)),
  );
  const places = pinnedPlaces(response);
  const readKeys = Object.entries({ ...untouchedReads, ...reads });
  return {
    ...base,
    description,
    request: { connectionId, ...change },
    response,
    reads: Object.fromEntries(readKeys.filter(([key]) => places.some((place) => speaksOf(key, place)))),
  };
}

export const updateInteractions: readonly Interaction[] = [
  partial(
    'a request to switch a connection off',
    { status: 'inactive' },
    { status: equal('inactive') },
    {
      '/status': 'the switch takes the state that the answer has (StatusCell.tsx)',
    },
  ),
  partial(
    'a request to rename a connection',
    { name: 'airlock-contract-renamed' },
    { name: equal('airlock-contract-renamed') },
    {
      '/name': 'title of the page after renaming (ConnectionName.tsx)',
    },
  ),
  {
    ...partial(
      'a request to rename a connection that has settings of its own',
      { name: 'airlock-contract-renamed' },
      {
        name: equal('airlock-contract-renamed'),
        geography: equal('us'),
        nonBreakingChangesPreference: equal('disable'),
        resourceRequirements: { cpu_limit: equal('0.5') },
      },
      {
        '/name': 'title of the page after renaming (ConnectionName.tsx)',
        '/geography': kept,
        '/nonBreakingChangesPreference': kept,
        '/resourceRequirements/cpu_limit': kept,
      },
    ),
    states: [ownSettings],
  },
  partial(
    'a request to move a connection to another geography',
    { geography: 'us' },
    { geography: equal('us') },
    {
      '/geography': 'choice in the settings (UpdateConnectionDataResidency.tsx)',
    },
  ),
  {
    ...partial(
      'a request to be told about schema changes',
      { notifySchemaChanges: true },
      { notifySchemaChanges: equal(true) },
      {
        '/notifySchemaChanges': 'switch in the settings (SchemaUpdateNotifications.tsx)',
      },
    ),
    // Servers before 8 May 2023 rewrite this flag for every connection there is.
    states: [{ ...furnished, params: { ...furnished.params, touchesOthers: true } }],
  },
  partial(
    'a request to replace the operations of a connection',
    {
      operations: [
        {
          workspaceId: idFromState('workspaceId'),
          name: 'Transform',
          operatorConfiguration: { operatorType: 'dbt', dbt: { gitRepoUrl: 'https://git.example.com/transform.git' } },
        },
      ],
    },
    {
      operations: eachLike(
        operation({ operatorType: equal('dbt'), dbt: { gitRepoUrl: equal('https://git.example.com/transform.git') } }),
      ),
    },
    {
      '/operations/*/operatorConfiguration/dbt/gitRepoUrl':
        'row of the custom transformation card (TransformationHookForm)',
    },
  ),
  partial(
    'a request to keep an operation and rename it',
    {
      operations: [
        {
          operationId: idFromState('operationId'),
          workspaceId: idFromState('workspaceId'),
          name: 'Normalize again',
          operatorConfiguration: { operatorType: 'normalization', normalization: { option: 'basic' } },
        },
      ],
    },
    { operations: eachLike({ ...operation(normalization), name: equal('Normalize again') }) },
    {},
  ),
  partial(
    'a request to change when schema changes switch a connection off',
    { nonBreakingChangesPreference: 'disable' },
    { nonBreakingChangesPreference: equal('disable') },
    { '/nonBreakingChangesPreference': 'choice in the form (formConfig.tsx)' },
  ),
  partial(
    'a request to put a connection on a manual schedule',
    { scheduleType: 'manual' },
    { scheduleType: equal('manual'), scheduleData: undefined },
    { '/scheduleType': 'frequency in the form (ScheduleField.tsx)' },
  ),
  {
    ...base,
    description: 'a request to save the whole form of a connection',
    request: {
      connectionId,
      name: 'airlock-contract-saved',
      namespaceDefinition: 'destination',
      prefix: 'new_',
      scheduleType: 'manual',
      status: 'inactive',
      skipReset: true,
      resourceRequirements: { cpu_limit: '0.5' },
      operations: [],
      syncCatalog: incrementalCatalog,
    },
    response: connectionRead({
      name: equal('airlock-contract-saved'),
      namespaceDefinition: equal('destination'),
      prefix: equal('new_'),
      scheduleType: equal('manual'),
      status: equal('inactive'),
      resourceRequirements: { cpu_limit: equal('0.5') },
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
    }),
    reads: {
      ...readReads,
      '/namespaceDefinition': 'the form is reset to what the answer has (ConnectionReplicationPage.tsx)',
      '/resourceRequirements/cpu_limit': 'sent back in the next update (ConnectionFormService.tsx)',
      '/prefix': 'the form is reset to what the answer has (ConnectionReplicationPage.tsx)',
      '/syncCatalog/streams/*/stream/**': 'the form is reset to what the answer has (ConnectionReplicationPage.tsx)',
      '/syncCatalog/streams/*/config/**': 'the form is reset to what the answer has (ConnectionReplicationPage.tsx)',
    },
  },
  {
    ...base,
    description: 'a request to rename a connection that is not there',
    states: [{ name: 'there is no such connection' }],
    request: { connectionId, name: 'airlock-contract-renamed' },
    status: 404,
    response: errorBody(),
    reads: errorReads,
  },
  {
    ...base,
    description: 'a request to save a cron expression that cannot be read',
    states: [{ name: 'a connection exists' }],
    request: {
      connectionId,
      scheduleType: 'cron',
      scheduleData: { cron: { cronExpression: 'every noon', cronTimeZone: 'UTC' } },
    },
    status: 422,
    statuses: [400, 422],
    response: errorBody(),
    reads: errorReads,
  },
];
