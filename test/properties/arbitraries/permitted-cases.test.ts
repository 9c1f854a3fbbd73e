import fc from 'fast-check';
import { expect, test } from 'vitest';
import { trapsAt } from '../../../schemas/traps.ts';
import { permittedCase, permittedCases } from '../../../properties/arbitraries/permitted-cases.ts';
import { isPermitted } from '../../../properties/model/case.ts';
import type { CaseStep } from '../../../properties/model/case.ts';
import { mislabelledBecause } from '../../../properties/engine/referee.ts';

const context = { size: 'tiny', activeSchedules: false } as const;
const options = { context, mayWrite: true, foreign: false, oversized: false, harmful: false } as const;

function sent(steps: readonly CaseStep[]): readonly string[] {
  return steps.filter(isPermitted).map(({ operation, intent }) => `${operation} ${intent.label.description}`);
}

test('every permitted input has one case, which sends it on create, on update and again', () => {
  const cases = permittedCases({ ...options, traps: new Set() });

  expect(new Set(cases.map(({ label }) => label)).size).toBe(cases.length);
  const units = cases.find(({ label }) => label === 'a fraction of units');
  expect(sent(units?.steps ?? [])).toEqual([
    'webBackendCreateConnection a fraction of units',
    'webBackendUpdateConnection a fraction of units',
    'webBackendUpdateConnection a fraction of units',
  ]);
  for (const { label, steps } of cases) expect([label, sent(steps).length >= 2]).toEqual([label, true]);
});

test('an input that damages the release needs consent for it, and no other server does', () => {
  const labels = (more: object): readonly string[] => permittedCases({ ...options, ...more }).map(({ label }) => label);
  const damaging = 'a field whose schema is true';

  expect(labels({ traps: trapsAt('2023-05-09') })).not.toContain(damaging);
  expect(labels({ traps: trapsAt('2023-05-09'), harmful: true })).toContain(damaging);
  expect(labels({ traps: trapsAt('2025-10-14') })).toContain(damaging);
});

test('a drawn case has permitted inputs and valid steps alone', () => {
  const cases = fc.sample(permittedCase({ ...options, traps: new Set() }), { numRuns: 100, seed: 3 });

  const mislabelled = cases.map((steps) => mislabelledBecause({ phase: 'invalid', steps, path: 'a' }));
  expect(mislabelled.filter((reason) => reason !== undefined)).toEqual([]);
  expect(new Set(cases.flatMap((steps) => steps.map(({ intent }) => intent.kind)))).toEqual(
    new Set(['valid', 'permitted']),
  );
});
