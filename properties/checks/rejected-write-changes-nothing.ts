import { comparableRead, differences, isObject, member } from '../model/read-back.ts';
import type { Check, Observation, Past } from './check.ts';
import { listedConnections } from './listed-connections.ts';
import { readOf } from './read-of.ts';
import type { Read } from './read-of.ts';
import { show, showDifference } from './show.ts';

export const rejectedWriteChangesNothing: Check = {
  id: 'rejected-write-changes-nothing',
  law: 'A refused write leaves the connection as it was, and a refused create leaves none.',
  severity: 'high',
  concerns: (now, past) => refusedNames(now, past).size > 0 || readAfterRefusal(now, past) !== undefined,
  inspect(now, past) {
    const names = refusedNames(now, past);
    const stored = names.size === 0 ? undefined : listedConnections(now.json).find(({ name }) => names.has(name));
    if (stored !== undefined)
      return {
        title: 'A refused create left a connection',
        expected: 'no connection of that name',
        received: show({ connectionId: stored['connectionId'], name: stored['name'] }),
        pointer: '/connections',
        kind: 'created',
      };
    const read = readAfterRefusal(now, past);
    if (read === undefined) return undefined;
    const [difference] = differences(
      comparableRead(read.before.read, past.declaredReadMembers),
      comparableRead(read.after, past.declaredReadMembers),
    );
    if (difference === undefined) return undefined;
    return {
      title: `A refused update changed ${difference.pointer}`,
      ...showDifference(difference),
      pointer: difference.pointer,
    };
  },
};

/** A get since whose last get only refused writes came: what a create or update answered may never have been stored. */
function readAfterRefusal(now: Observation, past: Past): Read | undefined {
  const read = readOf(now, past, 'get');
  return read?.before.readBy === 'get' && read.before.refusedSince > 0 && read.before.othersWrittenSince === 0
    ? read
    : undefined;
}

/** Names in creates of the case that were refused, as far as no other create used them, when the answer is a list. */
function refusedNames({ operation, answer }: Observation, { observations }: Past): ReadonlySet<unknown> {
  if (operation !== 'webBackendListConnectionsForWorkspace' || answer.status !== 200) return new Set();
  const named = observations.filter((one) => isObject(one.body) && typeof one.body['name'] === 'string');
  const used = new Set(named.filter((one) => one.answer.status < 400).map((one) => member(one.body, 'name')));
  return new Set(
    named
      .filter((one) => one.operation === 'webBackendCreateConnection' && one.answer.status >= 400)
      .map((one) => member(one.body, 'name'))
      // Other cases have names without a number of their own as well, such as an empty one.
      .filter((name) => typeof name === 'string' && name.startsWith('airlock-') && !used.has(name)),
  );
}
