import { test } from '@fast-check/vitest';
import { catalogs } from 'airlock-harness/arbitraries';
import { expect } from 'vitest';
import { keyTexts, withKeyTexts } from '../src/key-texts.ts';

// With the seed the run is the same each time, and README.md shows its output. Leave it out in tests of your own.
test.prop([catalogs()], { seed: 3, numRuns: 300 })('a page that is saved untouched changes nothing', (catalog) => {
  expect(withKeyTexts(catalog, keyTexts(catalog))).toEqual(catalog);
});
