/** The difference between two discovered catalogs, as a refreshing get reports it. */
import type { CatalogDiff, FieldTransform } from '../../schemas/catalog-diff.ts';
import type { AirbyteStream, AirbyteStreamAndConfiguration } from '../../schemas/stream.ts';
import { topLevelProperties } from './catalog-rules.ts';
import { identityOf } from './read-model.ts';

/** What has to happen to `before` to become `after`; fields at the top level. */
export function diffCatalogs(
  before: readonly AirbyteStream[],
  after: readonly AirbyteStream[],
  configured: readonly AirbyteStreamAndConfiguration[],
): CatalogDiff {
  const old = new Map(before.map((stream) => [identityOf(stream), stream]));
  const fresh = new Map(after.map((stream) => [identityOf(stream), stream]));
  const configurations = new Map(configured.map((entry) => [identityOf(entry.stream), entry]));
  const added = after
    .filter((stream) => !old.has(identityOf(stream)))
    .map((stream) => ({ transformType: 'add_stream' as const, streamDescriptor: descriptorOf(stream) }));
  const removed = before
    .filter((stream) => !fresh.has(identityOf(stream)))
    .map((stream) => ({ transformType: 'remove_stream' as const, streamDescriptor: descriptorOf(stream) }));
  const updated = before.flatMap((stream) => {
    const next = fresh.get(identityOf(stream));
    const updateStream = next === undefined ? [] : diffFields(stream, next, configurations.get(identityOf(stream)));
    return updateStream.length === 0
      ? []
      : [{ transformType: 'update_stream' as const, streamDescriptor: descriptorOf(stream), updateStream }];
  });
  return { transforms: [...added, ...removed, ...updated] };
}

export function isBreaking(diff: CatalogDiff): boolean {
  return diff.transforms.some((transform) => transform.updateStream?.some((field) => field.breaking) === true);
}

function descriptorOf({ name, namespace }: AirbyteStream): { name: string; namespace?: string } {
  return namespace === undefined ? { name } : { name, namespace };
}

function diffFields(
  before: AirbyteStream,
  after: AirbyteStream,
  entry: AirbyteStreamAndConfiguration | undefined,
): FieldTransform[] {
  const old = topLevelProperties(before.jsonSchema);
  const fresh = topLevelProperties(after.jsonSchema);
  const names = [...new Set([...Object.keys(old), ...Object.keys(fresh)])];
  return names.flatMap((name): FieldTransform[] => {
    if (!Object.hasOwn(old, name))
      return [
        { transformType: 'add_field', fieldName: [name], breaking: false, addField: { schema: objectOf(fresh[name]) } },
      ];
    if (!Object.hasOwn(fresh, name))
      return [
        {
          transformType: 'remove_field',
          fieldName: [name],
          breaking: isLoadBearing(name, entry),
          removeField: { schema: objectOf(old[name]) },
        },
      ];
    if (JSON.stringify(old[name]) === JSON.stringify(fresh[name])) return [];
    return [
      {
        transformType: 'update_field_schema',
        fieldName: [name],
        breaking: false,
        updateFieldSchema: { oldSchema: objectOf(old[name]), newSchema: objectOf(fresh[name]) },
      },
    ];
  });
}

/** Losing the cursor of an incremental stream, or a part of the key of a deduplicated one, breaks the connection. */
function isLoadBearing(name: string, entry: AirbyteStreamAndConfiguration | undefined): boolean {
  const config = entry?.config;
  if (config === undefined) return false;
  if (config.syncMode === 'incremental' && config.cursorField?.[0] === name) return true;
  return config.destinationSyncMode === 'append_dedup' && (config.primaryKey ?? []).some(([head]) => head === name);
}

function objectOf(schema: unknown): Record<string, unknown> {
  return typeof schema === 'object' && schema !== null ? (schema as Record<string, unknown>) : {};
}
