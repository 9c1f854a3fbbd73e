import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  catalogs,
  createBodies,
  invalidCreateBodies,
  invalidUpdateBodies,
  listBodies,
  updateBodies,
  UsageError,
} from '../../src/library/arbitraries.ts';
import { brokenRules, isValid, schemasOf } from '../../src/library/schemas.ts';

const ids = {
  workspaceId: '11111111-1111-4111-8111-111111111111',
  sourceId: '22222222-2222-4222-8222-222222222222',
  destinationId: '33333333-3333-4333-8333-333333333333',
} as const;
const connection = {
  workspaceId: ids.workspaceId,
  connectionId: '44444444-4444-4444-8444-444444444444',
  operationIds: ['55555555-5555-4555-8555-555555555555'],
} as const;
const tag = {
  tagId: '66666666-6666-4666-8666-666666666666',
  workspaceId: ids.workspaceId,
  name: 'nightly',
  color: '75DCFF',
};
const releases = ['0.44', '2.0'] as const;

const sample = <Value>(arbitrary: fc.Arbitrary<Value>, numRuns = 60): Value[] =>
  fc.sample(arbitrary, { numRuns, seed: 11 });

/** What is left of a failing value when fast-check is done. */
function smallest<Value>(arbitrary: fc.Arbitrary<Value>, isFine: (value: Value) => boolean): Value {
  const { counterexample } = fc.check(
    fc.property(arbitrary, (value) => isFine(value)),
    { seed: 3, numRuns: 1000 },
  );
  const [value] = counterexample ?? [];
  if (value === undefined) throw new Error('the property held');
  return value;
}

describe.each(releases)('for release %s', (name) => {
  // Two releases at once are more types than the compiler takes.
  const release = name as '0.44';

  test('every catalog satisfies its schema and every rule of catalogs', () => {
    const { AirbyteCatalog } = schemasOf(release).models;
    const drawn = sample<unknown>(catalogs({ release, size: 'tiny' }), 200);

    expect(drawn.filter((catalog) => !isValid(AirbyteCatalog, catalog))).toEqual([]);
    expect(
      drawn.flatMap((syncCatalog) =>
        brokenRules('webBackendUpdateConnection', { connectionId: connection.connectionId, syncCatalog }, { release }),
      ),
    ).toEqual([]);
  });

  test('every valid body breaks no rule, with the ids of the settings in it', () => {
    const bodies = [
      ...sample<unknown>(createBodies({ release, ...ids, tags: [tag], size: 'tiny' })).map(
        (body) => ['webBackendCreateConnection', body] as const,
      ),
      ...sample<unknown>(updateBodies({ release, ...connection, size: 'tiny' })).map(
        (body) => ['webBackendUpdateConnection', body] as const,
      ),
      ...sample<unknown>(listBodies({ release, ...ids })).map(
        (body) => ['webBackendListConnectionsForWorkspace', body] as const,
      ),
    ];

    expect(bodies.flatMap(([operation, body]) => brokenRules(operation, body, { release }))).toEqual([]);
    expect(bodies.filter(([, body]) => JSON.stringify(body).includes('{{'))).toEqual([]);
  });

  test('every invalid body breaks the rule of its label alone, and says so', () => {
    const created = sample(invalidCreateBodies({ release, ...ids }));
    const updated = sample(invalidUpdateBodies({ release, ...connection }));
    const all = [
      ...created.map((one) => ({ ...one, operation: 'webBackendCreateConnection' as const })),
      ...updated.map((one) => ({ ...one, operation: 'webBackendUpdateConnection' as const })),
    ];
    // Ids are the user's own, so that these two only show on a server.
    const seen = all.filter(({ label: { keyword } }) => keyword !== 'unknown-id');

    expect(new Set(all.map(({ label }) => label.kind))).toEqual(new Set(['schema', 'semantic']));
    expect(
      seen.filter(({ operation, body }) => brokenRules(operation, body, { release }).length === 0).map(labelOf),
    ).toEqual([]);
    expect(all.filter(({ body }) => JSON.stringify(body).includes('{{'))).toEqual([]);
  });
});

const labelOf = ({ label }: { readonly label: { readonly description: string } }): string => label.description;

