import { member } from '../../src/json/json.ts';
import { isDeprecated, isRefresh } from '../model/worlds.ts';
import type { KnownConnection } from '../model/worlds.ts';
import type { Check, Observation, Violation } from './check.ts';
import { isOwnList, listedIds } from './listed-connections.ts';
import { show, showBody } from './show.ts';
import { violationIf } from './violation-if.ts';

export const deprecatedHidden = {
  id: 'deprecated-hidden',
  law: 'A deprecated connection disappears from every list at once, whatever its filters. It can still be read, and reads as deprecated.',
  meaning: 'A deleted connection is still there for its users.',
  exceptions: 'A server may let it be updated and made active again, or refuse both.',
  severity: 'high',
  inspect(now, past) {
    const hidden = past.connections().filter(isDeprecated);
    if (isOwnList(now)) return hidden.length === 0 ? undefined : stillListed(now, hidden);
    const isOfHidden = hidden.some(({ handle }) => handle === now.step.handle);
    if (now.operation !== 'webBackendGetConnection' || !isOfHidden) return undefined;
    if (now.step.intent.kind !== 'valid' || now.step.group !== undefined || now.answer.status >= 500) return [];
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

function stillListed({ json }: Observation, hidden: readonly KnownConnection[]): readonly Violation[] {
  const listed = listedIds(json);
  return hidden
    .filter(({ connectionId }) => listed.has(connectionId.toLowerCase()))
    .map(({ connectionId }) => ({
      title: 'A deprecated connection is still listed',
      expected: `no ${connectionId}`,
      received: 'it is listed',
      pointer: '/connections',
      kind: 'listed',
    }));
}
