/** A catalog that was read, in a form that every conforming server accepts. */
import { isObject, member } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';

/** Its selected streams as they are, or all of its streams selected in a mode that each supports. */
export function catalogToSend(catalog: unknown, selectAll: boolean): { readonly streams: readonly JsonObject[] } {
  const streams = member(catalog, 'streams');
  const entries = Array.isArray(streams) ? streams.filter(isObject) : [];
  if (!selectAll) return { streams: entries.filter((entry) => member(entry['config'], 'selected') === true) };
  return { streams: entries.flatMap(selected) };
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
