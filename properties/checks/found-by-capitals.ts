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

/** A read that was answered and whose only peculiarity is an id in capitals. */
export function isReadByCapitals({ step, answer }: Observation): boolean {
  return isPermitted(step) && !writes(step) && step.intent.label.keyword === 'id-case' && answer.status === 200;
}

/** The operations that an accepted update names by ids in capitals, and that come back under others. */
export function renewedByCapitals(now: Observation, past: Past): readonly Violation[] {
  const { step, answer, body, json } = now;
  if (!isPermitted(step) || step.intent.label.keyword !== 'id-case' || answer.status !== 200) return [];
  const lost = lostOperationIds(body, { before: connectionOf(now, past)?.read, after: json });
  return violationIf(lost.length > 0, () => missed(now, show(lost), operationIdsIn(json), '/operations'));
}

/** Nothing, where the answer is that to the id in small letters. */
export function missedByCapitals(now: Observation, past: Past): readonly Violation[] {
  const { operation, json } = now;
  const live = past.connections().filter(isLive);
  const asked = connectionOf(now, past);
  if (operation === operations.webBackendGetConnection.id && asked !== undefined) {
    const shown = textAt(json, 'connectionId');
    return violationIf(idOf(shown) !== idOf(asked.connectionId), () =>
      missed(now, asked.connectionId, shown, '/connectionId'),
    );
  }
  if (operation === operations.webBackendGetWorkspaceState.id)
    return violationIf(live.length > 0 && member(json, 'hasConnections') === false, () =>
      missed(now, 'hasConnections: true', false, '/hasConnections'),
    );
  const absent =
    isList(now) && !isPage(now) ? live.find(({ connectionId }) => !listedIds(json).has(idOf(connectionId))) : undefined;
  return absent === undefined
    ? []
    : [missed(now, absent.connectionId, `${listedConnections(json).length} others`, '/connections')];
}

function missed(now: Observation, expected: string, received: unknown, pointer: string): Violation {
  const what = isPermitted(now.step) ? now.step.intent.label.description : 'an id in capitals';
  return {
    title: `${now.operation} did not find what ${what} names`,
    expected: `a 4xx, or ${expected}`,
    received: show(received),
    pointer,
    kind: 'id-case',
    rule: what,
  };
}
