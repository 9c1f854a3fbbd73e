/** Rules of catalogs. */
import type { SemanticRule } from './semantic-rule.ts';
import { plain, selecting, stream } from './streams.ts';

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
