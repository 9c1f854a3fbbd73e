import fc from 'fast-check';
import { expect, test } from 'vitest';
import { invalidCase, invalidReads } from '../../../properties/arbitraries/invalid-cases.ts';
import { isInvalid } from '../../../properties/model/case.ts';

const options = { mayWrite: true, foreign: true, oversized: false } as const;

/** What is broken in the cases of a run, as `required /status`. */
function broken(harmful: boolean): ReadonlySet<string> {
  const context = { size: 'tiny', activeSchedules: false, harmful } as const;
  const cases = fc.sample(invalidCase({ ...options, context, harmful }), { numRuns: 400, seed: 9 });
  return new Set(
    cases
      .flat()
      .filter(isInvalid)
      .map(({ operation, intent: { label } }) => `${operation} ${label.keyword} ${label.pointer}`),
  );
}

test('mistakes that damage released servers are not drawn without consent', () => {
  const harmful = [
    'webBackendCreateConnection required /status',
    'webBackendCreateConnection duplicate-stream /syncCatalog/streams/1',
    'webBackendGetConnection required /connectionId',
  ];

  const drawn = broken(false);
  const drawnWithConsent = broken(true);

  expect(harmful.filter((mistake) => drawn.has(mistake))).toEqual([]);
  expect(harmful.filter((mistake) => drawnWithConsent.has(mistake))).toEqual(harmful);
});

test('a run that only reads breaks reads alone, and of connections only those that were there', () => {
  const context = { size: 'tiny', activeSchedules: false } as const;
  const steps = (existing: boolean): readonly string[] =>
    fc
      .sample(invalidReads({ ...options, context, harmful: true, existing }), { numRuns: 200, seed: 9 })
      .flat()
      .map(({ operation }) => operation);

  expect(new Set(steps(false))).toEqual(
    new Set(['webBackendListConnectionsForWorkspace', 'webBackendGetWorkspaceState']),
  );
  expect(new Set(steps(true))).toEqual(
    new Set([
      'webBackendListConnectionsForWorkspace',
      'webBackendGetWorkspaceState',
      'webBackendGetConnection',
      'getStateType',
    ]),
  );
});
