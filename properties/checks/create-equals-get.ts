import { isObject } from '../../src/json/json.ts';
import { bundleOf } from '../arbitraries/member-bundles.ts';
import { isValid } from '../model/case.ts';
import { brokenBy, differing } from './broken-by.ts';
import { ignoredCreate } from './causes.ts';
import type { Check, Observation, Violation } from './check.ts';
import { show } from './show.ts';

/** Of members that a create may leave out: the same in every release. Those of the others are the server's, or the workspace's. */
const defaults = {
  namespaceDefinition: 'source',
  nonBreakingChangesPreference: 'ignore',
  scheduleType: 'manual',
} as const;

export const createEqualsGet = {
  id: 'create-equals-get',
  law: 'A created connection has what was sent, both in the answer to create and in a get after it. Namespaces of the source, changes ignored and a manual schedule are the defaults.',
  meaning: 'What a user has set up is not what is stored.',
  exceptions:
    'Absent lists may come back empty. Aliases are derived. Jobs move. Operations and selected fields may come in any order.',
  severity: 'high',
  inspect(now, past) {
    const found = brokenBy('create-equals-get', now, past);
    if (found === undefined || now.operation !== 'webBackendCreateConnection')
      return found?.map((difference) => differing(difference, (place) => `A get after create shows another ${place}`));
    const cause = ignoredCreate(found, now.body);
    const stored = found.map((difference) =>
      difference.pointer === '/catalogId'
        ? differing(difference, () => 'Create did not store the sourceCatalogId', { kind: 'written', ...cause })
        : differing(difference, (place) => `Create did not store ${place}`, { kind: 'written', ...cause }),
    );
    return [...stored, ...otherDefaults(now)];
  },
} as const satisfies Check;

/** A member that is not shown has no default to judge. */
function otherDefaults({ step, body, json }: Observation): readonly Violation[] {
  if (!isValid(step) || !isObject(body) || !isObject(json)) return [];
  return Object.entries(defaults)
    .filter(([key]) => bundleOf(key).every((member) => !Object.hasOwn(body, member)))
    .filter(([key, value]) => json[key] !== undefined && json[key] !== value)
    .map(([key, value]) => ({
      title: `A create without ${key} stored another default`,
      expected: show(value),
      received: show(json[key]),
      pointer: `/${key}`,
      kind: 'default',
    }));
}
