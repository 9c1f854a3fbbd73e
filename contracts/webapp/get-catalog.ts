/** What the catalog editor and the change dialog need from connections/get. */
import { FieldTransform, StreamTransform } from '../../schemas/catalog-diff.ts';
import type { Interaction, Reads } from '../interaction.ts';
import { readsBelow } from '../interaction.ts';
import {
  anyObject,
  arrayContaining,
  boolean,
  eachLike,
  equal,
  exampleIds,
  idFromState,
  oneOf,
  string,
  uuid,
} from '../matchers.ts';
import { connectionRead, stream } from './answers.ts';
import { readReads, streamReads } from './reads.ts';

const base = { consumer: 'airbyte-webapp', operation: 'webBackendGetConnection', status: 200 } as const;
const request = { connectionId: idFromState('connectionId') };
const streams = readsBelow('/syncCatalog/streams/*', streamReads);

function streamReadsOf(...more: readonly string[]): Reads {
  const always = [
    'stream/name',
    'stream/namespace',
    'stream/jsonSchema',
    'stream/supportedSyncModes/*',
    'config/selected',
    'config/syncMode',
    'config/destinationSyncMode',
  ];
  const wanted = new Set([...always, ...more].map((key) => `/syncCatalog/streams/*/${key}`));
  return Object.fromEntries(Object.entries(streams).filter(([key]) => wanted.has(key)));
}

export const getCatalogInteractions: readonly Interaction[] = [
  {
    ...base,
    description: 'a request for a connection to edit its catalog',
    states: [{ name: 'a connection exists', params: { catalog: 'users' } }],
    request,
    response: connectionRead({ syncCatalog: { streams: eachLike(stream()) } }),
    reads: { ...readReads, ...streamReadsOf() },
  },
  {
    ...base,
    description: 'a request for a connection with a cursor and a key',
    states: [{ name: 'a connection exists', params: { catalog: 'incremental' } }],
    request,
    response: connectionRead({
      syncCatalog: {
        streams: eachLike(
          stream({
            syncMode: equal('incremental'),
            destinationSyncMode: equal('append_dedup'),
            cursorField: eachLike(string('updated_at')),
            primaryKey: eachLike(eachLike(string('id'))),
          }),
        ),
      },
    }),
    reads: { ...readReads, ...streamReadsOf('config/cursorField/*', 'config/primaryKey/*/*') },
  },
  {
    ...base,
    description: 'a request for a connection with selected fields',
    states: [{ name: 'a connection exists', params: { catalog: 'selectedFields' } }],
    request,
    response: connectionRead({
      syncCatalog: {
        streams: eachLike(
          stream({
            fieldSelectionEnabled: equal(true),
            selectedFields: eachLike({ fieldPath: eachLike(string('id')) }),
          }),
        ),
      },
    }),
    reads: { ...readReads, ...streamReadsOf('config/fieldSelectionEnabled', 'config/selectedFields/*/fieldPath/*') },
  },
  {
    ...base,
    description: 'a request for a connection with its catalog refreshed from the source',
    states: [{ name: 'a connection whose source schema changed' }],
    request: { ...request, withRefreshedCatalog: true },
    response: connectionRead({
      catalogId: uuid(exampleIds.catalogId),
      syncCatalog: {
        streams: eachLike({ stream: { name: string('users'), jsonSchema: anyObject() }, config: stream()['config'] }),
      },
      catalogDiff: {
        transforms: arrayContaining({
          transformType: oneOf(StreamTransform.properties.transformType.enum, 'update_stream'),
          streamDescriptor: { name: string('users') },
          updateStream: eachLike({
            transformType: oneOf(FieldTransform.properties.transformType.enum, 'add_field'),
            fieldName: eachLike(string('phone')),
            breaking: boolean(false),
          }),
        }),
      },
    }),
    reads: {
      ...readReads,
      '/catalogId': 'sent back as sourceCatalogId (ConnectionFormService.tsx)',
      '/syncCatalog/streams/*/stream/name': 'row of the catalog editor (CatalogTree)',
      '/syncCatalog/streams/*/stream/jsonSchema': 'tree of fields (StreamFieldTable)',
      '/syncCatalog/streams/*/config/selected': 'switch of the stream (CatalogTreeTableRow)',
      '/syncCatalog/streams/*/config/syncMode': 'chosen sync mode (SyncModeSelect)',
      '/syncCatalog/streams/*/config/destinationSyncMode': 'chosen sync mode (SyncModeSelect)',
      '/catalogDiff/transforms/*/transformType': 'sections of the change dialog (CatalogDiffModal)',
      '/catalogDiff/transforms/*/streamDescriptor/name': 'headings of the change dialog (CatalogDiffModal)',
      '/catalogDiff/transforms/*/updateStream/*/transformType':
        'rows of the change dialog; updateStream must be a list (FieldSection.tsx)',
      '/catalogDiff/transforms/*/updateStream/*/fieldName/*': 'rows of the change dialog (FieldRow.tsx)',
      '/catalogDiff/transforms/*/updateStream/*/breaking': 'warning in the change dialog (FieldRow.tsx)',
    },
  },
];
