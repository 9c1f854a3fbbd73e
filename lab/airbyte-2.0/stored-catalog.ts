/** What the server stores of a catalog that is sent, and what it stumbles over. */
import { defined } from '../../src/json/defined.ts';
import { topLevelProperties } from '../../src/backend/catalog-rules.ts';
import { isObject, listOf, objectOf } from '../json-access.ts';
import type { JsonObject } from '../json-access.ts';
import { brokenConfiguration, hidden, known, problem } from './errors.ts';
import { aliasOf, identityOf } from './framed-catalog.ts';
import { asStored } from './stored-text.ts';
import type { StreamRow } from './tables.ts';

const maxFields = 20_000;

/** Every stream of the catalog, unselected ones too: what is missing in one of them is fatal. @throws {Failure} */
export function convertedStreams(syncCatalog: unknown): readonly StreamRow[] {
  const { streams = [] } = objectOf(syncCatalog);
  if (streams === null) throw hidden(500);
  return listOf(streams).map(stored);
}

/** What is stored: the selected ones, if no stream is there twice. @throws {Failure} */
export function selectedStreams(rows: readonly StreamRow[]): readonly StreamRow[] {
  if (new Set(rows.map(({ stream }) => identityOf(stream))).size < rows.length) throw hidden(500);
  const selected = rows.filter(({ config }) => config['selected'] === true);
  const fields = selected.flatMap(({ stream }) => Object.keys(topLevelProperties(stream['jsonSchema'])));
  if (fields.length > maxFields)
    throw known(400, `Cannot sync more than ${maxFields} fields in a single connection; ${fields.length} are selected`);
  return selected;
}

function stored(entry: unknown): StreamRow {
  const { stream, config } = objectOf(entry);
  if (!isObject(stream) || !isObject(config)) throw hidden(500);
  const { name, jsonSchema } = stream;
  const { selected, syncMode, destinationSyncMode } = config;
  for (const needed of [name, selected, syncMode, destinationSyncMode]) if (needed === undefined) throw hidden(500);
  if (jsonSchema === undefined) throw hidden(500);
  const fields = selectedFields(stream, config);
  return {
    stream: {
      name: asStored(name),
      jsonSchema: asStored(fields === undefined ? jsonSchema : restricted(jsonSchema, fields)),
      supportedSyncModes: stream['supportedSyncModes'] ?? [],
      sourceDefinedCursor: stream['sourceDefinedCursor'] ?? false,
      defaultCursorField: asStored(stream['defaultCursorField'] ?? []),
      sourceDefinedPrimaryKey: asStored(stream['sourceDefinedPrimaryKey'] ?? []),
      ...defined({ namespace: asStored(stream['namespace']) }),
    },
    config: {
      syncMode,
      cursorField: asStored(config['cursorField'] ?? []),
      destinationSyncMode,
      primaryKey: asStored(config['primaryKey'] ?? []),
      aliasName: aliasOf(String(name)),
      selected,
      suggested: false,
      ...defined({ destinationObjectName: asStored(config['destinationObjectName']) }),
      includeFiles: includesFiles(config),
      fieldSelectionEnabled: config['fieldSelectionEnabled'] ?? false,
      selectedFields: (fields ?? []).map((field) => ({ fieldPath: [field] })),
      ...hashing(stream, config),
    },
  };
}

/** The fields that stay; `undefined` without field selection. Fields that the schema lacks are dropped. */
function selectedFields(stream: JsonObject, config: JsonObject): readonly string[] | undefined {
  if (config['fieldSelectionEnabled'] !== true) return undefined;
  if (!isObject(objectOf(stream['jsonSchema'])['properties']))
    throw brokenConfiguration('Requested field selection but no properties node found');
  const chosen = new Set<unknown>();
  for (const field of listOf(config['selectedFields'])) {
    const path = listOf(objectOf(field)['fieldPath']);
    if (path.length === 0) throw brokenConfiguration('Selected field path cannot be empty');
    if (path.length > 1) throw hidden(500);
    chosen.add(path[0]);
  }
  const [cursor] = listOf(config['cursorField']);
  if (config['syncMode'] === 'incremental' && cursor !== undefined && !chosen.has(cursor))
    throw brokenConfiguration('Cursor field cannot be de-selected in INCREMENTAL syncs');
  if (config['destinationSyncMode'] === 'append_dedup')
    for (const key of listOf(config['primaryKey']))
      if (!chosen.has(listOf(key)[0]))
        throw brokenConfiguration('Primary key field cannot be de-selected in DEDUP mode');
  return Object.keys(topLevelProperties(stream['jsonSchema'])).filter((name) => chosen.has(name));
}

function restricted(jsonSchema: unknown, fields: readonly string[]): unknown {
  const properties = topLevelProperties(jsonSchema);
  return { ...objectOf(jsonSchema), properties: Object.fromEntries(fields.map((field) => [field, properties[field]])) };
}

/** No connector of the seed transfers files. */
function includesFiles({ includeFiles }: JsonObject): boolean {
  if (includeFiles !== true) return false;
  throw problem(
    'connection-does-not-support-file-transfers',
    'Connection does not support file transfers',
    'The connection does not support file transfers',
    null,
  );
}

function hashing(stream: JsonObject, config: JsonObject): { hashedFields: unknown; mappers: unknown } {
  const properties = topLevelProperties(stream['jsonSchema']);
  const hashed = listOf(config['hashedFields']);
  const mappers = listOf(config['mappers']).filter(isObject);
  const targets = [
    ...hashed.map((field) => listOf(objectOf(field)['fieldPath'])[0]),
    ...mappers
      .filter(({ type }) => type === 'hashing')
      .map((mapper) => objectOf(mapper['mapperConfiguration'])['targetField']),
  ];
  for (const target of targets)
    if (!Object.hasOwn(properties, String(target)))
      throw problem('mapper-validation', 'Mapper validation failed', 'The mapper configuration is invalid', {
        stream: stream['name'],
        error: 'FIELD_NOT_FOUND',
      });
  return { hashedFields: hashed, mappers };
}
