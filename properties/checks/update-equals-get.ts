import { comparableRead, differences } from '../model/read-back.ts';
import type { Check } from './check.ts';
import { readOf } from './read-of.ts';
import { show } from './show.ts';

export const updateEqualsGet: Check = {
  id: 'update-equals-get',
  law: 'A get right after an update shows what the update answered.',
  exceptions: 'Jobs move; orders without meaning are free.',
  severity: 'high',
  concerns: (now, past) => readOf(now, past, 'get')?.before.readBy === 'update',
  inspect(now, past) {
    const read = readOf(now, past, 'get');
    if (read?.before.readBy !== 'update' || read.before.refusedSince > 0 || read.before.othersWrittenSince > 0)
      return undefined;
    const [difference] = differences(
      comparableRead(read.before.read, past.declaredReadMembers),
      comparableRead(read.after, past.declaredReadMembers),
    );
    if (difference === undefined) return undefined;
    return {
      title: `A get after update shows another ${difference.pointer}`,
      expected: show(difference.expected),
      received: show(difference.received),
      pointer: difference.pointer,
    };
  },
};
