/** What the page needs from connections/update: what it sent comes back, and what it left out stays as it was. */
import type { Interaction } from '../interaction.ts';
import { eachLike, equal, idFromState } from '../matchers.ts';
import { incrementalCatalog } from '../sample-catalog.ts';
import { connectionRead, errorBody, operation, stream } from './answers.ts';
import { connectionId, furnished, kept, normalization, partialUpdate, updated } from './partial-update.ts';
import { errorReads, readReads } from './reads.ts';

/** What few connections have: values other than the defaults. */
const ownSettings = {
  ...furnished,
  params: { ...furnished.params, geography: 'us', nonBreakingChangesPreference: 'disable', cpuLimit: '0.5' },
} as const;

export const updateInteractions: readonly Interaction[] = [
  partialUpdate(
    'a request to switch a connection off',
    { status: 'inactive' },
    { status: equal('inactive') },
    {
      '/status': 'the switch takes the state that the answer has (StatusCell.tsx)',
    },
  ),
  partialUpdate(
    'a request to rename a connection',
    { name: 'airlock-contract-renamed' },
    { name: equal('airlock-contract-renamed') },
    {
      '/name': 'title of the page after renaming (ConnectionName.tsx)',
    },
  ),
  {
    ...partialUpdate(
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
  partialUpdate(
    'a request to move a connection to another geography',
    { geography: 'us' },
    { geography: equal('us') },
    {
      '/geography': 'choice in the settings (UpdateConnectionDataResidency.tsx)',
    },
  ),
  {
    ...partialUpdate(
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
  partialUpdate(
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
  partialUpdate(
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
  partialUpdate(
    'a request to change when schema changes switch a connection off',
    { nonBreakingChangesPreference: 'disable' },
    { nonBreakingChangesPreference: equal('disable') },
    { '/nonBreakingChangesPreference': 'choice in the form (formConfig.tsx)' },
  ),
  partialUpdate(
    'a request to put a connection on a manual schedule',
    { scheduleType: 'manual' },
    { scheduleType: equal('manual'), scheduleData: undefined },
    { '/scheduleType': 'frequency in the form (ScheduleField.tsx)' },
  ),
  {
    ...updated,
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
    ...updated,
    description: 'a request to rename a connection that is not there',
    states: [{ name: 'there is no such connection' }],
    request: { connectionId, name: 'airlock-contract-renamed' },
    status: 404,
    response: errorBody(),
    reads: errorReads,
  },
  {
    ...updated,
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
