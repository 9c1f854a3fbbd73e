import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { casesOf } from '../../../properties/arbitraries/cases.ts';
import { createBody, listBody, updateBody } from '../../../properties/arbitraries/connection-bodies.ts';
import { openingsOf } from '../../../properties/arbitraries/opening-cases.ts';
import { isWellFormed, stillBreaks } from '../../../properties/model/domain-rules.ts';
import { phases } from '../../../properties/model/case.ts';
import { builtInDescription } from '../../../src/description/built-in-description.ts';
import { stepsForRelease } from '../../../properties/arbitraries/for-release.ts';

const description = builtInDescription('2.0');
const context = { size: 'tiny', activeSchedules: false, description } as const;
const older = { size: 'tiny', activeSchedules: false } as const;
const options = { context, mayWrite: true, harmful: false, foreign: false, oversized: false } as const;

const sample = <Value>(arbitrary: fc.Arbitrary<Value>, numRuns: number): Value[] =>
  fc.sample(arbitrary, { numRuns, seed: 5 });

describe('bodies for release 2.0', () => {
  test.each([
    ['create', createBody(context), ['tags', 'backfillPreference', 'destinationCatalogId', 'mappers', 'hashedFields']],
    [
      'update',
      updateBody(context, 1),
      ['tags', 'backfillPreference', 'destinationCatalogId', 'mappers', 'hashedFields'],
    ],
    ['list', listBody(context), ['sortKey', 'searchTerm', 'states', 'statuses', 'tagIds', 'sourceDefinitionIds']],
  ] as const)('of %s have every member that it brought', (_what, arbitrary, members) => {
    const text = JSON.stringify(sample<unknown>(arbitrary, 400));

    expect(members.filter((member) => !text.includes(`"${member}":`))).toEqual([]);
  });

  test('have none of them for the release of May 2023', () => {
    const text = JSON.stringify([sample(createBody(older), 300), sample(listBody(older), 300)]);

    expect(text).not.toMatch(/"(tags|backfillPreference|mappers|hashedFields|sortKey|filters)":/);
  });

  test('never have mappers and hashed fields on the same stream', () => {
    const configs = sample(createBody(context), 400).flatMap(
      ({ syncCatalog }) => syncCatalog?.streams.map(({ config }) => JSON.stringify(config)) ?? [],
    );

    expect(configs.filter((text) => text.includes('"mappers"') && text.includes('"hashedFields"'))).toEqual([]);
  });
});

test.each(phases)('what the phase %s sends as valid or as broken is so by the description of release 2.0', (phase) => {
  const cases = casesOf(phase, options);
  const drawn = cases === undefined ? [] : sample(cases, 60);
  const openings = openingsOf(phase, options).flatMap((one) =>
    sample(one, 2).map((steps) => stepsForRelease(steps, description)),
  );
  const steps = [...drawn, ...openings].flat();

  expect(steps.filter((step) => !isWellFormed(step, description.operations))).toEqual([]);
  expect(steps.filter((step) => step.intent.kind === 'invalid' && !stillBreaks(step, description.operations))).toEqual(
    [],
  );
});

test('an id that does not fit is sent with little patience, and to every release', () => {
  const steps = openingsOf('invalid', { ...options, context: older }).flatMap((one) => sample(one, 1).flat());

  expect(steps.filter(({ patienceMs }) => patienceMs !== undefined)).toMatchObject([
    { operation: 'getStateType', patienceMs: 2000 },
  ]);
});
