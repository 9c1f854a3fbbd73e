import { refreshDiff } from '../../../properties/checks/refresh-diff.ts';
import { stream } from '../engine/case-steps.ts';
import { selection } from '../engine/corrupted-answers.ts';
import { prove } from './prove.ts';
import { sourceCatalogId } from './shown.ts';
import { created, createdFramed, got, refreshed, updated } from './transcript.ts';
import type { Transcript } from './transcript.ts';

const framed = { catalogId: sourceCatalogId };
const showing = (...streams: readonly object[]): object => ({ ...framed, syncCatalog: { streams } });
const differing = (transformType: string, name: string): object => ({
  catalogDiff: { transforms: [{ transformType, streamDescriptor: { name } }] },
});
/** A transform of the stream `users`, of some of its fields. */
const updating = (...updateStream: readonly object[]): object => ({
  catalogDiff: { transforms: [{ transformType: 'update_stream', streamDescriptor: { name: 'users' }, updateStream }] },
});
const schema = { type: 'string' };
const withFields = (...names: readonly string[]): object =>
  stream(
    'users',
    {},
    { jsonSchema: { type: 'object', properties: Object.fromEntries(names.map((name) => [name, schema])) } },
  );
const added = { transformType: 'add_field', fieldName: ['phone'], breaking: false, addField: { schema } };
const removed = { transformType: 'remove_field', fieldName: ['id'], breaking: false, removeField: { schema } };
const withNumber = stream('users', {}, { jsonSchema: { type: 'object', properties: { id: { type: 'number' } } } });
const retyped = {
  transformType: 'update_field_schema',
  fieldName: ['id'],
  breaking: false,
  updateFieldSchema: { oldSchema: schema, newSchema: { type: 'number' } },
};
const refreshedFrom = (before: object, after: object, diff: object): Transcript => [
  createdFramed(1),
  got(1, showing(before)),
  refreshed(1, { ...showing(after), ...diff }),
];
const byKey = { destinationSyncMode: 'append_dedup', primaryKey: [['id']] };
const same = { catalogDiff: { transforms: [] } };
const fewerModes = stream(
  'users',
  { destinationSyncMode: 'append' },
  { jsonSchema: { type: 'object', properties: { id: {}, at: {}, text: {} } } },
);

