/** Cases of lists in pages: the whole list, its pages one after the other, and the whole list again. */
import fc from 'fast-check';
import type { OperationStep } from '../model/case.ts';
import { plainCreate } from './framed-cases.ts';
import { placeholders } from './generation-context.ts';
import { sortKeys } from './newer-list-members.ts';
import { get, listed } from './steps.ts';
import type { Steps } from './steps.ts';

/** More than any workspace of a run is expected to have; the bound of the release is put in for whole lists. */
const rest = 1000;

/** Connections of equal and of nearly equal names, found by the name that they share. */
export const ownPages: fc.Arbitrary<Steps> = fc
  .record({
    sortKey: fc.constantFrom(...sortKeys),
    sizes: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
    names: fc.array(fc.constantFrom('', '', ' b', ' B', ' ä'), { minLength: 2, maxLength: 4 }),
  })
  .map(({ sortKey, sizes, names }) => [
    plainCreate(1, {}),
    get(1),
    ...names.map((suffix, index) => plainCreate(index + 2, { name: `${placeholders.nameOf(1)}${suffix}` })),
    ...pagesOf({ sortKey, filters: { searchTerm: placeholders.nameOf(1) } }, sizes),
  ]);

/** All connections of the workspace, those that were there before among them: they have what nothing new has, such as jobs. */
export const workspacePages: fc.Arbitrary<Steps> = fc
  .record({
    sortKey: fc.constantFrom(...sortKeys, 'lastSync_asc', 'lastSync_desc'),
    sizes: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })),
  })
  .map(({ sortKey, sizes }) => [plainCreate(1, {}), plainCreate(2, {}), ...pagesOf({ sortKey }, sizes)]);

/** The same without any connection of the run's own. */
export const readPages: fc.Arbitrary<Steps> = workspacePages.map((steps) =>
  steps.filter(({ handle }) => handle === undefined),
);

/** The whole list, two short pages, then one that holds all the others, and the whole list again. */
export function pagesOf(query: object, [first, second]: readonly [number, number]): Steps {
  const page = (members: object): OperationStep => listed({ ...query, ...members });
  const cursor = placeholders.lastListed;
  return [
    page({}),
    page({ pageSize: first }),
    page({ pageSize: second, cursor }),
    page({ pageSize: rest, cursor }),
    page({}),
  ];
}
