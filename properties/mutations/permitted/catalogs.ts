/** Catalogs that some servers take as they are and others refuse. */
import type { JsonObject } from '../../../src/json/json.ts';
import type { SemanticRule } from '../semantic-rule.ts';
import { configured, entry, plain, selecting, stream } from '../streams.ts';

const config = (member: string): string => `/syncCatalog/streams/0/config/${member}`;
const incremental = { syncMode: 'incremental', destinationSyncMode: 'append' } as const;
const streams = (...entries: readonly JsonObject[]): JsonObject => ({ syncCatalog: { streams: entries } });

/** Of creates and updates. */
export const permittedCatalogs: readonly SemanticRule[] = [
  [
    'stream-name',
    '/syncCatalog/streams/0/stream/name',
    'a stream with blanks around its name',
    streams(entry({ name: ' airlock\t' })),
  ],
  [
    'blanks-around',
    '/syncCatalog/streams/0/stream/namespace',
    'a stream with blanks around its namespace',
    streams(entry({ namespace: ' airlock\t' })),
  ],
  [
    'reference',
    config('cursorField'),
    'an incremental stream without a cursor',
    { syncCatalog: configured(incremental) },
  ],
  [
    'reference',
    config('primaryKey'),
    'deduplication without a key',
    { syncCatalog: configured({ destinationSyncMode: 'append_dedup' }) },
  ],
  [
    'reference',
    config('cursorField'),
    'a cursor that the stream lacks',
    { syncCatalog: configured({ ...incremental, cursorField: ['missing'] }) },
  ],
  [
    'reference',
    config('primaryKey'),
    'a key that the stream lacks',
    { syncCatalog: configured({ primaryKey: [['missing']] }) },
  ],
  [
    'reference',
    config('primaryKey'),
    'the same key twice',
    { syncCatalog: configured({ primaryKey: [['id'], ['id']] }) },
  ],
  ['reference', config('primaryKey'), 'a key of an empty path', { syncCatalog: configured({ primaryKey: [[]] }) }],
  [
    'reference',
    config('cursorField'),
    'a cursor of an empty text',
    { syncCatalog: configured({ ...incremental, cursorField: [''] }) },
  ],
  [
    'contradiction',
    config('cursorField'),
    'another cursor than the one that the source defines',
    {
      syncCatalog: configured(
        { ...incremental, cursorField: ['at'] },
        { sourceDefinedCursor: true, defaultCursorField: ['id'] },
      ),
    },
  ],
  [
    'contradiction',
    config('primaryKey'),
    'another key than the one that the source defines',
    { syncCatalog: configured({ primaryKey: [['at']] }, { sourceDefinedPrimaryKey: [['id']] }) },
  ],
  [
    'contradiction',
    config('selectedFields'),
    'selected fields without field selection',
    { syncCatalog: configured({ fieldSelectionEnabled: false, selectedFields: [{ fieldPath: ['id'] }] }) },
  ],
  [
    'sync-mode',
    config('syncMode'),
    'a sync mode that the stream does not support',
    { syncCatalog: configured({ ...incremental, cursorField: ['at'] }, { supportedSyncModes: ['full_refresh'] }) },
  ],
  [
    'sync-mode',
    config('syncMode'),
    'a stream that supports no sync mode',
    { syncCatalog: configured({}, { supportedSyncModes: [] }) },
  ],
  [
    'field-selection',
    config('selectedFields'),
    'a field that is selected twice',
    { syncCatalog: selecting([{ fieldPath: ['id'] }, { fieldPath: ['id'] }]) },
  ],
  [
    'unselected',
    config('selected'),
    'a stream that is not selected',
    streams(entry({ name: 'airlock_unselected' }, { selected: false }), entry({})),
  ],
  [
    'unselected',
    config('selected'),
    'a catalog of which nothing is selected',
    { syncCatalog: configured({ selected: false }) },
  ],
  ['required', '/syncCatalog/streams/0/config', 'a stream without its configuration', streams({ stream })],
  [
    'required',
    '/syncCatalog/streams/0/stream',
    'a configuration without its stream',
    streams({ config: plain }),
    { trap: 'nameless-stream' },
  ],
  [
    'required',
    config('selected'),
    'a stream that does not say whether it is selected',
    streams({ stream, config: { syncMode: 'full_refresh', destinationSyncMode: 'overwrite' } }),
  ],
  [
    'stream-name',
    '/syncCatalog/streams/1/stream/name',
    'stream names equal but for their case',
    streams(entry({}), entry({ name: 'AIRLOCK_STREAM' })),
  ],
  ['namespace', '/syncCatalog/streams/0/stream/namespace', 'an empty namespace', streams(entry({ namespace: '' }))],
  ['blank', '/syncCatalog/streams/0/stream/name', 'a stream with a name of blanks', streams(entry({ name: '  ' }))],
];