prove(refreshDiff, {
  keeps: {
    'a source without a change': [createdFramed(1), got(1, framed), refreshed(1, { ...framed, ...same })],
    'a stream that is added': [
      createdFramed(1),
      got(1, showing(stream('users'))),
      refreshed(1, { ...framed, ...differing('add_stream', 'orders') }),
    ],
    'a stream that is removed': [
      createdFramed(1),
      got(1, framed),
      refreshed(1, { ...showing(stream('users')), ...differing('remove_stream', 'orders') }),
    ],
    'a choice that gives way where the stream has changed': [
      createdFramed(1),
      got(1, showing(withFields('id', 'at', 'text'))),
      refreshed(1, {
        ...showing(fewerModes),
        ...updating(
          ...['id', 'at', 'text'].map((name) => ({
            ...retyped,
            fieldName: [name],
            updateFieldSchema: { oldSchema: schema, newSchema: {} },
          })),
        ),
      }),
    ],
    'a field that is new': refreshedFrom(withFields('id'), withFields('id', 'phone'), updating(added)),
    'a field that is gone': refreshedFrom(withFields('id', 'at'), withFields('at'), updating(removed)),
    'a field with another schema': refreshedFrom(withFields('id'), withNumber, updating(retyped)),
    'a schema by reference': refreshedFrom(
      withFields('id'),
      withNumber,
      updating({ ...retyped, updateFieldSchema: { oldSchema: schema, newSchema: { $ref: 'WellKnownTypes' } } }),
    ),
    'a difference that is told of a field below': refreshedFrom(
      withFields('id'),
      withNumber,
      updating({ ...added, fieldName: ['id', 'phone'] }),
    ),
    'a mode that the stream does not support any more': refreshedFrom(
      stream('users', { syncMode: 'incremental', cursorField: ['at'] }),
      stream('users', { cursorField: ['at'] }, { supportedSyncModes: ['full_refresh'] }),
      same,
    ),
    'a read after the refresh that shows what was chosen': [
      ...refreshedFrom(stream('users', byKey), stream('users', byKey), same),
      got(1, showing(stream('users', byKey))),
    ],
    'a field of a field': refreshedFrom(
      withFields('id'),
      withFields('id'),
      updating({ ...added, fieldName: ['id', 'phone'] }),
    ),
    'a stream with field selection that is shown in part': refreshedFrom(
      stream('users', selection, { jsonSchema: { type: 'object', properties: { id: schema, at: schema } } }),
      stream('users', selection),
      same,
    ),
    'a stream that is not selected, where nothing was discovered': [
      created(1),
      got(1, { syncCatalog: { streams: [stream('users'), stream('orders'), stream('kept', { selected: false })] } }),
      refreshed(1, { ...framed, ...same }),
    ],
    'a key that is gone': refreshedFrom(
      stream('users', byKey),
      stream('users', byKey, { jsonSchema: { type: 'object', properties: { at: schema, text: schema } } }),
      updating({ ...removed, breaking: true, removeField: {} }),
    ),
    'a refresh that switches the connection off': [
      createdFramed(1),
      updated(1, { status: 'active' }, { ...showing(), status: 'active' }),
      refreshed(1, { ...showing(), ...same, status: 'inactive' }),
    ],
  },
  breaks: {
    'a refresh that does not say what has changed': {
      turns: [createdFramed(1), got(1, framed), refreshed(1, framed)],
      title: 'A refreshing get does not say what has changed',
      pointer: '/catalogDiff',
    },
    'an added stream that is not there': {
      turns: [createdFramed(1), got(1, framed), refreshed(1, { ...framed, ...differing('add_stream', 'nowhere') })],
      title: 'catalogDiff names "add_stream", and the catalog says otherwise',
      pointer: '/catalogDiff/transforms',
    },
    'a removed stream that is still there': {
      turns: [createdFramed(1), got(1, framed), refreshed(1, { ...framed, ...differing('remove_stream', 'users') })],
      title: 'catalogDiff names "remove_stream", and the catalog says otherwise',
      pointer: '/catalogDiff/transforms',
    },
    'a new field that the stream lacks': {
      turns: refreshedFrom(withFields('id'), withFields('id'), updating(added)),
      title: 'catalogDiff has a "add_field", and the stream says otherwise',
      pointer: '/catalogDiff/transforms/0/updateStream/0/fieldName',
    },
    'a new schema of a field that the stream does not have': {
      turns: refreshedFrom(
        withFields('id'),
        withNumber,
        updating({ ...retyped, updateFieldSchema: { oldSchema: schema, newSchema: { type: 'object' } } }),
      ),
      title: 'catalogDiff has a "update_field_schema" whose newSchema is not that of the stream after it',
      pointer: '/catalogDiff/transforms/0/updateStream/0/updateFieldSchema/newSchema',
    },
    'an old schema of a field that the stream did not have': {
      turns: refreshedFrom(
        withFields('id'),
        withNumber,
        updating({ ...retyped, updateFieldSchema: { oldSchema: { type: 'object' }, newSchema: { type: 'number' } } }),
      ),
      title: 'catalogDiff has a "update_field_schema" whose oldSchema is not that of the stream before it',
      pointer: '/catalogDiff/transforms/0/updateStream/0/updateFieldSchema/oldSchema',
    },
    'a new field with the schema of another one': {
      turns: refreshedFrom(
        withFields('id'),
        withFields('id', 'phone'),
        updating({ ...added, addField: { schema: { type: 'number' } } }),
      ),
      title: 'catalogDiff has a "add_field" whose schema is not that of the stream after it',
      pointer: '/catalogDiff/transforms/0/updateStream/0/addField/schema',
    },
    'a lost field with the schema of another one': {
      turns: refreshedFrom(
        withFields('id', 'at'),
        withFields('at'),
        updating({ ...removed, removeField: { schema: { type: 'number' } } }),
      ),
      title: 'catalogDiff has a "remove_field" whose schema is not that of the stream before it',
      pointer: '/catalogDiff/transforms/0/updateStream/0/removeField/schema',
    },
    'a new field that breaks': {
      turns: refreshedFrom(withFields('id'), withFields('id', 'phone'), updating({ ...added, breaking: true })),
      title: 'catalogDiff calls a new field breaking',
      pointer: '/catalogDiff/transforms/0/updateStream/0/breaking',
    },
    'a changed field that breaks': {
      turns: refreshedFrom(withFields('id'), withNumber, updating({ ...retyped, breaking: true })),
      title: 'catalogDiff calls a changed field breaking',
      pointer: '/catalogDiff/transforms/0/updateStream/0/breaking',
    },
    'a changed field whose schema is the same': {
      turns: refreshedFrom(
        withFields('id'),
        withNumber,
        updating({ ...retyped, updateFieldSchema: { oldSchema: {}, newSchema: {} } }),
      ),
      title: 'catalogDiff has a changed field with the same schema twice',
      pointer: '/catalogDiff/transforms/0/updateStream/0/updateFieldSchema',
    },
    'a new field without its schema': {
      turns: refreshedFrom(withFields('id'), withFields('id', 'phone'), updating({ ...added, addField: undefined })),
      title: 'catalogDiff has a "add_field" without addField alone',
      pointer: '/catalogDiff/transforms/0/updateStream/0/addField',
    },
    'fields of a stream that is new': {
      turns: refreshedFrom(withFields('id'), withFields('id'), {
        catalogDiff: {
          transforms: [{ transformType: 'add_stream', streamDescriptor: { name: 'users' }, updateStream: [added] }],
        },
      }),
      title: 'catalogDiff names fields of a stream that it does not update',
      pointer: '/catalogDiff/transforms/0/updateStream',
    },
    'a new field that is left out': {
      turns: refreshedFrom(withFields('id'), withFields('id', 'phone'), same),
      title: 'catalogDiff leaves out a change: add_field',
      pointer: '/catalogDiff/transforms',
    },
    'a stream that is gone without a word': {
      turns: [
        createdFramed(1),
        got(1, showing(stream('users'), stream('orders'))),
        refreshed(1, { ...showing(stream('users')), ...same }),
      ],
      title: 'catalogDiff leaves out a change: remove_stream',
      pointer: '/catalogDiff/transforms',
    },
    'the loss of a key that is said to break nothing': {
      turns: refreshedFrom(
        stream('users', byKey),
        stream('users', byKey, { jsonSchema: { type: 'object', properties: { at: schema, text: schema } } }),
        updating(removed),
      ),
      title: 'catalogDiff leaves out a change: remove_field',
      pointer: '/catalogDiff/transforms',
    },
    'a stream that is not discovered, and not called removed': {
      turns: [
        created(1),
        got(1, { syncCatalog: { streams: [stream('users'), stream('orders'), stream('own')] } }),
        refreshed(1, { ...framed, ...same }),
      ],
      title: 'catalogDiff leaves out a change: remove_stream',
      pointer: '/catalogDiff/transforms',
    },
    'a stream that was there before': {
      turns: [createdFramed(1), got(1, framed), refreshed(1, { ...framed, ...differing('add_stream', 'users') })],
      title: 'catalogDiff makes up a change: add_stream',
      pointer: '/catalogDiff/transforms',
    },
    'a mode that is lost': {
      turns: [
        createdFramed(1),
        got(1, showing(stream('users'))),
        refreshed(1, { ...showing(stream('users', { destinationSyncMode: 'append' })), ...same }),
      ],
      title: 'A refresh has lost destinationSyncMode as it was chosen for a stream',
      pointer: '/syncCatalog/streams/config/destinationSyncMode',
    },
    'a cursor that is lost': {
      turns: refreshedFrom(stream('users', { cursorField: ['at'] }), stream('users', { cursorField: ['id'] }), same),
      title: 'A refresh has lost cursorField as it was chosen for a stream',
      pointer: '/syncCatalog/streams/config/cursorField',
    },
    'a field that is selected again': {
      turns: refreshedFrom(stream('users', selection), stream('users'), same),
      title: 'A refresh has lost selectedFields as it was chosen for a stream',
      pointer: '/syncCatalog/streams/config/selectedFields',
    },
    'a mode that is lost in the read after the refresh': {
      turns: [
        ...refreshedFrom(stream('users'), stream('users'), same),
        got(1, showing(stream('users', { destinationSyncMode: 'append' }))),
      ],
      title: 'A read after a refresh has lost destinationSyncMode as it was chosen for a stream',
      pointer: '/syncCatalog/streams/config/destinationSyncMode',
    },
    'a field with another schema that is left out': {
      turns: refreshedFrom(withFields('id'), withNumber, same),
      title: 'catalogDiff leaves out a change: update_field_schema',
      pointer: '/catalogDiff/transforms',
    },
    'a field with another schema that is made up': {
      turns: refreshedFrom(withFields('id'), withFields('id'), updating(retyped)),
      title: 'catalogDiff makes up a change: update_field_schema',
      pointer: '/catalogDiff/transforms',
    },
  },
});
