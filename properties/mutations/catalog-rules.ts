/** Rules of catalogs. */
import { defined } from '../../src/json/defined.ts';
import type { JsonObject } from '../../src/json/json.ts';
import type { SemanticRule } from './semantic-rule.ts';

/** A stream to break rules with. */
const stream = {
  name: 'airlock_stream',
  jsonSchema: { type: 'object', properties: { id: { type: 'integer' }, at: { type: 'string' } } },
  supportedSyncModes: ['full_refresh', 'incremental'],
};
const plain = { syncMode: 'full_refresh', destinationSyncMode: 'overwrite', selected: true };
const selecting = (selectedFields: unknown, more: JsonObject = {}): JsonObject => ({
  streams: [
    {
      stream,
      config: {
        ...plain,
        ...more,
        fieldSelectionEnabled: true,
        ...defined({ selectedFields }),
      },
    },
  ],
});
const configured = (config: JsonObject, more: JsonObject = {}): JsonObject => ({
  streams: [{ stream: { ...stream, ...more }, config: { ...plain, ...config } }],
});

/** Of creates and updates. */
export const catalogRules: readonly SemanticRule[] = [
  [
    'field-selection',
    '/syncCatalog/streams/0/config/selectedFields',
    'field selection without fields',
    { syncCatalog: selecting(undefined) },
  ],
  [
    'field-selection',
    '/syncCatalog/streams/0/config/selectedFields',
    'a selected field that the stream lacks',
    { syncCatalog: selecting([{ fieldPath: ['id'] }, { fieldPath: ['missing'] }]) },
  ],
  [
    'field-selection',
    '/syncCatalog/streams/0/config/selectedFields',
    'a selected field path of two elements',
    { syncCatalog: selecting([{ fieldPath: ['id', 'nested'] }]) },
  ],
  [
    'field-selection',
    '/syncCatalog/streams/0/config/selectedFields',
    'a selection without the cursor',
    {
      syncCatalog: selecting([{ fieldPath: ['id'] }], {
        syncMode: 'incremental',
        destinationSyncMode: 'append',
        cursorField: ['at'],
      }),
    },
  ],
  [
    'field-selection',
    '/syncCatalog/streams/0/config/selectedFields',
    'a selection without the primary key',
    { syncCatalog: selecting([{ fieldPath: ['at'] }], { destinationSyncMode: 'append_dedup', primaryKey: [['id']] }) },
  ],
  [
    'duplicate-stream',
    '/syncCatalog/streams/1',
    'the same stream twice',
    {
      syncCatalog: {
        streams: [
          { stream, config: plain },
          { stream, config: plain },
        ],
      },
    },
    { trap: 'same-stream-twice' },
  ],
];

/** What conforming servers accept or refuse as they like; neither may end in a server error. */
export const lenientCatalogRules: readonly SemanticRule[] = [
  [
    'reference',
    '/syncCatalog/streams/0/config/cursorField',
    'an incremental stream without a cursor',
    { syncCatalog: configured({ syncMode: 'incremental', destinationSyncMode: 'append' }) },
    { lenient: true },
  ],
  [
    'reference',
    '/syncCatalog/streams/0/config/primaryKey',
    'deduplication without a key',
    { syncCatalog: configured({ destinationSyncMode: 'append_dedup' }) },
    { lenient: true },
  ],
  [
    'reference',
    '/syncCatalog/streams/0/config/cursorField',
    'a cursor that the stream lacks',
    { syncCatalog: configured({ syncMode: 'incremental', destinationSyncMode: 'append', cursorField: ['missing'] }) },
    { lenient: true },
  ],
  [
    'sync-mode',
    '/syncCatalog/streams/0/config/syncMode',
    'a sync mode that the stream does not support',
    {
      syncCatalog: configured(
        { syncMode: 'incremental', destinationSyncMode: 'append', cursorField: ['at'] },
        { supportedSyncModes: ['full_refresh'] },
      ),
    },
    { lenient: true },
  ],
  [
    'field-selection',
    '/syncCatalog/streams/0/config/selectedFields',
    'a field that is selected twice',
    { syncCatalog: selecting([{ fieldPath: ['id'] }, { fieldPath: ['id'] }]) },
    { lenient: true },
  ],
  [
    'json-schema',
    '/syncCatalog/streams/0/stream/jsonSchema',
    'a field whose schema is true',
    { syncCatalog: configured({}, { jsonSchema: { type: 'object', properties: { id: true } } }) },
    { lenient: true, trap: 'boolean-schema' },
  ],
  [
    'json-schema',
    '/syncCatalog/streams/0/stream/jsonSchema',
    'a jsonSchema without properties',
    { syncCatalog: configured({}, { jsonSchema: {} }) },
    { lenient: true },
  ],
];
