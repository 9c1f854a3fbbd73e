/** Declared statuses that no contract may pin, with the reason: conforming servers differ there, or nobody relies on it. */
import type { Omission } from './interaction.ts';

const neutral =
  'released servers answer an unknown id neutrally (200) and never with 404, so that a pact would fail on them';

export const omissions: readonly Omission[] = [
  { generation: '2023', operation: 'getStateType', status: 404, reason: `${neutral}: "not_set"` },
  { generation: '2023', operation: 'webBackendGetWorkspaceState', status: 404, reason: `${neutral}: all three false` },
  {
    generation: '2023',
    operation: 'webBackendListConnectionsForWorkspace',
    status: 404,
    reason: `${neutral}: an empty list`,
  },
];
