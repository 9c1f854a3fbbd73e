import { expect, test } from 'vitest';
import { get, list, update } from '../../../properties/arbitraries/steps.ts';
import { Novelty } from '../../../properties/engine/novelty.ts';

const geography = update(1, { geography: 'eu' });
const prefix = update(1, { prefix: 'a' });

test.each([
  ['what was sent already', [get(1), geography], [get(1), geography], false],
  ['the same with another id', [get(1), geography], [get(2), update(2, { geography: 'eu' })], false],
  ['another value of an enum', [get(1), geography], [get(1), update(1, { geography: 'us' })], true],
  ['another order', [get(1), geography, list], [get(1), list, geography], true],
  ['two members in one body', [geography, prefix, geography], [update(1, { geography: 'eu', prefix: 'a' })], true],
  ['a list that is empty', [update(1, { operations: [{}] })], [update(1, { operations: [] })], true],
])('%s is new: %#', (_, before, steps, isNew) => {
  const novelty = new Novelty();
  novelty.add({ steps: before });

  expect(novelty.of({ steps }) > 0).toBe(isNew);
});

test('a longer case is no better for its length', () => {
  const novelty = new Novelty();

  expect(novelty.of({ steps: [prefix, get(1), get(1), get(1)] })).toBeLessThan(novelty.of({ steps: [prefix, get(1)] }));
});
