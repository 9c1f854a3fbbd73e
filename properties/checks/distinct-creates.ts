import { member } from '../../src/json/json.ts';
import type { Check } from './check.ts';
import { show } from './show.ts';

export const distinctCreates = {
  id: 'distinct-creates',
  law: 'Every accepted create makes a new connection, even with the body of an earlier one.',
  meaning: 'Two connections are treated as one. Changing one changes the other.',
  severity: 'high',
  concerns: ({ operation, answer }) => operation === 'webBackendCreateConnection' && answer.status === 200,
  inspect({ json }, past) {
    const shown = member(json, 'connectionId');
    if (typeof shown !== 'string') return [];
    const id = shown.toLowerCase();
    return past.connections().some(({ connectionId }) => connectionId.toLowerCase() === id)
      ? [
          {
            title: 'Two creates answered the same connection',
            expected: 'a new connectionId',
            received: show(shown),
            pointer: '/connectionId',
          },
        ]
      : [];
  },
} as const satisfies Check;
