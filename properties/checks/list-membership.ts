import { member } from '../../src/json/json.ts';
import { operations } from '../../schemas/operations.ts';
import type { Check, Observation, Past, Violation } from './check.ts';
import { listedConnections } from './listed-connections.ts';

export const listMembership = {
  id: 'list-membership',
  law: 'Every connection that is active or inactive is listed exactly once in the workspace of its source.',
  meaning: 'A connection is missing from the list, or one appears that does not belong there.',
  exceptions: 'Any order is right. Where a server sends the list in pages, no connection counts as missing.',
  severity: 'high',
  concerns: isFullList,
  inspect(now, past) {
    const ids = idsIn(now);
    const repeated = ids.filter((id, index) => ids.indexOf(id) < index);
    const missing = isFullList(now)
      ? certain(past)
          .filter(({ deprecated, connectionId }) => !deprecated && !ids.includes(connectionId.toLowerCase()))
          .map(({ connectionId }) => connectionId)
      : [];
    return [...repeated, ...missing].map((id) => timesListed(id, ids));
  },
} as const satisfies Check;

/** Ids of any answered list, in lower case. */
function idsIn({ operation, answer, json }: Observation): readonly string[] {
  if (operation !== operations.webBackendListConnectionsForWorkspace.id || answer.status !== 200) return [];
  return listedConnections(json).flatMap(({ connectionId }) =>
    typeof connectionId === 'string' ? [connectionId.toLowerCase()] : [],
  );
}

function timesListed(id: string, ids: readonly string[]): Violation {
  const times = ids.filter((other) => other === id.toLowerCase()).length;
  return {
    title: times === 0 ? 'A live connection is missing from the list' : `A connection is listed ${times} times`,
    expected: `${id} once`,
    received: `${times} times in ${ids.length} items`,
    pointer: '/connections',
    kind: times === 0 ? 'missing' : 'repeated',
  };
}

/** A list of the home workspace without filters, answered with 200. */
export function isFullList({ operation, answer, body, json, step }: Observation): boolean {
  if (
    operation !== operations.webBackendListConnectionsForWorkspace.id ||
    answer.status !== 200 ||
    step.intent.kind !== 'valid' ||
    step.group !== undefined
  )
    return false;
  // Newer servers page the list and say how many there are.
  const total = member(json, 'num_connections');
  if (typeof total === 'number' && total > listedConnections(json).length) return false;
  const { sourceId, destinationId } = body as { sourceId?: readonly unknown[]; destinationId?: readonly unknown[] }; // generated
  return (sourceId ?? []).length === 0 && (destinationId ?? []).length === 0;
}

function certain(past: Past): ReturnType<Past['connections']> {
  return past.connections().filter(({ uncertain }) => !uncertain);
}
