import { comparableRead, differences } from '../model/read-back.ts';
import type { Check } from './check.ts';
import { readOf } from './read-of.ts';
import { show } from './show.ts';

export const rejectedWriteChangesNothing: Check = {
  id: 'rejected-write-changes-nothing',
  law: 'A refused write leaves the connection as it was.',
  severity: 'high',
  concerns: (now, past) =>
    readOf(now, past, 'get') !== undefined && (past.connection(now.step.handle ?? -1)?.refusedSince ?? 0) > 0,
  inspect(now, past) {
    const read = readOf(now, past, 'get');
    if (read === undefined || read.before.refusedSince === 0 || read.before.othersWrittenSince > 0) return undefined;
    const [difference] = differences(
      comparableRead(read.before.read, past.declaredReadMembers),
      comparableRead(read.after, past.declaredReadMembers),
    );
    if (difference === undefined) return undefined;
    return {
      title: `A refused update changed ${difference.pointer}`,
      expected: show(difference.expected),
      received: show(difference.received),
      pointer: difference.pointer,
    };
  },
};
