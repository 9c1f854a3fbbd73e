import { isCertain } from '../model/worlds.ts';
import type { Check } from './check.ts';
import { show } from './show.ts';
import { connectionOf } from './shown-connection.ts';
import { violationIf } from './violation-if.ts';

export const stateType = {
  id: 'state-type',
  law: 'A connection that never synced has the state type not_set.',
  meaning: 'The page shows the wrong kind of sync state, and a reset may touch the wrong streams.',
  exceptions: 'A connection that is or was active may have synced.',
  severity: 'medium',
  inspect(now, past) {
    const { json, operation, answer, step } = now;
    if (operation !== 'getStateType' || answer.status !== 200 || step.handle === undefined) return undefined;
    const known = connectionOf(now, past);
    const hasNeverSynced =
      known !== undefined &&
      isCertain(known, 'status') &&
      ![known.read, known.createBody].some(({ status }) => status === 'active');
    return violationIf(hasNeverSynced && json !== 'not_set', () => ({
      title: 'A connection that never synced has a state',
      expected: '"not_set"',
      received: show(json),
      detail: typeof json === 'string' && /^\w{1,20}$/.test(json) ? json : typeof json,
    }));
  },
} as const satisfies Check;
