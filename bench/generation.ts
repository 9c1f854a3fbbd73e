/** What a generated catalog costs, by size profile, next to what its serialisation and its referee cost. */
import fc from 'fast-check';
import { catalog } from '../properties/arbitraries/catalog.ts';
import { sizeProfiles } from '../properties/arbitraries/generation-context.ts';
import type { SizeProfile } from '../properties/arbitraries/generation-context.ts';
import { brokenRules } from '../properties/model/domain-rules.ts';

const catalogsOf: Readonly<Record<SizeProfile, number>> = {
  tiny: 5000,
  demo: 5000,
  typical: 500,
  wide: 100,
  large: 20,
  huge: 3,
};

export async function run(): Promise<void> {
  const rows = (Object.keys(sizeProfiles) as SizeProfile[]).map((size) => {
    const arbitrary = catalog({ size, activeSchedules: false });
    const count = catalogsOf[size];
    // Once to warm up, so that the first profile does not pay for the compiler.
    fc.sample(arbitrary, { numRuns: Math.ceil(count / 5), seed: 1 });
    const startedAt = performance.now();
    const catalogs = fc.sample(arbitrary, { numRuns: count, seed: 2 });
    const generatedAt = performance.now();
    const lengths = catalogs
      .map((value) => Buffer.byteLength(JSON.stringify(value)))
      .toSorted((left, right) => left - right);
    const serialisedAt = performance.now();
    const invalid = catalogs.filter(
      (syncCatalog) =>
        brokenRules('webBackendUpdateConnection', { connectionId: '{{connection:1}}', syncCatalog }).length > 0,
    );
    const refereedAt = performance.now();
    const streams = catalogs.map((value) => value.streams.length).toSorted((left, right) => left - right);
    const middle = Math.floor(count / 2);
    return {
      size,
      'streams p50': streams[middle],
      'kB p50': Number(((lengths[middle] ?? 0) / 1000).toFixed(1)),
      'kB max': Number(((lengths.at(-1) ?? 0) / 1000).toFixed(1)),
      'ms generate': Number(((generatedAt - startedAt) / count).toFixed(3)),
      'ms serialise': Number(((serialisedAt - generatedAt) / count).toFixed(3)),
      'ms referee': Number(((refereedAt - serialisedAt) / count).toFixed(3)),
      invalid: invalid.length,
    };
  });
  console.table(rows);
}
