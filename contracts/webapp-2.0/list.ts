/** What the connections tables need from connections/list, where paging, order and filters are the server's. */
import { readsBelow } from '../interaction.ts';
import type { Interaction } from '../interaction.ts';
import { anyObject, arrayContaining, eachLike, equal, fromState, idFromState, integer, string } from '../matchers.ts';
import { row, tag } from './answers.ts';
import type { Template } from './answers.ts';
import { basicScheduleReads, manualScheduleReads, rowReads, tagReads } from './reads.ts';

const base = {
  consumer: 'airbyte-webapp-2.0',
  operation: 'webBackendListConnectionsForWorkspace',
  status: 200,
  states: [{ name: 'a connection exists' }],
} as const;

const workspaceId = idFromState('workspaceId');
const sorted = { workspaceId, sortKey: 'connectionName_asc', pageSize: 25 } as const;
/** Empty members mean no filter. */
const noFilters = { searchTerm: '', sourceDefinitionIds: [], destinationDefinitionIds: [], tagIds: [] } as const;
const ownName = fromState('name', 'airlock-contract-1');
const searched = { ...sorted, filters: { ...noFilters, searchTerm: ownName } };

const rows = (more: Template = {}): Template => ({ connections: eachLike(row(more)) });
const reads = readsBelow('/connections/*', rowReads);
const withoutTags = Object.fromEntries(Object.entries(rowReads).filter(([key]) => key !== '/tags'));
const nothing = { connections: [] };

export const listInteractions: readonly Interaction[] = [
  {
    ...base,
    description: 'a request for the first page of connections',
    request: { ...sorted, filters: noFilters },
    response: rows(),
    reads,
  },
  {
    ...base,
    description: 'a request to know whether there is any connection',
    request: { workspaceId, pageSize: 1 },
    response: { connections: eachLike({}) },
    reads: { '/connections/*': 'an empty list shows the onboarding page (AllConnectionsPage)' },
  },
  {
    ...base,
    description: 'a request for the connections of one source',
    request: { ...sorted, sourceId: [idFromState('sourceId')] },
    response: { ...rows(), num_connections: integer(3) },
    reads: {
      ...reads,
      '/num_connections': 'without it the page shows that it is loading for ever (SourceConnectionsPage)',
    },
  },
  {
    ...base,
    description: 'a request for the connections of one destination',
    request: { ...sorted, destinationId: [idFromState('destinationId')] },
    response: { ...rows(), num_connections: integer(3) },
    reads: {
      ...reads,
      '/num_connections': 'without it the page shows that it is loading for ever (DestinationConnectionsPage)',
    },
  },
  {
    ...base,
    description: 'a request for the page after the last connection',
    request: { ...searched, cursor: idFromState('connectionId') },
    response: nothing,
    reads: { '/connections': 'the end of paging: the same rows once more never end it (connections.tsx)' },
  },
  {
    ...base,
    description: 'a request for inactive connections by name',
    request: { ...sorted, filters: { ...searched.filters, states: ['inactive'] } },
    response: rows({ status: equal('inactive') }),
    reads,
  },
  {
    ...base,
    description: 'a request for active connections by the name of one that is not active',
    request: { ...sorted, filters: { ...searched.filters, states: ['active'] } },
    response: nothing,
    reads: { '/connections': 'the page filters nothing itself (AllConnectionsPage)' },
  },
  {
    ...base,
    description: 'a request for connections by a name that none has',
    request: { ...sorted, filters: { ...noFilters, searchTerm: 'airlock: no connection has this name' } },
    response: nothing,
    reads: { '/connections': 'the page searches nothing itself (AllConnectionsPage)' },
  },
  {
    ...base,
    description: 'a request for connections with a tag',
    states: [{ name: 'a connection with a tag exists' }],
    request: { ...sorted, filters: { ...searched.filters, tagIds: [idFromState('tagId')] } },
    response: rows({ tags: eachLike(tag) }),
    reads: readsBelow('/connections/*', { ...withoutTags, ...tagReads }),
  },
  {
    ...base,
    description: 'a request for a connection with a basic schedule by its name',
    states: [{ name: 'a connection exists', params: { schedule: 'basic' } }],
    request: searched,
    response: rows({
      scheduleType: equal('basic'),
      scheduleData: { basicSchedule: { timeUnit: equal('hours'), units: equal(24) } },
    }),
    reads: { ...reads, ...readsBelow('/connections/*', basicScheduleReads) },
  },
  {
    ...base,
    description: 'a request for a connection on a manual schedule by its name',
    states: [{ name: 'a connection exists', params: { schedule: 'manual' } }],
    request: searched,
    response: rows({ scheduleType: equal('manual') }),
    reads: { ...reads, ...readsBelow('/connections/*', manualScheduleReads) },
  },
  {
    ...base,
    description: 'a request for the connections that synced last',
    states: [{ name: 'a connection that has synced exists' }],
    request: { ...sorted, sortKey: 'lastSync_desc' },
    response: {
      connections: arrayContaining(
        row({ latestSyncJobCreatedAt: integer(1_700_000_000), latestSyncJobStatus: string('succeeded') }),
      ),
    },
    reads: {
      ...reads,
      '/connections/*/latestSyncJobCreatedAt': 'last sync column, in seconds (LastSyncCell.tsx)',
      '/connections/*/latestSyncJobStatus': 'icon of the last sync; without it "never synced" (StatusCell.tsx)',
    },
  },
  {
    ...base,
    description: 'a request for connections after a manual sync',
    request: { workspaceId },
    response: anyObject(),
    reads: { '': 'awaited after the sync has started, and never shown (useSyncConnection)' },
  },
];
