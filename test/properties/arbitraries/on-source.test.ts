import { expect, test } from 'vitest';
import { fixturesOf, onSource, sourceOf } from '../../../properties/arbitraries/on-source.ts';
import { missingFor } from '../../../properties/engine/replay-obstacle.ts';
import type { Fixtures } from '../../../src/target/target.ts';
import { create, get, list } from '../engine/case-steps.ts';

const fixtures: Fixtures = {
  workspaceId: 'workspace',
  sourceId: 'first',
  destinationId: 'destination',
  existingConnectionIds: [],
  sourceCatalogId: 'c1',
  otherCatalogId: 'c0',
  otherSources: [{ sourceId: 'second', sourceCatalogId: 'c2' }],
};
const steps = [create(1), get(1), list()];

test('a case on another source goes by its fixtures alone', () => {
  const moved = onSource(steps, 1);

  expect(sourceOf(moved)).toBe(1);
  expect(fixturesOf(moved, fixtures)).toMatchObject({ sourceId: 'second', sourceCatalogId: 'c2' });
  expect(fixturesOf(moved, fixtures).otherCatalogId).toBeUndefined();
});

test('a case on the source of the run stays as it is', () => {
  expect(onSource(steps, 0)).toBe(steps);
  expect(sourceOf(steps)).toBe(0);
  expect(fixturesOf(steps, fixtures)).toBe(fixtures);
});

test('a stored case on a source that the target lacks is not sent', () => {
  const testCase = { phase: 'valid', path: 'valid:0:0', steps: onSource(steps, 2) } as const;

  expect(missingFor(testCase, { fixtures } as never)).toContain('another source of the workspace');
  expect(missingFor({ ...testCase, steps: onSource(steps, 1) }, { fixtures } as never)).toBeUndefined();
});
