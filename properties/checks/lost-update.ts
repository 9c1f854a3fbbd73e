import { isObject } from '../../src/json/json.ts';
import { comparableMember, differences, isUnset } from '../model/read-back.ts';
import type { Cause, Check } from './check.ts';
import { show } from './show.ts';

/** Judges a get after parallel updates: it must show every member that an accepted update sent. */
export const lostUpdate = {
  id: 'lost-update',
  law: 'Parallel updates of different members both survive.',
  meaning: 'Two people save at the same time, and one of them loses the change without being told.',
  severity: 'high',
  concerns: (now) => now.operation === 'webBackendGetConnection' && now.step.group === undefined,
  inspect(now, past) {
    if (now.answer.status !== 200 || !isObject(now.json)) return [];
    const { json } = now;
    const parallel = lastGroup(past.observations, now.step.handle);
    const owners = new Map<string, unknown>();
    const contested = new Set<string>();
    for (const { body } of parallel)
      for (const [key, value] of Object.entries(isObject(body) ? body : {})) {
        if (key === 'connectionId' || key === 'skipReset') continue;
        if (owners.has(key)) contested.add(key);
        owners.set(key, value);
      }
    if (parallel.length < 2) return [];
    const patched = [...owners].filter(([key]) => !contested.has(key));
    const lost = patched.filter(
      ([key, value]) =>
        !(isUnset(key, value) && (json[key] === undefined || isUnset(key, json[key]))) &&
        differences(comparableMember(key, value), comparableMember(key, json[key])).length > 0,
    );
    const cause: Cause = {
      name: 'ignored',
      check: 'lost-update',
      title: 'Parallel patches were accepted, and not one of them is there',
      expected: 'what each of them sent',
    };
    return lost.map(([key, value]) => ({
      title: `A parallel patch of "${key}" was accepted and lost`,
      expected: show(value),
      received: show(json[key]),
      pointer: `/${key}`,
      blames: { what: 'parallel', otherwise: `A patch of "${key}" was accepted and lost` },
      ...(lost.length < patched.length ? {} : { cause }),
    }));
  },
} as const satisfies Check;

/** The accepted updates of the latest group. None if the connection was updated alone after it. */
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
