import { member } from '../../src/json/json.ts';
import { operations } from '../../schemas/operations.ts';
import { isLive } from '../model/worlds.ts';
import type { Check, Observation, Past } from './check.ts';
import { isFullList } from './listed-connections.ts';
import { show } from './show.ts';
import { violationIf } from './violation-if.ts';

export const workspaceState = {
  id: 'workspace-state',
  law: 'The state of a workspace with a live connection says that it has connections, sources and destinations. A workspace that says it has connections lists one.',
  meaning: 'The page shows the first steps to someone who has connections, or hides them from someone who has none.',
  severity: 'medium',
  inspect(now, past) {
    const { operation, answer, json, step } = now;
    const state = emptyAround(now, past);
    if (state !== undefined)
      return violationIf(member(state.json, 'hasConnections') === true, () => ({
        title: 'A workspace whose state says that it has connections lists none',
        expected: 'at least one connection, or hasConnections false',
        received: `an empty list, before and after ${show(state.json)}`,
        pointer: '/connections',
        kind: 'none-listed',
        mayBeOthers: true,
      }));
    const isAsked = operation === operations.webBackendGetWorkspaceState.id && step.intent.kind === 'valid';
    if (!isAsked || answer.status !== 200) return undefined;
    if (step.group !== undefined || !past.connections().some(isLive)) return [];
    return (['hasConnections', 'hasSources', 'hasDestinations'] as const)
      .filter((key) => member(json, key) === false)
      .map((key) => ({
        title: `The workspace has a live connection and ${key} is false`,
        expected: 'true',
        received: show(json),
        pointer: `/${key}`,
      }));
  },
} as const satisfies Check;

/** The state that was asked for between two empty lists, in a run that only reads. A write by somebody else would show in one of the three. */
function emptyAround(now: Observation, past: Past): Observation | undefined {
  if (past.target.consent.writes || !isEmptyList(now)) return undefined;
  const [before, state] = past.observations.slice(-2);
  return before !== undefined && isEmptyList(before) && state?.operation === operations.webBackendGetWorkspaceState.id
    ? state
    : undefined;
}

function isEmptyList(observation: Observation): boolean {
  const connections = member(observation.json, 'connections');
  return isFullList(observation) && Array.isArray(connections) && connections.length === 0;
}
