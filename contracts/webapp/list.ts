/** What the connections table needs from connections/list. */
import type { Interaction } from '../interaction.ts';
import { readsBelow } from '../interaction.ts';
import { arrayContaining, eachLike, equal, idFromState, integer, string } from '../matchers.ts';
import { errorBody, listItem } from './answers.ts';
import { errorReads, listItemReads } from './reads.ts';

const base = { consumer: 'airbyte-webapp', operation: 'webBackendListConnectionsForWorkspace', status: 200 } as const;
const rows = { connections: eachLike(listItem()) };
const rowReads = readsBelow('/connections/*', listItemReads);
const someConnection = [{ name: 'a connection exists' }] as const;

export const listInteractions: readonly Interaction[] = [
  {
    ...base,
    description: 'a request for the connections of a workspace',
    states: someConnection,
    request: { workspaceId: idFromState('workspaceId') },
    response: rows,
    reads: rowReads,
  },
  {
    ...base,
    description: 'a request for the connections of one source',
    states: someConnection,
    request: { workspaceId: idFromState('workspaceId'), sourceId: [idFromState('sourceId')] },
    response: rows,
    reads: rowReads,
  },
  {
    ...base,
    description: 'a request for the connections of one destination',
    states: someConnection,
    request: { workspaceId: idFromState('workspaceId'), destinationId: [idFromState('destinationId')] },
    response: rows,
    reads: rowReads,
  },
  {
    // The page sends this where no source is chosen, and relies on getting everything.
    ...base,
    description: 'a request for connections with an empty source filter',
    states: someConnection,
    request: { workspaceId: idFromState('workspaceId'), sourceId: [] },
    response: rows,
    reads: rowReads,
  },
  {
    ...base,
    description: 'a request for connections, one of them with a basic schedule',
    states: [{ name: 'a connection exists', params: { schedule: 'basic' } }],
    request: { workspaceId: idFromState('workspaceId') },
    response: {
      connections: arrayContaining({
        ...listItem(),
        scheduleType: equal('basic'),
        scheduleData: { basicSchedule: { timeUnit: string('hours'), units: integer(24) } },
      }),
    },
    reads: {
      ...rowReads,
      '/connections/*/scheduleType': 'tells manual and cron from basic in the frequency column (FrequencyCell.tsx)',
      '/connections/*/scheduleData/basicSchedule/timeUnit': 'frequency column (FrequencyCell.tsx)',
      '/connections/*/scheduleData/basicSchedule/units': 'frequency column (FrequencyCell.tsx)',
    },
  },
  {
    ...base,
    description: 'a request for connections, one of them on a manual schedule',
    states: [{ name: 'a connection exists', params: { schedule: 'manual' } }],
    request: { workspaceId: idFromState('workspaceId') },
    response: {
      connections: arrayContaining({ ...listItem(), scheduleType: equal('manual') }),
    },
    reads: {
      ...rowReads,
      '/connections/*/scheduleType': 'shows "Manual" and a sync button in the frequency column (FrequencyCell.tsx)',
    },
  },
  {
    ...base,
    description: 'a request for connections, one of which has synced',
    states: [{ name: 'a connection that has synced exists' }],
    request: { workspaceId: idFromState('workspaceId') },
    response: {
      connections: arrayContaining({
        ...listItem(),
        latestSyncJobCreatedAt: integer(1_700_000_000),
        latestSyncJobStatus: string('succeeded'),
      }),
    },
    reads: {
      ...rowReads,
      '/connections/*/latestSyncJobCreatedAt': 'last sync column and sort key, in seconds (LastSyncCell.tsx)',
      '/connections/*/latestSyncJobStatus': 'icon of the last sync (StatusCell.tsx)',
    },
  },
  {
    // An id typed into the address bar; servers refuse it while binding (400) or while validating (422).
    ...base,
    description: 'a request for the connections of a workspace id that is no UUID',
    states: [{ name: 'a workspace' }],
    request: { workspaceId: 'not-a-uuid' },
    breaksSchema: true,
    status: 422,
    statuses: [400, 422],
    response: errorBody(),
    reads: errorReads,
  },
];
