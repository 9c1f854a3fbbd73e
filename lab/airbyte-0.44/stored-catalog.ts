/** What the server of May 2023 stores of a catalog, and the few rules that it checks. */
import type { AirbyteStreamAndConfiguration } from '../../schemas/stream.ts';
import { aliasOf, topLevelProperties } from '../../src/backend/catalog-rules.ts';
import { isObject, listOf, objectOf } from '../json-access.ts';
import type { JsonObject } from '../json-access.ts';
import { identityOf } from '../../src/backend/read-model.ts';
import { brokenConfiguration, nullPointer, uncaught } from './java-errors.ts';

/** The selected streams. `all` checks the field selection of the others as well, as an update does. */
export function storedCatalog(
  syncCatalog: unknown,
  { all }: { readonly all: boolean },
): readonly AirbyteStreamAndConfiguration[] {
  return listOf(objectOf(syncCatalog)['streams']).flatMap((entry) => {
    const { stream, config } = objectOf(entry);
    if (!isObject(config)) throw nullPointer('AirbyteStreamConfiguration.getSelected()');
    const { selected } = config;
    if (selected === undefined) throw nullPointer('java.lang.Boolean.booleanValue()');
    if (selected !== true && !all) return [];
    if (!isObject(stream)) throw nullPointer('AirbyteStream.getName()');
    checkFieldSelection(stream, config);
    if (selected !== true) return [];
    if (stream['supportedSyncModes'] === undefined) throw nullPointer('java.util.List.stream()');
    return [stored(stream, config)];
  });
}

/** Nothing has been validated: members that the types promise may be missing. */
function stored(stream: JsonObject, config: JsonObject): AirbyteStreamAndConfiguration {
  const { suggested: _suggested, ...chosen } = config;
  return {
    stream: {
      ...stream,
      jsonSchema: asJsonb(stream['jsonSchema']),
      defaultCursorField: stream['defaultCursorField'] ?? [],
      sourceDefinedPrimaryKey: stream['sourceDefinedPrimaryKey'] ?? [],
    },
    config: {
      ...chosen,
      cursorField: config['cursorField'] ?? [],
      primaryKey: config['primaryKey'] ?? [],
      aliasName: typeof stream['name'] === 'string' ? aliasOf(stream['name']) : '',
      selected: true,
      fieldSelectionEnabled: config['fieldSelectionEnabled'] ?? false,
    },
  } as unknown as AirbyteStreamAndConfiguration;
}

function checkFieldSelection(stream: JsonObject, config: JsonObject): void {
  if (config['fieldSelectionEnabled'] !== true) return;
  const { selectedFields, syncMode, destinationSyncMode, cursorField, primaryKey } = config;
  if (selectedFields === undefined)
    throw brokenConfiguration('Requested field selection but no selected fields provided');
  const known = topLevelProperties(stream['jsonSchema']);
  const chosen = new Set<unknown>();
  for (const field of listOf(selectedFields)) {
    const path = listOf(objectOf(field)['fieldPath']);
    if (path.length === 0) throw brokenConfiguration('Selected field path cannot be empty');
    if (path.length > 1) throw uncaught('Nested field selection not supported');
    chosen.add(path[0]);
  }
  if (syncMode === 'incremental') {
    if (cursorField === undefined) throw nullPointer('java.util.List.isEmpty()');
    const [cursor] = listOf(cursorField);
    if (cursor !== undefined && !chosen.has(cursor)) throw brokenConfiguration('Cursor field must be selected');
  }
  if (destinationSyncMode === 'append_dedup')
    for (const key of listOf(primaryKey))
      if (!chosen.has(listOf(key)[0])) throw brokenConfiguration('Primary key field must be selected');
  for (const name of chosen)
    if (!Object.hasOwn(known, String(name)))
      throw brokenConfiguration(`Requested selected field ${String(name)} not found in JSON schema`);
}

/** Where code builds a map of streams by their names. */
export function hasDuplicates(streams: readonly AirbyteStreamAndConfiguration[]): boolean {
  return new Set(streams.map(({ stream }) => identityOf(stream))).size < streams.length;
}

/** As Postgres stores jsonb: shorter keys first. */
export function asJsonb(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asJsonb);
  if (!isObject(value)) return value;
  const byLength = Object.entries(value).toSorted(
    ([left], [right]) => left.length - right.length || (left < right ? -1 : 1),
  );
  return Object.fromEntries(byLength.map(([key, child]) => [key, asJsonb(child)]));
}
