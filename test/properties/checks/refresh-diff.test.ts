import { refreshDiff } from '../../../properties/checks/refresh-diff.ts';
import { stream } from '../engine/case-steps.ts';
import { prove } from './prove.ts';
import { sourceCatalogId } from './shown.ts';
import { createdFramed, got, refreshed, updated } from './transcript.ts';

const framed = { catalogId: sourceCatalogId };
const showing = (...streams: readonly object[]): object => ({ ...framed, syncCatalog: { streams } });
const differing = (transformType: string, name: string): object => ({
  catalogDiff: { transforms: [{ transformType, streamDescriptor: { name } }] },
});
const same = { catalogDiff: { transforms: [] } };
const fewerModes = stream(
  'users',
  { destinationSyncMode: 'append' },
  { jsonSchema: { type: 'object', properties: {} } },
);

prove(refreshDiff, {
  keeps: {
    'a source without a change': [createdFramed(1), got(1, framed), refreshed(1, { ...framed, ...same })],
    'a stream that is added': [
      createdFramed(1),
      got(1, framed),
      refreshed(1, { ...framed, ...differing('add_stream', 'orders') }),
    ],
    'a stream that is removed': [
      createdFramed(1),
      got(1, framed),
      refreshed(1, { ...showing(stream('users')), ...differing('remove_stream', 'orders') }),
    ],
    'a choice that gives way where the stream has changed': [
      createdFramed(1),
      got(1, showing(stream('users'))),
      refreshed(1, { ...showing(fewerModes), ...differing('update_stream', 'users') }),
    ],
    'a refresh that switches the connection off': [
      createdFramed(1),
      updated(1, { status: 'active' }, { ...showing(), status: 'active' }),
      refreshed(1, { ...framed, ...same, status: 'inactive' }),
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
    'a mode that is lost': {
      turns: [
        createdFramed(1),
        got(1, showing(stream('users'))),
        refreshed(1, { ...showing(stream('users', { destinationSyncMode: 'append' })), ...same }),
      ],
      title: 'A refresh lost the destinationSyncMode that was chosen for a stream',
      pointer: '/syncCatalog/streams/config/destinationSyncMode',
    },
  },
});
