import { expect, test } from 'vitest';
import { casesOf } from '../../../properties/arbitraries/cases.ts';
import { plainCreate } from '../../../properties/arbitraries/framed-cases.ts';
import { placeholders } from '../../../properties/arbitraries/generation-context.ts';
import { joinedCases } from '../../../properties/arbitraries/joined-cases.ts';
import { deprecate, get, grouped, update } from '../../../properties/arbitraries/steps.ts';
import { drawCase } from '../../../properties/engine/generation.ts';
import { mislabelledBecause } from '../../../properties/engine/referee.ts';
import { connectionsOf } from '../../../properties/engine/case-cost.ts';

const context = { size: 'tiny', activeSchedules: false } as const;

test('a case that begins where another one ended updates its connection instead of making one', () => {
  const joined = joinedCases(
    [
      [plainCreate(1, {}), get(1)],
      [plainCreate(1, { prefix: 'a' }), get(1)],
    ],
    context,
  );

  expect(joined).toEqual([
    plainCreate(1, {}),
    get(1),
    update(1, { scheduleType: 'manual', name: placeholders.name, status: 'inactive', prefix: 'a', skipReset: true }),
    get(1),
  ]);
});

test.each([
  ['deprecated', [plainCreate(1, {}), deprecate(1)]],
  ['framed', [plainCreate(1, { sourceCatalogId: placeholders.catalog })]],
])('a connection that is %s serves no further case', (_, first) => {
  expect(joinedCases([first, [plainCreate(1, {})]], context).at(-1)).toEqual(plainCreate(1, {}));
});

test('groups of different cases stay apart', () => {
  const one = [plainCreate(1, {}), grouped(update(1, { prefix: 'a' }), 1)];
  const groups = joinedCases([one, one], context).flatMap(({ group }) => group ?? []);

  expect(new Set(groups).size).toBe(2);
});

test.each(['valid', 'sequences'] as const)(
  'joined cases of the phase %s are valid, and make fewer connections',
  (phase) => {
    const arbitrary = casesOf(phase, { context, mayWrite: true, harmful: false, foreign: false, oversized: false });
    if (arbitrary === undefined) throw new Error('the phase writes');
    const drawn = Array.from({ length: 60 }, (_, number) => drawCase(arbitrary, { seed: 4, phase, shard: 0, number }));
    const joined = [0, 1, 2].map((part) => ({
      phase,
      path: '',
      steps: joinedCases(
        drawn.slice(part * 20, part * 20 + 20).map(({ steps }) => steps),
        context,
      ),
    }));

    expect(joined.flatMap((one) => mislabelledBecause(one) ?? [])).toEqual([]);
    const count = (cases: typeof drawn): number => cases.reduce((sum, one) => sum + connectionsOf(one), 0);
    expect(count(joined)).toBeLessThan(count(drawn) / 2);
  },
);
