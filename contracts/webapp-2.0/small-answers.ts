/** What the page needs from the three operations that answer with little. */
import type { Interaction } from '../interaction.ts';
import { anyObject, idFromState, string } from '../matchers.ts';

const base = { consumer: 'airbyte-webapp-2.0', status: 200 } as const;

export const smallInteractions: readonly Interaction[] = [
  {
    ...base,
    operation: 'getStateType',
    description: 'a request for the kind of state that a connection keeps',
    states: [{ name: 'a connection exists' }],
    request: { connectionId: idFromState('connectionId') },
    response: string('not_set'),
    reads: {
      '': 'no word is looked at, but what is no JSON text stops the save (ConnectionReplicationPage.tsx)',
    },
  },
  {
    ...base,
    operation: 'webBackendGetWorkspaceState',
    description: 'a request for what a workspace has',
    states: [{ name: 'a workspace' }],
    request: { workspaceId: idFromState('workspaceId') },
    response: anyObject(),
    reads: { '': 'an error replaces the whole page in Cloud; no member is read (usePrefetchWorkspaceData)' },
  },
  {
    ...base,
    operation: 'webBackendCheckUpdates',
    description: 'a request for the number of connectors with updates',
    states: [{ name: 'a workspace' }],
    response: anyObject(),
    reads: { '': 'badge in the settings where a number is above 0; without numbers there is none (SideBar)' },
  },
];
