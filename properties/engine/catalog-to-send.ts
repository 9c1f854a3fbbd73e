/** A catalog that was read, in a form that every conforming server accepts. */
import { isObject, listAt, member, objectAt } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { fieldTransformsOf, isSelected, streamIdentity, transformedStream } from '../model/streams-shown.ts';

/**
 * Its selected streams as they are; all of its streams, selected in a mode that each supports; all of them with everything chosen that there
 * is to choose; the same by a cursor that the latest `refresh` no longer found; without a cursor and a key; or as no source has them: changed,
 * with null for the fields of a stream, or with fields whose schemas are no objects.
 */
export type CatalogForm = 'sync' | 'selected' | 'chosen' | 'broken' | 'bare' | 'changed' | 'fieldless' | 'odd';

export function catalogToSend(
  catalog: unknown,
  form: CatalogForm,
  refresh?: unknown,
): { readonly streams: readonly JsonObject[] } {
  const entries = listAt(catalog, 'streams').filter(isObject);
  if (form === 'sync') return { streams: entries.filter(isSelected) };
  const all = entries.flatMap(selected);
  if (form === 'selected') return { streams: all };
  if (form === 'changed') return { streams: changed(all) };
  if (form === 'fieldless' || form === 'odd')
    return { streams: all.slice(0, 1).map((entry) => withFields(entry, form === 'odd' ? oddFields : () => null)) };
  const chosen = all.map(withChoices);
  if (form === 'broken') return { streams: chosen.map((entry) => brokenBy(refresh, entry)) };
  return { streams: form === 'chosen' ? chosen : chosen.map(withoutPaths) };
}

/** Cursor, key and a part of the fields; for a stream whose fields are not known as it is. */
function withChoices({ stream, config, ...others }: JsonObject): JsonObject {
  const names = Object.keys(objectAt(objectAt(stream, 'jsonSchema'), 'properties'));
  const [first, last] = [names[0], names.at(-1)];
  const own = listAt(stream, 'defaultCursorField');
  const cursorField = own.length > 0 ? own : [last];
  const keys = listAt(stream, 'sourceDefinedPrimaryKey');
  const primaryKey = keys.length > 0 ? keys : [[first]];
  const needed = [cursorField, ...primaryKey].map((path) => (Array.isArray(path) ? String(path[0]) : ''));
  if (!isObject(config) || !needed.every((name) => names.includes(name))) return { ...others, stream, config };
  // A source that has a cursor and does not name it knows better.
  const isOwnCursor = member(stream, 'sourceDefinedCursor') !== true || own.length > 0;
  const isIncremental = isOwnCursor && listAt(stream, 'supportedSyncModes').includes('incremental');
  const fields = names.filter((name, index) => index % 2 === 0 || needed.includes(name));
  return {
    ...others,
    stream,
    config: {
      ...config,
      ...(isIncremental
        ? { syncMode: 'incremental', destinationSyncMode: 'append_dedup', cursorField, primaryKey }
        : { destinationSyncMode: 'append' }),
      fieldSelectionEnabled: true,
      selectedFields: fields.map((name) => ({ fieldPath: [name] })),
    },
  };
}

/** A stream that is read by a field that its source has lost, where there is one. */
function brokenBy(refresh: unknown, entry: JsonObject): JsonObject {
  const identity = streamIdentity(entry['stream']);
  const lost = listAt(member(refresh, 'catalogDiff'), 'transforms')
    .filter((transform) => transformedStream(transform) === identity)
    .flatMap(fieldTransformsOf)
    .filter((transform) => member(transform, 'transformType') === 'remove_field')
    .map((transform) => listAt(transform, 'fieldName'))
    .find(({ length }) => length === 1);
  const isIncremental = listAt(entry['stream'], 'supportedSyncModes').includes('incremental');
  if (lost === undefined || !isIncremental || member(entry['stream'], 'sourceDefinedCursor') === true) return entry;
  const read = { syncMode: 'incremental', destinationSyncMode: 'append', cursorField: lost };
  return {
    ...entry,
    config: { ...objectAt(entry, 'config'), ...read, fieldSelectionEnabled: false, selectedFields: undefined },
  };
}

