import { comparableRead, differences, isObject } from '../model/read-back.ts';
import type { Check } from './check.ts';
import { readOf } from './read-of.ts';
import { showDifference } from './show.ts';

export const noOpUpdate: Check = {
  id: 'no-op-update',
  law: 'An update that names only the connection changes nothing.',
  severity: 'high',
  concerns: (now, past) => readOf(now, past, 'update') !== undefined && isNoOp(now.body),
  inspect(now, past) {
    const read = readOf(now, past, 'update');
    if (read === undefined || !isNoOp(now.body)) return undefined;
    const [difference] = differences(
      comparableRead(read.before.read, past.declaredReadMembers),
      comparableRead(read.after, past.declaredReadMembers),
    );
    if (difference === undefined) return undefined;
    return {
      title: `An update without any change changed ${difference.pointer}`,
      ...showDifference(difference),
      pointer: difference.pointer,
    };
  },
};

/** Names nothing but the connection. */
export function isNoOp(body: unknown): boolean {
  return isObject(body) && Object.keys(body).every((key) => key === 'connectionId' || key === 'skipReset');
}
