import { comparableRead, differences } from '../model/read-back.ts';
import type { Check } from './check.ts';
import { readOf } from './read-of.ts';
import { showDifference } from './show.ts';

export const repeatedUpdate: Check = {
  id: 'repeated-update',
  law: 'The same update sent twice in a row has the same result.',
  exceptions: 'Operations without an id are created afresh, under other ids.',
  severity: 'medium',
  concerns: (now, past) =>
    readOf(now, past, 'update') !== undefined &&
    isRepeated(now.body, past.connection(now.step.handle ?? -1)?.lastUpdate),
  inspect(now, past) {
    const read = readOf(now, past, 'update');
    if (read === undefined || !isRepeated(now.body, read.before.lastUpdate)) return undefined;
    const [difference] = differences(
      comparableRead(read.before.read, past.declaredReadMembers),
      comparableRead(read.after, past.declaredReadMembers),
    );
    if (difference === undefined) return undefined;
    return {
      title: `Repeating an update changed ${difference.pointer}`,
      ...showDifference(difference),
      pointer: difference.pointer,
    };
  },
};

function isRepeated(body: unknown, last: unknown): boolean {
  return last !== undefined && JSON.stringify(body) === JSON.stringify(last);
}
