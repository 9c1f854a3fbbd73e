import { comparableMember, differences, isObject } from '../model/read-back.ts';
import type { Check } from './check.ts';
import { show } from './show.ts';

/** The last get of a concurrent case: every member that a parallel patch was accepted for must have arrived. */
export const lostUpdate: Check = {
  id: 'lost-update',
  law: 'Parallel patches of different members both survive.',
  severity: 'high',
  concerns: (now) => now.operation === 'webBackendGetConnection' && now.step.group === undefined,
  inspect(now, past) {
    if (
      now.operation !== 'webBackendGetConnection' ||
      now.answer.status !== 200 ||
      now.step.group !== undefined ||
      !isObject(now.json)
    )
      return undefined;
    const parallel = lastGroup(past.observations, now.step.handle);
    const owners = new Map<string, unknown>();
    const contested = new Set<string>();
    for (const { body } of parallel)
      for (const [key, value] of Object.entries(isObject(body) ? body : {})) {
        if (key === 'connectionId' || key === 'skipReset') continue;
        if (owners.has(key)) contested.add(key);
        owners.set(key, value);
      }
    for (const [key, value] of owners) {
      if (contested.has(key) || parallel.length < 2) continue;
      if (differences(comparableMember(key, value), comparableMember(key, now.json[key])).length > 0)
        return {
          title: `A parallel patch of "${key}" was accepted and lost`,
          expected: show(value),
          received: show(now.json[key]),
          pointer: `/${key}`,
        };
    }
    return undefined;
  },
};

/** Accepted updates of the latest group about the connection, when nothing was written after it. */
function lastGroup(
  observations: Parameters<Check['inspect']>[1]['observations'],
  handle: number | undefined,
): readonly Parameters<Check['inspect']>[0][] {
  const writes = observations.filter(
    ({ operation, step, answer }) =>
      operation === 'webBackendUpdateConnection' && step.handle === handle && answer.status === 200,
  );
  const group = writes.at(-1)?.step.group;
  return group === undefined ? [] : writes.filter(({ step }) => step.group === group);
}
