import { workspaceState } from '../../../properties/checks/workspace-state.ts';
import { prove } from './prove.ts';
import { item } from './shown.ts';
import { asked, created, listed, updated } from './transcript.ts';
import type { Turn } from './transcript.ts';

const all = { hasConnections: true, hasSources: true, hasDestinations: true };
const state = (members: object = {}): Turn =>
  asked('webBackendGetWorkspaceState', { ...all, ...members }, { workspaceId: '{{workspace}}' });

prove(workspaceState, {
  keeps: {
    'a workspace with a connection': [created(1), state()],
    'a workspace whose only connection is deprecated': [
      created(1),
      updated(1, { status: 'deprecated' }),
      state({ hasConnections: false }),
    ],
    'an empty workspace that says so': [listed(), state({ hasConnections: false }), listed()],
    'a workspace in which somebody creates a connection meanwhile': [listed(), state(), listed(item(7))],
  },
  breaks: {
    'a live connection that the state does not know': {
      turns: [created(1), state({ hasConnections: false })],
      title: 'The workspace has a live connection and hasConnections is false',
      pointer: '/hasConnections',
    },
    'a source that the state does not know': {
      turns: [created(1), state({ hasSources: false })],
      title: 'The workspace has a live connection and hasSources is false',
      pointer: '/hasSources',
    },
    'connections that no list shows': {
      turns: [listed(), state(), listed()],
      title: 'A workspace whose state says that it has connections lists none',
      pointer: '/connections',
    },
  },
});
