/** What the page needs from the four operations that answer with little. */
import type { Interaction } from '../interaction.ts';
import { boolean, eachLike, equal, idFromState, integer, string } from '../matchers.ts';
import { errorBody } from './answers.ts';
import { errorReads } from './reads.ts';

const base = { consumer: 'airbyte-webapp', status: 200 } as const;

export const smallInteractions: readonly Interaction[] = [
  {
    // A bare JSON string. The page compares it with "legacy"; every other word means streams.
    ...base,
    operation: 'getStateType',
    description: 'a request for the kind of state that a connection keeps',
    states: [{ name: 'a connection exists' }],
    request: { connectionId: idFromState('connectionId') },
    response: string('not_set'),
    reads: { '': 'wording of the reset dialog: full reset when it is "legacy" (ConnectionReplicationPage.tsx)' },
  },
  {
    ...base,
    operation: 'getStateType',
    description: 'a request for the kind of state of a connection id that is no UUID',
    states: [{ name: 'a workspace' }],
    request: { connectionId: 'not-a-uuid' },
    breaksSchema: true,
    status: 422,
    statuses: [400, 422],
    response: errorBody(),
    reads: errorReads,
  },
  {
    ...base,
    operation: 'webBackendGetWorkspaceState',
    description: 'a request for what a workspace has',
    states: [{ name: 'a connection exists' }],
    request: { workspaceId: idFromState('workspaceId') },
    response: { hasConnections: equal(true), hasSources: boolean(true), hasDestinations: boolean(true) },
    reads: { '/hasConnections': 'which page a new user sees first (useExperimentSpeedyConnection.ts)' },
  },
  {
    ...base,
    operation: 'webBackendGetWorkspaceState',
    description: 'a request for what a workspace has whose id is no UUID',
    states: [{ name: 'a workspace' }],
    request: { workspaceId: 'not-a-uuid' },
    breaksSchema: true,
    status: 422,
    statuses: [400, 422],
    response: errorBody(),
    reads: errorReads,
  },
  {
    ...base,
    operation: 'webBackendCheckUpdates',
    description: 'a request for the number of connectors with updates',
    states: [{ name: 'a workspace' }],
    response: { sourceDefinitions: integer(2), destinationDefinitions: integer(1) },
    reads: {
      '/sourceDefinitions': 'badge in the settings, shown above 0 (useConnector.tsx)',
      '/destinationDefinitions': 'badge in the settings, shown above 0 (useConnector.tsx)',
    },
  },
  {
    ...base,
    operation: 'webBackendListGeographies',
    description: 'a request for the geographies',
    states: [{ name: 'a workspace' }],
    response: { geographies: eachLike(string('auto')) },
    reads: {
      '/geographies/*':
        'drop-down; the first one is the default, so that the list must not be empty (GeographiesService)',
    },
  },
];
