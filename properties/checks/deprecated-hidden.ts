import { idOf } from '../model/read-back.ts';
import type { Check } from './check.ts';
import { isFullList } from './list-membership.ts';
import { listedConnections } from './listed-connections.ts';
import { readOf } from './read-of.ts';
import { show } from './show.ts';

export const deprecatedHidden: Check = {
  id: 'deprecated-hidden',
  law: 'A deprecated connection is gone from the list at once, and still readable, as deprecated.',
  exceptions: 'Whether it can be updated or made active again is free.',
  severity: 'high',
  concerns: (now, past) =>
    (isFullList(now) && past.connections().some(({ deprecated }) => deprecated)) ||
    (now.operation === 'webBackendGetConnection' && past.connection(now.step.handle ?? -1)?.deprecated === true),
  inspect(now, past) {
    if (isFullList(now)) {
      const listed = new Set(listedConnections(now.json).map(({ connectionId }) => idOf(connectionId)));
      const shown = past
        .connections()
        .find(
          ({ deprecated, uncertain, connectionId }) =>
            deprecated && !uncertain && listed.has(connectionId.toLowerCase()),
        );
      return shown === undefined
        ? undefined
        : {
            title: 'A deprecated connection is still listed',
            expected: `no ${shown.connectionId}`,
            received: 'it is listed',
            pointer: '/connections',
            kind: 'listed',
          };
    }
    if (now.operation !== 'webBackendGetConnection' || now.step.intent.kind !== 'valid' || now.step.group !== undefined)
      return undefined;
    const known = past.connection(now.step.handle ?? -1);
    if (known?.deprecated !== true || known.uncertain) return undefined;
    if (now.answer.status >= 500) return undefined;
    if (now.answer.status !== 200)
      return {
        title: 'A deprecated connection cannot be read any more',
        expected: '200 with status deprecated',
        received: show(now.answer.text),
        kind: 'unreadable',
      };
    const read = readOf(now, past, 'get');
    return read === undefined || read.after['status'] === 'deprecated'
      ? undefined
      : {
          title: 'A deprecated connection reads with another status',
          expected: '"deprecated"',
          received: show(read.after['status']),
          pointer: '/status',
          kind: 'status',
        };
  },
};
