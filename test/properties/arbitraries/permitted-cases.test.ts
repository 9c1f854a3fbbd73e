import fc from 'fast-check';
import { expect, test } from 'vitest';
import { trapsAt } from '../../../schemas/traps.ts';
import { permittedCase, permittedCases } from '../../../properties/arbitraries/permitted-cases.ts';
import { isPermitted } from '../../../properties/model/case.ts';
import type { CaseStep } from '../../../properties/model/case.ts';
import { mislabelledBecause } from '../../../properties/engine/referee.ts';

const context = { size: 'tiny', activeSchedules: false } as const;
const options = { context, mayWrite: true, foreign: false, oversized: false, harmful: false } as const;

function sent(steps: readonly CaseStep[], description: string): readonly string[] {
  return steps.flatMap((step) =>
    isPermitted(step) && step.intent.label.description === description ? [step.operation] : [],
  );
}

test('every permitted input is sent on create, on update and again, all in one case', () => {
  const cases = permittedCases({ ...options, traps: new Set() });
  const sentIn = (description: string): readonly (readonly string[])[] =>
    cases.map((steps) => sent(steps, description)).filter(({ length }) => length > 0);
  const descriptions = new Set(
    cases.flatMap((steps) => steps.filter(isPermitted).map((step) => step.intent.label.description)),
  );

  expect(sentIn('a fraction of units')).toEqual([
    ['webBackendCreateConnection', 'webBackendUpdateConnection', 'webBackendUpdateConnection'],
  ]);
  expect(descriptions.size).toBeGreaterThan(60);
  for (const one of descriptions) {
    expect([one, sentIn(one).length]).toEqual([one, 1]);
    expect([one, (sentIn(one)[0]?.length ?? 0) >= 2]).toEqual([one, true]);
  }
});

test('between two reads a case sends no two permitted inputs about the same member in updates', () => {
  const cases = permittedCases({ ...options, traps: new Set() });
  const sentBetween = cases.flatMap((steps) => {
    const reads = steps.flatMap(({ operation }, index) => (operation === 'webBackendGetConnection' ? [index] : []));
    return [0, ...reads].map((from, number) =>
      steps
        .slice(from, reads[number] ?? steps.length)
        .filter(isPermitted)
        .filter(({ operation }) => operation === 'webBackendUpdateConnection')
        .map((step) => step.intent.label.pointer.split('/')[1]),
    );
  });

  expect(sentBetween.filter((members) => new Set(members).size < members.length)).toEqual([]);
});

test('an input that damages the release needs consent for it, and no other server does', () => {
  const damaging = 'fields whose schemas are no objects';
  const sends = (more: object): boolean =>
    permittedCases({ ...options, ...more }).some((steps) => sent(steps, damaging).length > 0);

  expect(sends({ traps: trapsAt('2023-05-09') })).toBe(false);
  expect(sends({ traps: trapsAt('2023-05-09'), harmful: true })).toBe(true);
  expect(sends({ traps: trapsAt('2025-10-14') })).toBe(true);
});

test('a drawn case has permitted inputs and valid steps alone', () => {
  const cases = fc.sample(permittedCase({ ...options, traps: new Set() }), { numRuns: 100, seed: 3 });

  const mislabelled = cases.map((steps) => mislabelledBecause({ phase: 'invalid', steps, path: 'a' }));
  expect(mislabelled.filter((reason) => reason !== undefined)).toEqual([]);
  expect(new Set(cases.flatMap((steps) => steps.map(({ intent }) => intent.kind)))).toEqual(
    new Set(['valid', 'permitted']),
  );
});
