import { expect, test } from 'vitest';
import { placeholders } from '../../../properties/arbitraries/generation-context.ts';
import { substitute } from '../../../properties/engine/substitute.ts';
import type { Substitutions } from '../../../properties/engine/substitutions-for.ts';

/** Of a case that has refreshed nothing, unless told otherwise. */
const ids = (refreshedCatalog?: string): Substitutions => ({
  'catalog-of-refresh': () => refreshedCatalog,
  name: () => 'airlock-1-1',
});

test('a name is as long as it may be where that is asked for', () => {
  const { name } = substitute({ name: placeholders.longName }, ids()) as { name: string };

  expect(name).toHaveLength(256);
  expect(name).toMatch(/^airlock-1-1n+$/);
  expect(substitute(`${placeholders.name} one`, ids())).toBe('airlock-1-1 one');
});

test('the catalog of a refresh is taken over once there is one', () => {
  const body = { sourceCatalogId: placeholders.refreshedCatalog };

  expect(substitute(body, ids('catalog-2'))).toEqual({ sourceCatalogId: 'catalog-2' });
  expect(substitute(body, ids())).toEqual({});
});
