import { member } from '../../src/json/json.ts';
import { idOf } from '../model/read-back.ts';
import type { Check, Observation } from './check.ts';
import { show } from './show.ts';
import { violationIf } from './violation-if.ts';

export const distinctCreates = {
  id: 'distinct-creates',
  law: 'Every accepted create makes a new connection, even with the body of an earlier one.',
  meaning: 'Two connections are treated as one. Changing one changes the other.',
  severity: 'high',
  inspect(now, past) {
    if (!isCreate(now)) return undefined;
    const shown = member(now.json, 'connectionId');
    if (typeof shown !== 'string') return [];
    const id = shown.toLowerCase();
    return violationIf(
      past.observations.some((one) => isCreate(one) && idOf(member(one.json, 'connectionId')) === id),
      () => ({
        title: 'Two creates answered the same connection',
        expected: 'a new connectionId',
        received: show(shown),
        pointer: '/connectionId',
      }),
    );
  },
} as const satisfies Check;

function isCreate({ operation, answer }: Observation): boolean {
  return operation === 'webBackendCreateConnection' && answer.status === 200;
}
