import { operations } from '../../schemas/operations.ts';
import { member } from '../model/read-back.ts';
import type { Check } from './check.ts';
import { show } from './show.ts';

export const workspaceState: Check = {
  id: 'workspace-state',
  law: 'The state of a workspace with a live connection says that it has connections, sources and destinations.',
  severity: 'medium',
  concerns: ({ operation, answer, step }) =>
    operation === operations.webBackendGetWorkspaceState.id && answer.status === 200 && step.intent.kind === 'valid',
  inspect({ operation, answer, json, step }, past) {
    if (
      operation !== operations.webBackendGetWorkspaceState.id ||
      answer.status !== 200 ||
      step.intent.kind !== 'valid' ||
      step.group !== undefined
    )
      return undefined;
    const live = past.connections().filter(({ uncertain, deprecated }) => !uncertain && !deprecated);
    if (live.length === 0) return undefined;
    for (const key of ['hasConnections', 'hasSources', 'hasDestinations'] as const)
      if (member(json, key) === false)
        return {
          title: `The workspace has a live connection and ${key} is false`,
          expected: 'true',
          received: show(json),
          pointer: `/${key}`,
        };
    return undefined;
  },
};
