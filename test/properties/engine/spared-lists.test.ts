import fc from 'fast-check';
import { expect, test } from 'vitest';
import { get, list, listStep } from '../../../properties/arbitraries/steps.ts';
import { withListsSpared } from '../../../properties/engine/spared-lists.ts';

const testCase = { phase: 'valid', path: 'valid:0:9', steps: [get(1), list] } as const;

test('a case ends without its list while lists take too much of the time', () => {
  expect(withListsSpared(testCase, { shareOf: () => 0.26 }).steps).toEqual([get(1)]);
  expect(withListsSpared(testCase, { shareOf: () => 0.25 })).toBe(testCase);
});

test('a list with filters, and a case that is nothing but a list, stay', () => {
  const [filtered = list] = fc.sample(listStep({ size: 'tiny', activeSchedules: false }), { numRuns: 1, seed: 2 });
  const ended = { ...testCase, steps: [get(1), { ...filtered, body: { ...Object(filtered.body), pageSize: 2 } }] };
  const alone = { ...testCase, steps: [list] };

  expect(withListsSpared(ended, { shareOf: () => 1 })).toBe(ended);
  expect(withListsSpared(alone, { shareOf: () => 1 })).toBe(alone);
});
