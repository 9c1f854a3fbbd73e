import { listAt, member } from '../../src/json/json.ts';
import { idOf } from '../model/read-back.ts';
import { isLive } from '../model/worlds.ts';
import type { Check, Observation, Violation } from './check.ts';
import { isList, listedConnections } from './listed-connections.ts';
import { newerFilters } from './newer-filters.ts';

export const listMembership = {
  id: 'list-membership',
  law: 'Every connection that is active or inactive is listed exactly once in the workspace of its source.',
  meaning: 'A connection is missing from the list, or one appears that does not belong there.',
  exceptions: 'Any order is right. Where a server sends the list in pages, no connection counts as missing.',
  severity: 'high',
  concerns: isFullList,
  inspect(now, past) {
    const ids = listedConnections(now.json).flatMap(({ connectionId }) =>
      typeof connectionId === 'string' ? [connectionId.toLowerCase()] : [],
    );
    const repeated = ids.filter((id, index) => ids.indexOf(id) < index);
    const missing = past
      .connections()
      .filter((known) => isLive(known) && idOf(known.read['sourceId']) === idOf(past.ids.sourceId))
      .map(({ connectionId }) => connectionId)
      .filter((id) => !ids.includes(id.toLowerCase()));
    return [...repeated, ...missing].map((id) => timesListed(id, ids));
  },
} as const satisfies Check;

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

/** A list of the run's own workspace without filters that shows all connections. */
export function isFullList(now: Observation): boolean {
  const { body, json, step } = now;
  if (!isList(now) || step.intent.kind !== 'valid' || step.group !== undefined) return false;
  // Newer servers page the list and say how many there are.
  const total = member(json, 'num_connections');
  if (typeof total === 'number' && total > listedConnections(json).length) return false;
  if (member(body, 'cursor') !== undefined || newerFilters(member(body, 'filters')).length > 0) return false;
  return listAt(body, 'sourceId').length === 0 && listAt(body, 'destinationId').length === 0;
}
