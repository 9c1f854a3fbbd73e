import { expect, test } from 'vitest';
import { consumers, consumersFor, consumersOf } from '../../contracts/consumers.ts';
import { generationFor, generations, operationsOf } from '../../contracts/generation.ts';

test.each([
  [{}, '2023'],
  [{ version: 'reference' }, '2023'],
  [{ version: '0.44.5', day: '2023-05-09' }, '2023'],
  [{ version: '1.7.0' }, '2023'],
  [{ version: '2.0' }, '2.0'],
  [{ version: 'v2.0.0', day: '2025-10-14' }, '2.0'],
  [{ version: '2.1.0' }, '2.0'],
  [{ version: '10.0.0-rc1' }, '2.0'],
  [{ day: '2023-02-13' }, '2023'],
  [{ day: '2025-10-13' }, '2023'],
  [{ day: '2025-10-14' }, '2.0'],
  [{ day: '2026-01-31' }, '2.0'],
] as const)('a server of %j is for the consumers of %s', (release, generation) => {
  expect(generationFor(release)).toBe(generation);
  expect(consumersFor(release)).toEqual(consumersOf([generation]));
});

test('every consumer is of one generation, and every generation has one', () => {
  expect(consumersOf(generations)).toEqual(consumers);
  for (const generation of generations) expect(consumersOf([generation])).not.toEqual([]);
  expect(consumersFor()).toEqual(consumersOf(['2023']));
});

test('a generation is measured by the operations of its own release', () => {
  expect(Object.keys(operationsOf('2023'))).toContain('webBackendListGeographies');
  expect(Object.keys(operationsOf('2.0'))).not.toContain('webBackendListGeographies');
});