function withoutPaths(entry: JsonObject): JsonObject {
  const without = { cursorField: [], primaryKey: [], fieldSelectionEnabled: false, selectedFields: undefined };
  return { ...entry, config: { ...objectAt(entry, 'config'), ...without } };
}

/** The stream with other properties in its schema. */
function withFields(entry: JsonObject, change: (properties: JsonObject) => unknown): JsonObject {
  const stream = objectAt(entry, 'stream');
  const jsonSchema = objectAt(stream, 'jsonSchema');
  const properties = change(objectAt(jsonSchema, 'properties'));
  return { ...entry, stream: { ...stream, jsonSchema: { ...jsonSchema, properties } } };
}

/** Two fields that the source has, and one that it lacks. */
function oddFields(properties: JsonObject): JsonObject {
  const odd = Object.keys(properties).slice(0, 2);
  return {
    ...properties,
    ...Object.fromEntries(odd.map((name, index) => [name, [true, null][index]])),
    airlock_odd: false,
  };
}

/** Without what the fields of most sources have: JSON Schema allows it. */
const bareFields = [
  ['airlock_list', { type: 'array' }],
  ['airlock_object', { type: ['null', 'object'] }],
  ['airlock_anything', {}],
] as const;

/** One stream has other fields, and is read by them; one is there that the source lacks; the others are not. */
function changed([first]: readonly JsonObject[]): readonly JsonObject[] {
  if (first === undefined) return [];
  const [stream, config] = [objectAt(first, 'stream'), objectAt(first, 'config')];
  const jsonSchema = objectAt(stream, 'jsonSchema');
  const properties = Object.entries(objectAt(jsonSchema, 'properties'));
  const [[name] = ['airlock_at']] = properties.slice(0, 1);
  const fields = Object.fromEntries([
    ...properties.slice(0, -1),
    [name, { type: 'boolean' }],
    ['airlock_at', { type: 'string' }],
    ['airlock_id', { type: 'string' }],
    ['airlock_text', { type: 'string' }],
    ...bareFields,
  ]);
  const other = {
    ...stream,
    jsonSchema: { ...jsonSchema, properties: fields },
    supportedSyncModes: ['full_refresh', 'incremental'],
    defaultCursorField: [],
    sourceDefinedPrimaryKey: [],
  };
  const byFields = {
    syncMode: 'incremental',
    destinationSyncMode: 'append_dedup',
    cursorField: ['airlock_at'],
    primaryKey: [['airlock_id'], [name]],
  };
  return [
    { stream: other, config: { ...config, ...byFields } },
    { stream: { ...other, name: 'airlock_stream' }, config: { ...config, cursorField: [], primaryKey: [] } },
  ];
}

/**
 * Nothing for a stream that does not say what it supports, or that can only be read by a cursor that it does not name.
 */
function selected({ stream, config, ...others }: JsonObject): readonly JsonObject[] {
  const modes = member(stream, 'supportedSyncModes');
  const cursor = member(stream, 'defaultCursorField');
  if (!isObject(config) || !Array.isArray(modes)) return [];
  const base = { ...config, selected: true, fieldSelectionEnabled: false, selectedFields: undefined };
  const inModes = (chosen: JsonObject): readonly JsonObject[] => [
    { ...others, stream, config: { ...base, ...chosen } },
  ];
  if (modes.includes('full_refresh')) return inModes({ syncMode: 'full_refresh', destinationSyncMode: 'overwrite' });
  if (!Array.isArray(cursor) || cursor.length === 0) return [];
  return inModes({ syncMode: 'incremental', destinationSyncMode: 'append', cursorField: cursor });
}
