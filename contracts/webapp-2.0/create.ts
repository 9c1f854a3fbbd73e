/** What the forms for a new connection need from connections/create: an id to go to, and nothing else. */
import type { Interaction } from '../interaction.ts';
import { exampleIds, fromState, idFromState, string } from '../matchers.ts';
import { usersCatalog } from '../sample-catalog.ts';
import { cronProblem } from './answers.ts';
import { problemReads, statusReads } from './reads.ts';
import { sentTag } from './sent.ts';

const base = {
  consumer: 'airbyte-webapp-2.0',
  operation: 'webBackendCreateConnection',
  status: 200,
  states: [{ name: 'a workspace' }],
} as const;

const made = {
  ...base,
  response: { connectionId: string(exampleIds.connectionId) },
  reads: { '/connectionId': 'the page goes to the new connection (CreateConnectionForm.tsx)' },
} as const;

/** The page sends `active`; a run creates nothing that would sync. */
const manual = {
  sourceId: idFromState('sourceId'),
  destinationId: idFromState('destinationId'),
  status: 'inactive',
  name: fromState('name', 'airlock-contract-1'),
  scheduleType: 'manual',
  namespaceDefinition: 'destination',
  prefix: '',
  nonBreakingChangesPreference: 'propagate_columns',
  // A member that the release does not know any more.
  geography: 'auto',
  syncCatalog: usersCatalog,
  notifySchemaChanges: true,
  backfillPreference: 'disabled',
  tags: [],
} as const;

export const createInteractions: readonly Interaction[] = [
  { ...made, description: 'a request to create a connection on a manual schedule', request: manual },
  {
    ...made,
    description: 'a request to create a connection with a basic schedule and a namespace of its own',
    request: {
      ...manual,
      scheduleType: 'basic',
      scheduleData: { basicSchedule: { timeUnit: 'hours', units: 24 } },
      namespaceDefinition: 'customformat',
      namespaceFormat: 'lake_x',
      prefix: 'raw_',
    },
  },
  {
    ...made,
    description: 'a request to create a connection with a cron schedule',
    request: {
      ...manual,
      scheduleType: 'cron',
      scheduleData: { cron: { cronExpression: '0 0 12 * * ?', cronTimeZone: 'UTC' } },
    },
  },
  {
    ...made,
    description: 'a request to create a connection on the catalog that was discovered',
    states: [{ name: 'the source was discovered' }],
    request: { ...manual, sourceCatalogId: idFromState('catalogId') },
  },
  {
    ...made,
    description: 'a request to create a connection with a tag',
    states: [{ name: 'a tag exists' }],
    request: { ...manual, tags: [sentTag] },
  },
  {
    ...base,
    description: 'a request to create a connection on a source that is not there',
    states: [{ name: 'there is no such source' }],
    request: manual,
    status: 404,
    reads: statusReads,
  },
  {
    ...base,
    description: 'a request to create a connection with a cron expression that cannot be read',
    request: {
      ...manual,
      scheduleType: 'cron',
      scheduleData: { cron: { cronExpression: 'every noon', cronTimeZone: 'UTC' } },
    },
    status: 400,
    statuses: [400, 422],
    response: cronProblem,
    reads: problemReads,
  },
];
