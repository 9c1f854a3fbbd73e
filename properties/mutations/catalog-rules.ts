/** Rules of catalogs. */
import type { SemanticRule } from './semantic-rule.ts';
import { configured, entry, plain, selecting, stream } from './streams.ts';

const selectedFields = '/syncCatalog/streams/0/config/selectedFields';
const selectingId = { fieldSelectionEnabled: true, selectedFields: [{ fieldPath: ['id'] }] } as const;
const byTime = { destinationSyncMode: 'append_dedup', primaryKey: [['at']] } as const;

/** Of creates and updates. */
export const catalogRules: readonly SemanticRule[] = [
  ['field-selection', selectedFields, 'field selection without fields', { syncCatalog: selecting(undefined) }],
  [
    'field-selection',
    selectedFields,
    'a selected field that the stream lacks',
    { syncCatalog: selecting([{ fieldPath: ['id'] }, { fieldPath: ['missing'] }]) },
  ],
  [
    'field-selection',
    selectedFields,
    'a selected field path of two elements',
    { syncCatalog: selecting([{ fieldPath: ['id', 'nested'] }]) },
  ],
  [
    'field-selection',
    selectedFields,
    'a second selected field path of two elements',
    { syncCatalog: selecting([{ fieldPath: ['id'] }, { fieldPath: ['at', 'nested'] }]) },
  ],
  ['field-selection', selectedFields, 'a selected field without a path', { syncCatalog: selecting([{}]) }],
  [
    'field-selection',
    selectedFields,
    'a selected field with an empty path',
    { syncCatalog: selecting([{ fieldPath: [] }]) },
  ],
  [
    'field-selection',
    selectedFields,
    'a selected field of a stream with null for its properties',
    {
      syncCatalog: configured(
        { fieldSelectionEnabled: true, selectedFields: [{ fieldPath: ['id'] }] },
        { jsonSchema: { type: 'object', properties: null } },
      ),
    },
  ],
  [
    'field-selection',
    selectedFields,
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
    selectedFields,
    'a selection without the primary key',
    { syncCatalog: selecting([{ fieldPath: ['at'] }], { destinationSyncMode: 'append_dedup', primaryKey: [['id']] }) },
  ],
  [
    'field-selection',
    selectedFields,
    'a selection without the second part of the primary key',
    {
      syncCatalog: selecting([{ fieldPath: ['id'] }], {
        destinationSyncMode: 'append_dedup',
        primaryKey: [['id'], ['at']],
      }),
    },
  ],
  [
    'field-selection',
    selectedFields,
    'a selection without the field that the cursor is in',
    {
      syncCatalog: selecting([{ fieldPath: ['id'] }], {
        syncMode: 'incremental',
        destinationSyncMode: 'append',
        cursorField: ['at', 'id'],
      }),
    },
  ],
  [
    'field-selection',
    '/syncCatalog/streams/1/config/selectedFields',
    'a selection of the second stream without its primary key',
    { syncCatalog: { streams: [entry({}, selectingId), entry({ name: 'second' }, { ...selectingId, ...byTime })] } },
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