describe('bodies', () => {
  test('are JSON that is written and read without a loss', () => {
    const drawn = sample(catalogs({ release: '2.0' }), 100);

    expect(JSON.stringify(drawn)).toContain('"maximum":9223372036854776000');
    expect(JSON.parse(JSON.stringify(drawn))).toEqual(drawn);
  });

  test('start no sync unless told so', () => {
    const starts = ({ status, scheduleType }: { status?: unknown; scheduleType?: unknown }): boolean =>
      status === 'active' && scheduleType !== undefined && scheduleType !== 'manual';
    const tiny = { ...ids, size: 'tiny' } as const;

    expect(sample(createBodies(tiny), 200).filter(starts)).toEqual([]);
    expect(sample(createBodies({ ...tiny, activeSchedules: true }), 200).filter(starts)).not.toEqual([]);
  });

  test('that damage released servers are drawn only when asked for', () => {
    const dangerous = 'a missing required member at /status';
    const descriptions = (harmful: boolean): string[] =>
      sample(invalidCreateBodies({ ...ids, harmful }), 400).map(labelOf);

    expect(descriptions(false)).not.toContain(dangerous);
    expect(descriptions(true)).toContain(dangerous);
  });

  test('have the tags and the operations of the settings, and no others', () => {
    const created = sample(createBodies({ release: '2.0', ...ids, tags: [tag], size: 'tiny' }), 100);
    const updated = JSON.stringify(sample(updateBodies({ ...connection, size: 'tiny' }), 100));

    expect(created.flatMap(({ tags }) => tags ?? [])).toContainEqual(tag);
    expect(new Set(updated.match(/"operationId":"[^"]*"/g))).toEqual(
      new Set([`"operationId":"${connection.operationIds[0]}"`]),
    );
  });
});

describe('shrinking', () => {
  test('of a catalog ends with one small stream', () => {
    const found = smallest(catalogs(), ({ streams }) =>
      streams.every(({ config }) => config?.syncMode !== 'incremental'),
    );

    expect(found.streams).toHaveLength(1);
    expect(JSON.stringify(found).length).toBeLessThan(320);
    expect(found.streams[0]?.config).toMatchObject({ syncMode: 'incremental', cursorField: [expect.any(String)] });
  });

  test.each([
    [
      'catalog',
      catalogs({ release: '2.0' }).map((syncCatalog) => ({ connectionId: connection.connectionId, syncCatalog })),
    ],
    ['update', updateBodies({ release: '2.0', ...connection, size: 'tiny' })],
  ])('of a %s tries nothing that breaks a rule', (_what, arbitrary: fc.Arbitrary<object>) => {
    const tried: unknown[] = [];

    for (const seed of [1, 2, 3])
      fc.check(
        fc.property(arbitrary, (body) => {
          tried.push(body);
          return !JSON.stringify(body).includes('"incremental"');
        }),
        { seed },
      );

    expect(tried.length).toBeGreaterThan(50);
    expect(tried.flatMap((body) => brokenRules('webBackendUpdateConnection', body, { release: '2.0' }))).toEqual([]);
  });

  test('of a create ends with what is needed', () => {
    const found = smallest(createBodies(ids), ({ prefix }) => prefix === undefined || prefix.length < 3);

    expect(Object.keys(found).toSorted()).toEqual(['destinationId', 'name', 'prefix', 'sourceId', 'status']);
  });

  test('of an invalid body keeps the rule that it breaks', () => {
    const isCursorRule = (description: string): boolean => description === 'a selection without the cursor';
    const found = smallest(invalidCreateBodies(ids), ({ label }) => !isCursorRule(label.description));

    expect(Object.keys(found.body as object).toSorted()).toEqual([
      'destinationId',
      'name',
      'sourceId',
      'status',
      'syncCatalog',
    ]);
    expect(brokenRules('webBackendCreateConnection', found.body)).toEqual(['the selection lacks the cursor']);
  });
});

test.each([
  [() => catalogs(JSON.parse('{"sise":"tiny"}') as object), 'did you mean "size"?'],
  [() => catalogs({ size: 'small' as 'tiny' }), 'expected one of tiny, demo, typical'],
  [() => catalogs({ release: '1.0' as '2.0' }), 'expected one of 0.44, 2.0'],
  [
    () => createBodies({ ...ids, sourceId: 'mine' }),
    '"sourceId" in the settings of createBodies, "mine": expected a UUID',
  ],
  [() => updateBodies({ workspaceId: ids.workspaceId } as typeof connection), '"connectionId" is missing'],
  [() => invalidCreateBodies({ ...ids, name: 'n'.repeat(41) }), 'expected a text of 1 to 40 characters'],
  [() => listBodies(undefined as unknown as typeof ids), 'expected an object'],
])('an unusable setting is refused: %s', (call, message) => {
  expect(call).toThrow(UsageError);
  expect(call).toThrow(message);
});
