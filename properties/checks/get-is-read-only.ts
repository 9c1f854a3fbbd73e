import { comparableRead, differences } from '../model/read-back.ts';
import type { Check } from './check.ts';
import { readOf } from './read-of.ts';
import { showDifference } from './show.ts';

export const getIsReadOnly: Check = {
  id: 'get-is-read-only',
  law: 'Two gets in a row answer the same.',
  exceptions: 'Jobs move. A refreshing get is a write and never sent here.',
  severity: 'high',
  concerns: (now, past) => readOf(now, past, 'get')?.before.readBy === 'get',
  inspect(now, past) {
    const read = readOf(now, past, 'get');
    if (read?.before.readBy !== 'get' || read.before.refusedSince > 0 || read.before.othersWrittenSince > 0)
      return undefined;
    const [difference] = differences(
      comparableRead(read.before.read, past.declaredReadMembers),
      comparableRead(read.after, past.declaredReadMembers),
    );
    if (difference === undefined) return undefined;
    return {
      title: `A second get shows another ${difference.pointer}`,
      ...showDifference(difference),
      pointer: difference.pointer,
    };
  },
};
