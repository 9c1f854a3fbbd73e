import fc from 'fast-check';
import { expect, test } from 'vitest';
import { trapsAt } from '../../../schemas/traps.ts';
import type { TrapConsent, TrapId } from '../../../schemas/traps.ts';
import { invalidCase, invalidReads } from '../../../properties/arbitraries/invalid-cases.ts';
import { isInvalid } from '../../../properties/model/case.ts';

const options = { mayWrite: true, foreign: true, oversized: false } as const;

/** What is broken in the cases of a run, as `required /status`. */
function broken(consent: TrapConsent): ReadonlySet<string> {
  const context = { size: 'tiny', activeSchedules: false } as const;
  const cases = fc.sample(invalidCase({ ...options, context, ...consent }), { numRuns: 400, seed: 9 });
  return new Set(
    cases
      .flat()
      .filter(isInvalid)
      .map(({ operation, intent: { label } }) => {
        // Null is as good as absent, and one stream as good as another.
        const keyword = label.description.startsWith('null ') ? 'required' : label.keyword;
        return `${operation} ${keyword} ${label.pointer.replace(/streams\/\d/, 'streams/*')}`;
      }),
  );
}

const nameless = 'webBackendUpdateConnection required /syncCatalog/streams/*/stream/name';
const twice = 'webBackendCreateConnection duplicate-stream /syncCatalog/streams/*';
const withoutStatus = 'webBackendCreateConnection required /status';
const withoutId = 'webBackendGetConnection required /connectionId';

test.each([
  ['without consent, where nothing is known of the release', { harmful: false }, [withoutId]],
  [
    'with consent, where nothing is known of the release',
    { harmful: true },
    [nameless, twice, withoutStatus, withoutId],
  ],
  ['without consent on 0.44.5', { harmful: false, traps: trapsAt('2023-05-09') }, [withoutId]],
  [
    'with consent on 0.44.5',
    { harmful: true, traps: trapsAt('2023-05-09') },
    [nameless, twice, withoutStatus, withoutId],
  ],
  ['without consent on 2.0.0', { harmful: false, traps: trapsAt('2025-10-14') }, [nameless, twice, withoutId]],
  [
    'without consent on a server that nothing damages',
    { harmful: false, traps: new Set<TrapId>() },
    [nameless, twice, withoutStatus, withoutId],
  ],
])('mistakes that damage a server are not drawn: %s', (_, consent, expected) => {
  const drawn = broken(consent);

  expect([nameless, twice, withoutStatus, withoutId].filter((mistake) => drawn.has(mistake))).toEqual(expected);
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
