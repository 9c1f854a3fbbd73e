/** Small catalogs to depart from. */
import { defined } from '../../src/json/defined.ts';
import type { JsonObject } from '../../src/json/json.ts';

/** A stream of two fields. */
export const stream = {
  name: 'airlock_stream',
  jsonSchema: { type: 'object', properties: { id: { type: 'integer' }, at: { type: 'string' } } },
  supportedSyncModes: ['full_refresh', 'incremental'],
} as const;
/** Its configuration. */
export const plain = { syncMode: 'full_refresh', destinationSyncMode: 'overwrite', selected: true } as const;

/** A catalog of the stream with a selection of fields. */
export function selecting(selectedFields: unknown, config: JsonObject = {}): JsonObject {
  return configured({ ...config, fieldSelectionEnabled: true, ...defined({ selectedFields }) });
}

/** A catalog of the stream with other members of its configuration, or of its own. */
export function configured(config: JsonObject, more: JsonObject = {}): JsonObject {
  return { streams: [entry(more, config)] };
}

/** An item of a catalog. */
export function entry(more: JsonObject, config: JsonObject = {}): JsonObject {
  return { stream: { ...stream, ...more }, config: { ...plain, ...config } };
}
