/** One connection whose catalog doubles and shrinks again: what is lost, or slow, in larger ones only. */
import { catalogOf } from '../../src/target/catalog-of.ts';
import { plainCreate } from '../arbitraries/framed-cases.ts';
import { get, update } from '../arbitraries/steps.ts';
import type { Steps } from '../arbitraries/steps.ts';

const doubled = [1, 2, 4, 8, 16, 32] as const;
/** Up and down, so that each size is read twice and drift of the machine does not look like growth. */
const sizes = [...doubled, ...doubled.toReversed()];

const wide = { streams: 40, fields: 750 } as const;

export const sizeWalk: Steps = [
  plainCreate(1, {}),
  ...sizes.flatMap((size) => [update(1, { syncCatalog: catalogOf(size), skipReset: true }), get(1)]),
];

/** Of a wide database: 1.3 MB. Released servers take 10 MiB; gateways before them often took 1 MB. */
export const wideCatalog: Steps = [
  plainCreate(1, {}),
  update(1, { syncCatalog: catalogOf(wide.streams, wide.fields), skipReset: true }),
  get(1),
];
