/** What placeholders of a case stand for on a target. */
import { defined } from '../../src/json/defined.ts';
import { listAt, textAt } from '../../src/json/json.ts';
import { unknownId } from '../../src/target/unknown-id.ts';
import type { KnownConnection } from '../model/worlds.ts';
import { catalogToSend } from './catalog-to-send.ts';
import type { RunContext } from './run-context.ts';
import type { Substitutions } from './substitute.ts';

/** Looks connections of the case up when a body is filled in, for they come to be while it runs. */
export function substitutionsFor(
  { target: { fixtures }, sandbox }: RunContext,
  connection: (handle: number) => KnownConnection | undefined,
  latest: { readonly list: () => unknown; readonly refresh: () => unknown },
): Substitutions {
  return {
    workspace: fixtures.workspaceId,
    source: fixtures.sourceId,
    destination: fixtures.destinationId,
    unknown: unknownId,
    ...(fixtures.foreign === undefined
      ? {}
      : {
          foreignWorkspace: fixtures.foreign.workspaceId,
          foreignSource: fixtures.foreign.sourceId,
          foreignDestination: fixtures.foreign.destinationId,
          // Without one, an id that nothing has is as wrong.
          foreignCatalog: fixtures.foreign.sourceCatalogId ?? unknownId,
        }),
    connection: (handle) => connection(handle)?.connectionId,
    existing: (number) => fixtures.existingConnectionIds[number % fixtures.existingConnectionIds.length],
    operation: (handle, index) => textAt(listAt(connection(handle)?.read, 'operations')[index], 'operationId'),
    ...defined({
      catalog: fixtures.sourceCatalogId,
      otherCatalog: fixtures.otherCatalogId,
      destinationCatalog: fixtures.destinationCatalogId,
    }),
    refreshedCatalog: () => textAt(latest.refresh(), 'catalogId'),
    tag: (number) => fixtures.tags?.[number % fixtures.tags.length],
    definition: (handle, kind) => textAt(connection(handle)?.read[kind], `${kind}DefinitionId`),
    lastListed: () => textAt(listAt(latest.list(), 'connections').at(-1), 'connectionId'),
    syncCatalog: (handle, form) => catalogToSend(connection(handle)?.read['syncCatalog'], form),
    name: (handle) =>
      (handle === undefined ? undefined : textAt(connection(handle)?.createBody, 'name')) ?? sandbox.nextName(),
  };
}
