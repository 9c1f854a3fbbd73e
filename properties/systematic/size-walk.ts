/** Catalogs of many sizes: what is lost, or slow, in larger ones only. */
import { catalogOf } from '../../src/target/catalog-of.ts';
import { plainCreate } from '../arbitraries/framed-cases.ts';
import { get, update } from '../arbitraries/steps.ts';
import type { Steps } from '../arbitraries/steps.ts';

/** Fields of one stream. */
export const widths = [16, 45, 128, 360] as const;

/** Streams of the largest one. */
export const largest = 128;
const doubled = [4, 8, 16, 32, 64, largest] as const;
/** Up and down, so that each size is read twice and drift of the machine does not look like growth. */
const catalogs = [
  catalogOf(1, { fields: widths[2] }),
  ...[...doubled, ...doubled.toReversed()].map((streams) => catalogOf(streams)),
  catalogOf(1, { fields: widths[2] }),
];

/** One connection whose catalog doubles and shrinks again. */
export const sizeWalk: Steps = [
  plainCreate(1, {}),
  ...catalogs.flatMap((syncCatalog) => [update(1, { syncCatalog, skipReset: true }), get(1)]),
];

/** 1.3 MB, as of a wide database. Released servers take 10 MiB; gateways before them often took 1 MB. Some count fields, so texts fill it. */
export const wideCatalog: Steps = [
  plainCreate(1, {}),
  update(1, { syncCatalog: catalogOf(40, { description: 'd'.repeat(32_000) }), skipReset: true }),
  get(1),
];
