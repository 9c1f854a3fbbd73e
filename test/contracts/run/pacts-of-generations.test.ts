import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadPacts } from '../../../contracts/run/load-pacts.ts';
import type { LoadedPact } from '../../../contracts/run/load-pacts.ts';
import { pactsOfGenerations } from '../../../contracts/run/pacts-of-generations.ts';

const folder = join(import.meta.dirname, '../../../pacts');
const loaded = loadPacts(folder);
const named = (pacts: readonly LoadedPact[]): readonly string[] => pacts.map(({ consumer }) => consumer).toSorted();

test('pacts of another generation are left out and say how to take them', () => {
  const { pacts, leftOut } = pactsOfGenerations(folder, loaded, ['2023']);

  expect(named(pacts)).toEqual(['airbyte-config-api-client', 'airbyte-webapp']);
  expect(leftOut).toEqual([
    {
      place: join(folder, 'airbyte-webapp-2.0-airbyte-web-backend.json'),
      reason: expect.stringMatching(/^\d+ interactions of a consumer of 2\.0; --consumers 2\.0 takes them$/) as unknown,
      isFault: false,
    },
  ]);
});

test('several generations may be asked for', () => {
  const { pacts, leftOut } = pactsOfGenerations(folder, loaded, ['2023', '2.0']);

  expect(pacts).toEqual(loaded.pacts);
  expect(leftOut).toEqual([]);
});

test('pacts of other teams are of every generation', () => {
  const [first] = loaded.pacts;
  const theirs = { ...first, consumer: 'somebody else', file: 'theirs.json' } as LoadedPact; // a pact like any

  expect(named(pactsOfGenerations(folder, { pacts: [theirs], leftOut: [] }, ['2.0']).pacts)).toEqual(['somebody else']);
});

test('a file that is named is taken whatever its consumer', () => {
  const file = join(folder, 'airbyte-webapp-2.0-airbyte-web-backend.json');

  expect(named(pactsOfGenerations(file, loadPacts(file), ['2023']).pacts)).toEqual(['airbyte-webapp-2.0']);
});

test('a folder in which nothing is left is refused with the option that takes it', () => {
  const only = { pacts: loaded.pacts.filter(({ consumer }) => consumer === 'airbyte-webapp-2.0'), leftOut: [] };

  expect(() => pactsOfGenerations(folder, only, ['2023'])).toThrow(
    /all of them are of consumers of 2\.0, and the run is about 2023; --consumers 2\.0 takes them$/,
  );
});
