/** What the server of May 2023 shows of a connection. */
import { topLevelProperties } from '../../src/backend/catalog-rules.ts';
import { connectionRead, createdRead } from '../../src/backend/read-model.ts';
import type { Store, StoredConnection } from '../../src/backend/store.ts';
import { listOf, objectOf, textOf } from '../json-access.ts';
import type { JsonObject } from '../json-access.ts';
import { duplicateKey, nullPointer } from './java-errors.ts';
import { aliasOf, duplicateIn } from './stored-catalog.ts';
import { readOperation } from './stored-operations.ts';

/** As get and update answer it. @throws {Refusal} 500 for what cannot be read. */
export function shownRead(store: Store, connection: StoredConnection): JsonObject {
  checkNames(connection);
  const operations = readOperations(store, connection);
  const duplicate = duplicateIn(connection.streams);
  if (connection.sourceCatalogId !== undefined && duplicate !== undefined) throw duplicateKey(duplicate);
  return { ...shown(connectionRead(store, connection), connection.sourceCatalogId !== undefined), operations };
}

/** As create answers it: without the frame of a discovered catalog. */
export function shownCreated(store: Store, connection: StoredConnection): JsonObject {
  checkNames(connection);
  return { ...shown(createdRead(store, connection), false), operations: readOperations(store, connection) };
}

/** As a refreshing get answers it: framed by what was just discovered. */
export function shownRefreshed(read: JsonObject, connection: StoredConnection, store: Store): JsonObject {
  return { ...shown(read, true), operations: readOperations(store, connection) };
}

/** The alias of every stream is computed when a catalog is converted. */
export function checkNames({ streams }: StoredConnection): void {
  for (const { stream } of streams)
    if (objectOf(stream)['name'] === undefined)
      throw nullPointer('Cannot invoke "java.lang.CharSequence.toString()" because "src" is null');
}

function readOperations(store: Store, { operationIds }: StoredConnection): readonly unknown[] {
  return operationIds.flatMap((id) => {
    const operation = store.operations.get(id);
    return operation === undefined ? [] : [readOperation(operation)];
  });
}

function shown(read: JsonObject, isFramed: boolean): JsonObject {
  const streams = listOf(objectOf(read['syncCatalog'])['streams']).map(objectOf);
  return { ...read, syncCatalog: { streams: streams.map((entry) => (isFramed ? framed(entry) : restricted(entry))) } };
}

/** A discovered stream that is not selected has the defaults of the server. */
function framed(entry: JsonObject): JsonObject {
  const config = objectOf(entry['config']);
  if (config['selected'] === true) return entry;
  const aliasName = aliasOf(textOf(objectOf(entry['stream'])['name']));
  return { ...entry, config: { ...config, destinationSyncMode: 'append', aliasName, suggested: true } };
}

/** A stream with field selection shows the selected fields only. */
function restricted(entry: JsonObject): JsonObject {
  const stream = objectOf(entry['stream']);
  const config = objectOf(entry['config']);
  if (config['fieldSelectionEnabled'] !== true) return entry;
  const chosen = new Set(listOf(config['selectedFields']).map((field) => listOf(objectOf(field)['fieldPath'])[0]));
  const kept = Object.entries(topLevelProperties(stream['jsonSchema'])).filter(([name]) => chosen.has(name));
  const jsonSchema = { ...objectOf(stream['jsonSchema']), properties: Object.fromEntries(kept) };
  return { ...entry, stream: { ...stream, jsonSchema } };
}
