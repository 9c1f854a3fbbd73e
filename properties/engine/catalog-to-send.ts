/** A catalog that was read, in a form that every conforming server accepts. */
import { isObject, member, objectAt } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';

/** Its selected streams as they are; all of its streams, selected in a mode that each supports; or these, as no source has them. */
export type CatalogForm = 'sync' | 'selected' | 'changed';

export function catalogToSend(catalog: unknown, form: CatalogForm): { readonly streams: readonly JsonObject[] } {
  const streams = member(catalog, 'streams');
  const entries = Array.isArray(streams) ? streams.filter(isObject) : [];
  if (form === 'sync') return { streams: entries.filter((entry) => member(entry['config'], 'selected') === true) };
  const all = entries.flatMap(selected);
  return { streams: form === 'selected' ? all : changed(all) };
}

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
    primaryKey: [['airlock_id']],
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
  if (modes.includes('full_refresh'))
    return [{ ...others, stream, config: { ...base, syncMode: 'full_refresh', destinationSyncMode: 'overwrite' } }];
  return Array.isArray(cursor) && cursor.length > 0
    ? [
        {
          ...others,
          stream,
          config: { ...base, syncMode: 'incremental', destinationSyncMode: 'append', cursorField: cursor },
        },
      ]
    : [];
}
