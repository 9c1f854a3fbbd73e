import { idOf } from '../model/read-back.ts';
import { isLive } from '../model/worlds.ts';
import type { Check, Violation } from './check.ts';
import { isFullList, isOwnList, listedConnections } from './listed-connections.ts';

export const listMembership = {
  id: 'list-membership',
  law: 'Every connection that is active or inactive is listed exactly once in the workspace of its source. No list shows a connection twice, whatever its filters.',
  meaning: 'A connection is missing from the list, or one appears that does not belong there.',
  exceptions: 'Any order is right. Where a server sends the list in pages, no connection counts as missing.',
  severity: 'high',
  inspect(now, past) {
    if (!isOwnList(now)) return undefined;
    const ids = listedConnections(now.json).flatMap(({ connectionId }) =>
      typeof connectionId === 'string' ? [connectionId.toLowerCase()] : [],
    );
    const repeated = ids.filter((id, index) => ids.indexOf(id) < index);
    const live = isFullList(now) ? past.connections().filter(isLive) : [];
    const missing = live
      .filter((known) => idOf(known.read['sourceId']) === idOf(past.target.fixtures.sourceId))
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
