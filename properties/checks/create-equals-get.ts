import { brokenBy, differing } from './broken-by.ts';
import { ignoredCreate } from './causes.ts';
import type { Check } from './check.ts';

export const createEqualsGet = {
  id: 'create-equals-get',
  law: 'A created connection has what was sent, both in the answer to create and in a get after it.',
  meaning: 'What a user has set up is not what is stored.',
  exceptions:
    'Absent lists may come back empty. Aliases are derived. Jobs move. Operations and selected fields may come in any order.',
  severity: 'high',
  inspect(now, past) {
    const found = brokenBy('create-equals-get', now, past);
    if (found === undefined || now.operation !== 'webBackendCreateConnection')
      return found?.map((difference) => differing(difference, (place) => `A get after create shows another ${place}`));
    const cause = ignoredCreate(found, now.body);
    return found.map((difference) =>
      difference.pointer === '/catalogId'
        ? differing(difference, () => 'Create did not store the sourceCatalogId', { kind: 'written', ...cause })
        : differing(difference, (place) => `Create did not store ${place}`, { kind: 'written', ...cause }),
    );
  },
} as const satisfies Check;
