/** Cases around a discovered catalog. */
import fc from 'fast-check';
import type { OperationStep } from '../model/case.ts';
import { placeholders } from './generation-context.ts';
import type { GenerationContext } from './generation-context.ts';
import { get, list, refresh, update, valid } from './steps.ts';
import type { Steps } from './steps.ts';

/** A connection that is framed by a discovered catalog: its streams are chosen from what the source has. */
export function framed({ reset = false }: GenerationContext, { withRefresh = false } = {}): fc.Arbitrary<Steps> {
  const frame = { sourceCatalogId: placeholders.catalog };
  // Sent back as it was read, nothing is there to reset.
  const unchanged = update(1, { syncCatalog: placeholders.syncCatalog(1) });
  return fc
    .record({
      // The catalog is named when the connection is made, or afterwards.
      late: fc.boolean(),
      between: fc.subarray([
        update(1, { prefix: 'framed_' }),
        update(1, {}),
        own(1, placeholders.chosenCatalog(1)),
        own(1, placeholders.syncCatalog(1)),
        ...(reset ? [unchanged] : []),
        get(1),
        list,
      ]),
    })
    .map(({ late, between }) => [
      ...(late ? [plainCreate(1, {}), update(1, frame)] : [plainCreate(1, frame)]),
      get(1),
      selectAll(1),
      get(1),
      ...between,
      get(1),
      // A twin, so that it shows whether the refresh was about the source or about one connection.
      ...(withRefresh ? [plainCreate(2, frame), get(2), selectAll(2), get(2), refresh(1), get(1), get(2), list] : []),
    ]);
}

/** Replaces the catalog without a reset. */
function own(handle: number, syncCatalog: string): OperationStep {
  return update(handle, { syncCatalog, skipReset: true });
}

function selectAll(handle: number): OperationStep {
  return own(handle, placeholders.selectedCatalog(handle));
}

/** An inactive connection without a schedule or streams of its own. */
export function plainCreate(handle: number, members: object): OperationStep {
  return {
    operation: 'webBackendCreateConnection',
    handle,
    body: {
      name: placeholders.name,
      sourceId: placeholders.source,
      destinationId: placeholders.destination,
      status: 'inactive',
      ...members,
    },
    intent: valid,
  };
}
