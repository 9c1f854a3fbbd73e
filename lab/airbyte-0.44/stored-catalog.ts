/** What the server of May 2023 stores of a catalog, and the few rules that it checks. */
import type { AirbyteStreamAndConfiguration } from '../../schemas/stream.ts';
import { topLevelProperties } from '../../src/backend/catalog-rules.ts';
import { identityOf } from '../../src/backend/read-model.ts';
import { isObject, listOf, objectOf, textOf } from '../json-access.ts';
import type { JsonObject } from '../json-access.ts';
import { brokenConfiguration, nullPointer, uncaught } from './java-errors.ts';
import { asJsonb } from './jsonb.ts';
import { downgraded } from './protocol-types.ts';

const model = 'io.airbyte.api.model.generated';

/** The selected streams. `all` checks the field selection of the others as well, as an update does. */
export function storedCatalog(
  syncCatalog: unknown,
  { all }: { readonly all: boolean },
): readonly AirbyteStreamAndConfiguration[] {
  const { streams } = objectOf(syncCatalog);
  if (streams === undefined) throw isNull('java.util.List.stream()', `${model}.AirbyteCatalog.getStreams()`);
  return listOf(streams).flatMap((entry) => {
    const { stream, config } = objectOf(entry);
    if (!isObject(config))
      throw isNull(
        `${model}.AirbyteStreamConfiguration.getSelected()`,
        `${model}.AirbyteStreamAndConfiguration.getConfig()`,
      );
    const { selected } = config;
    if (selected === undefined)
      throw isNull('java.lang.Boolean.booleanValue()', `${model}.AirbyteStreamConfiguration.getSelected()`);
    if (selected !== true && !all) return [];
    if (!isObject(stream))
      throw isNull(`${model}.AirbyteStream.getName()`, `${model}.AirbyteStreamAndConfiguration.getStream()`);
    const fields = selectedFieldsOf(stream, config);
    if (selected !== true) return [];
    if (stream['supportedSyncModes'] === undefined)
      throw isNull('java.util.List.stream()', `${model}.AirbyteStream.getSupportedSyncModes()`);
    return [stored(stream, config, fields)];
  });
}

function isNull(call: string, source: string): Error {
  return nullPointer(`Cannot invoke "${call}" because the return value of "${source}" is null`);
}

/** Nothing has been validated: members that the types promise may be missing. */
function stored(
  stream: JsonObject,
  config: JsonObject,
  fields: ReadonlySet<string> | undefined,
): AirbyteStreamAndConfiguration {
  const { jsonSchema, name } = stream;
  const { syncMode, destinationSyncMode, cursorField = [], primaryKey = [] } = config;
  const entry = {
    stream: {
      ...stream,
      ...(jsonSchema === undefined ? {} : { jsonSchema: downgraded(jsonSchema) }),
      sourceDefinedPrimaryKey: stream['sourceDefinedPrimaryKey'] ?? [],
      defaultCursorField: stream['defaultCursorField'] ?? [],
    },
    config: {
      ...(syncMode === undefined ? {} : { syncMode }),
      cursorField,
      ...(destinationSyncMode === undefined ? {} : { destinationSyncMode }),
      primaryKey,
      aliasName: typeof name === 'string' ? aliasOf(name) : '',
      selected: true,
      fieldSelectionEnabled: fields !== undefined,
      ...(fields === undefined ? {} : { selectedFields: [...fields].map((field) => ({ fieldPath: [field] })) }),
    },
  };
  return asJsonb(entry) as AirbyteStreamAndConfiguration; // not validated, on purpose
}

/** Accents are dropped, and everything but letters, digits and underscores of ASCII is replaced. */
export function aliasOf(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9_]/gu, '_');
}

/** The fields that are chosen; `undefined` without field selection. @throws {Refusal} */
function selectedFieldsOf(stream: JsonObject, config: JsonObject): ReadonlySet<string> | undefined {
  if (config['fieldSelectionEnabled'] !== true) return undefined;
  const { selectedFields, syncMode, destinationSyncMode, cursorField, primaryKey } = config;
  if (selectedFields === undefined)
    throw brokenConfiguration('Requested field selection but no selected fields provided');
  if (stream['jsonSchema'] === undefined)
    throw isNull('com.fasterxml.jackson.databind.JsonNode.findValue(String)', `${model}.AirbyteStream.getJsonSchema()`);
  const chosen = new Set<unknown>();
  for (const field of listOf(selectedFields)) {
    if (!isObject(field))
      throw nullPointer(`Cannot invoke "${model}.SelectedFieldInfo.getFieldPath()" because "field" is null`);
    const path = listOf(field['fieldPath']);
    if (path.length === 0) throw brokenConfiguration('Selected field path cannot be empty');
    if (path.length > 1)
      throw uncaught('java.lang.UnsupportedOperationException', 'Nested field selection not supported');
    chosen.add(path[0]);
  }
  const mode = `${model}.AirbyteStreamConfiguration`;
  if (syncMode === 'incremental') {
    if (cursorField === undefined) throw isNull('java.util.List.isEmpty()', `${mode}.getCursorField()`);
    const [cursor] = listOf(cursorField);
    if (cursor !== undefined && !chosen.has(cursor))
      throw brokenConfiguration('Cursor field cannot be de-selected in INCREMENTAL syncs');
  }
  if (destinationSyncMode === 'append_dedup') {
    if (primaryKey === undefined) throw isNull('java.util.List.iterator()', `${mode}.getPrimaryKey()`);
    for (const key of listOf(primaryKey))
      if (!chosen.has(listOf(key)[0]))
        throw brokenConfiguration('Primary key field cannot be de-selected in DEDUP mode');
  }
  const known = topLevelProperties(stream['jsonSchema']);
  const names = [...chosen].map(textOf);
  for (const name of names)
    if (!Object.hasOwn(known, name))
      throw brokenConfiguration(`Requested selected field ${name} not found in JSON schema`);
  return new Set(names);
}

/** A name that code meets twice where it builds a map of streams. */
export function duplicateIn(streams: readonly AirbyteStreamAndConfiguration[]): string | undefined {
  const met = new Set<string>();
  for (const { stream } of streams) {
    const identity = identityOf(stream);
    if (met.has(identity)) return `${stream?.namespace ?? ''}.${stream?.name ?? ''}`;
    met.add(identity);
  }
  return undefined;
}
