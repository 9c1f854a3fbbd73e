/** A get that discovers the source anew: at once, and always the same streams. */
import type { AirbyteStream, AirbyteStreamAndConfiguration } from '../../schemas/stream.ts';
import { diffCatalogs } from '../../src/backend/catalog-diff.ts';
import type { JsonObject } from '../json-access.ts';
import { framed } from './framed-catalog.ts';
import { actorOf, connectionRead, readWith } from './reads.ts';
import type { ConnectionRow, Tables } from './tables.ts';

/** The answer carries the newest catalog; the connection keeps the one that it has. @throws {Failure} */
export function refreshedRead(tables: Tables, connection: ConnectionRow): JsonObject {
  const source = actorOf(tables.sources, connection.sourceId);
  const catalogId = source.discovers;
  tables.sources.set(source.id, { ...source, newestCatalogId: catalogId });
  const found = tables.catalogs.get(catalogId) ?? [];
  const frame = tables.catalogs.get(connection.sourceCatalogId ?? '');
  const before = frame ?? connection.streams.map(({ stream }) => stream);
  const read = readWith(tables, connection, framed(connection.streams, found, frame ?? found));
  const { transforms } = diffCatalogs(
    before as unknown as readonly AirbyteStream[], // rows hold whatever was sent
    found as unknown as readonly AirbyteStream[],
    connection.streams as unknown as readonly AirbyteStreamAndConfiguration[],
  );
  return {
    ...read,
    catalogId,
    schemaChange: connectionRead(tables, connection)['schemaChange'],
    catalogDiff: { transforms: transforms.map(asReleased) },
  };
}

/** Since April 2024 an update is an object of two lists. */
function asReleased({ updateStream, ...transform }: { readonly updateStream?: unknown }): JsonObject {
  if (updateStream === undefined) return transform;
  return { ...transform, updateStream: { streamAttributeTransforms: [], fieldTransforms: updateStream } };
}
