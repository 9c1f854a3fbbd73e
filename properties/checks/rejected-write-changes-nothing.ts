import { isObject, member } from '../../src/json/json.ts';
import { brokenBy, differing } from './broken-by.ts';
import { carriedOutAllTheSame } from './causes.ts';
import type { Check, Observation, Past, Violation } from './check.ts';
import { isList, listedConnections } from './listed-connections.ts';
import { show } from './show.ts';
import { together } from './violation-if.ts';

export const rejectedWriteChangesNothing = {
  id: 'rejected-write-changes-nothing',
  law: 'A refused write leaves the connection as it was, and a refused create leaves none.',
  meaning: 'A refused request has changed data all the same. Trying again makes it worse.',
  severity: 'high',
  inspect: (now, past) => together(leftByCreates(now, past), changedByUpdates(now, past)),
} as const satisfies Check;

function leftByCreates(now: Observation, past: Past): readonly Violation[] | undefined {
  const names = refusedNames(now, past);
  if (names.size === 0) return undefined;
  return listedConnections(now.json)
    .filter(({ name }) => names.has(name))
    .map(({ connectionId, name }) => ({
      title: 'A refused create left a connection',
      expected: 'no connection of that name',
      received: show({ connectionId, name }),
      pointer: '/connections',
      kind: 'created',
    }));
}

function changedByUpdates(now: Observation, past: Past): readonly Violation[] | undefined {
  const found = brokenBy('rejected-write-changes-nothing', now, past);
  const cause = carriedOutAllTheSame(found ?? [], past.judged(now));
  return found?.map((difference) =>
    differing(difference, (place) => `A refused update changed ${place}`, {
      blames: {
        what: 'writes-between',
        otherwise: `A connection shows another ${difference.pointer} although no update was accepted`,
      },
      ...cause,
    }),
  );
}

/** When the answer is a list: the names that refused creates sent and no accepted write used. */
function refusedNames(now: Observation, { observations }: Past): ReadonlySet<unknown> {
  if (!isList(now)) return new Set();
  const named = observations.filter((one) => isObject(one.body) && typeof one.body['name'] === 'string');
  const used = new Set(named.filter((one) => one.answer.status < 400).map((one) => member(one.body, 'name')));
  return new Set(
    named
      .filter((one) => one.operation === 'webBackendCreateConnection' && one.answer.status >= 400)
      .map((one) => member(one.body, 'name'))
      // Other cases may use the same name unless it carries the number of this case: an empty name is nobody's.
      .filter((name) => typeof name === 'string' && name.startsWith('airlock-') && !used.has(name)),
  );
}
