/** What ids in capitals have to find, unless they are refused. */
import { member, textAt } from '../../src/json/json.ts';
import { operations } from '../../schemas/operations.ts';
import { isPermitted, writes } from '../model/case.ts';
import { idOf } from '../model/read-back.ts';
import { isLive } from '../model/worlds.ts';
import type { Observation, Past, Violation } from './check.ts';
import { isList, isPage, listedConnections, listedIds } from './listed-connections.ts';
import { lostOperationIds, operationIdsIn } from './operations-shown.ts';
import { show } from './show.ts';
import { connectionOf } from './shown-connection.ts';
import { violationIf } from './violation-if.ts';

/** A read has to answer as it does to the id in small letters; the operations that an update names must not come back under other ids. */
export function missedByCapitals(now: Observation, past: Past): readonly Violation[] {
  const { step, operation, answer, body, json } = now;
  if (!isPermitted(step) || step.intent.label.keyword !== 'id-case' || answer.status !== 200) return [];
  const { description } = step.intent.label;
  const missed = (expected: string, received: unknown, pointer: string): Violation => ({
    title: `${operation} did not find what ${description} names`,
    expected: `a 4xx, or ${expected}`,
    received: show(received),
    pointer,
    kind: 'id-case',
    rule: description,
  });
  const asked = connectionOf(now, past);
  if (writes(step)) {
    const lost = lostOperationIds(body, { before: asked?.read, after: json });
    return violationIf(lost.length > 0, () => missed(show(lost), operationIdsIn(json), '/operations'));
  }
  if (operation === operations.webBackendGetConnection.id && asked !== undefined) {
    const shown = textAt(json, 'connectionId');
    return violationIf(idOf(shown) !== idOf(asked.connectionId), () =>
      missed(asked.connectionId, shown, '/connectionId'),
    );
  }
  const live = past.connections().filter(isLive);
  if (operation === operations.webBackendGetWorkspaceState.id)
    return violationIf(live.length > 0 && member(json, 'hasConnections') === false, () =>
      missed('hasConnections: true', false, '/hasConnections'),
    );
  if (!isList(now) || isPage(now)) return [];
  return live
    .filter(({ connectionId }) => !listedIds(json).has(idOf(connectionId)))
    .slice(0, 1)
    .map(({ connectionId }) => missed(connectionId, `${listedConnections(json).length} others`, '/connections'));
}
