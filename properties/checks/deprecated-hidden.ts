import { member } from '../../src/json/json.ts';
import { isDeprecated, isRefresh } from '../model/worlds.ts';
import type { Check, Observation, Past, Violation } from './check.ts';
import { isOwnList, listedIds } from './listed-connections.ts';
import { show, showBody } from './show.ts';
import { connectionOf } from './shown-connection.ts';
import { violationIf } from './violation-if.ts';

export const deprecatedHidden = {
  id: 'deprecated-hidden',
  law: 'A deprecated connection disappears from every list at once, whatever its filters. It can still be read, and reads as deprecated.',
  meaning: 'A deleted connection is still there for its users.',
  exceptions: 'A server may let it be updated and made active again, or refuse both.',
  severity: 'high',
  concerns: (now, past) =>
    (isOwnList(now) && past.connections().some(isDeprecated)) ||
    (now.operation === 'webBackendGetConnection' && isOfDeprecated(now, past)),
  inspect(now, past) {
    if (isOwnList(now)) return stillListed(now, past);
    if (now.step.intent.kind !== 'valid' || now.step.group !== undefined || now.answer.status >= 500) return [];
    if (!isOfDeprecated(now, past)) return [];
    if (now.answer.status !== 200)
      return [
        {
          title: 'A deprecated connection cannot be read any more',
          expected: '200 with status deprecated',
          received: showBody(now.answer.text),
          kind: 'unreadable',
          detail: String(now.answer.status),
        },
      ];
    const status = member(now.json, 'status');
    // Released servers leave it out of the answer to a refresh.
    return violationIf(status !== 'deprecated' && !(isRefresh(now) && status === undefined), () => ({
      title: 'A deprecated connection reads with another status',
      expected: '"deprecated"',
      received: show(status),
      pointer: '/status',
      kind: 'status',
    }));
  },
} as const satisfies Check;

function isOfDeprecated(now: Observation, past: Past): boolean {
  const known = connectionOf(now, past);
  return known !== undefined && isDeprecated(known);
}

function stillListed(now: Observation, past: Past): readonly Violation[] {
  const listed = listedIds(now.json);
  return past
    .connections()
    .filter((known) => isDeprecated(known) && listed.has(known.connectionId.toLowerCase()))
    .map(({ connectionId }) => ({
      title: 'A deprecated connection is still listed',
      expected: `no ${connectionId}`,
      received: 'it is listed',
      pointer: '/connections',
      kind: 'listed',
    }));
}
