/** Streams of catalogs and of their differences, as answers show them. */
import { isObject, listAt, member } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';

/** Entries of a catalog by the identities of their streams. */
export type Streams = ReadonlyMap<string, unknown>;

/** Identifies a stream in its catalog. An absent namespace is the empty one. */
export function streamIdentity(stream: unknown): string {
  return JSON.stringify([member(stream, 'namespace') ?? '', member(stream, 'name')]);
}

/** Of the stream of a transform. */
export function transformedStream(transform: unknown): string {
  return streamIdentity(member(transform, 'streamDescriptor'));
}

export function streamsOf(read: JsonObject): Streams {
  return new Map(
    listAt(read['syncCatalog'], 'streams').map((entry) => [streamIdentity(member(entry, 'stream')), entry]),
  );
}

/** Whether a discovered catalog frames the streams. */
export function isFramed(read: unknown): boolean {
  return (member(read, 'catalogId') ?? undefined) !== undefined;
}

export function isSelected(entry: unknown): boolean {
  return member(member(entry, 'config'), 'selected') === true;
}

/** Properties at the top level of its schema, where that has any. */
export function fieldsOf(entry: unknown): JsonObject | undefined {
  const properties = member(member(member(entry, 'stream'), 'jsonSchema'), 'properties');
  return isObject(properties) ? properties : undefined;
}

/** What a transform says of fields: a list; since April 2024 in an object. */
export function fieldTransformsOf(transform: unknown): readonly unknown[] {
  const updated = member(transform, 'updateStream');
  return Array.isArray(updated) ? updated : listAt(updated, 'fieldTransforms');
}
