import { catalogReplaced } from '../../../properties/checks/catalog-replaced.ts';
import { stream } from '../engine/case-steps.ts';
import { prove } from './prove.ts';
import { catalogLatitudes, transcriptsOf } from './read-back-latitudes.ts';
import { sourceCatalogId } from './shown.ts';
import { created, createdFramed, got, updated } from './transcript.ts';

const catalog = (...streams: readonly object[]): object => ({ syncCatalog: { streams } });
const replacing = { ...catalog(stream('new')), skipReset: true };
/** A connection with a discovered catalog, whose streams are sent back as they were read. */
const framed = { catalogId: sourceCatalogId, ...catalog(stream('users'), stream('orders', { selected: false })) };
const sendsAll = { syncCatalog: '{{selected-catalog:1}}', skipReset: true };

prove(catalogReplaced, {
  keeps: {
    'a catalog that replaces the stored one': [created(1), updated(1, replacing, catalog(stream('new')))],
    ...transcriptsOf(catalogLatitudes, ({ sent, shown }) => [
      created(1),
      updated(1, { ...sent, skipReset: true }, shown),
    ]),
    'a discovered catalog that keeps its order and its default cursor': [
      createdFramed(1),
      got(1, framed),
      updated(1, sendsAll, { ...framed, ...catalog(stream('orders', { cursorField: ['at'] }), stream('users')) }),
    ],
    'a stream that the discovered catalog lacks': [
      createdFramed(1),
      got(1, framed),
      updated(1, sendsAll, { ...framed, ...catalog(stream('users')) }),
    ],
  },
  breaks: {
    'a stream that was removed and is still there': {
      turns: [created(1), updated(1, replacing, catalog(stream('new'), stream('users')))],
      title: 'The catalog read back differs from the one sent at its streams',
      pointer: '',
    },
    'a stream that comes back in another mode': {
      turns: [created(1), updated(1, replacing, catalog(stream('new', { destinationSyncMode: 'append' })))],
      title: 'The catalog read back differs from the one sent at /0/destinationSyncMode',
      pointer: '/0/destinationSyncMode',
    },
    'a mode that is lost on a discovered catalog': {
      turns: [
        createdFramed(1),
        got(1, framed),
        updated(1, sendsAll, {
          ...framed,
          ...catalog(stream('users', { destinationSyncMode: 'append' }), stream('orders')),
        }),
      ],
      title: 'An update has lost destinationSyncMode as it was chosen for a stream',
      pointer: '/syncCatalog/streams/config/destinationSyncMode',
    },
    'a stream that comes back selected and was not sent': {
      turns: [
        createdFramed(1),
        got(1, framed),
        updated(
          1,
          { syncCatalog: '{{sync-catalog:1}}', skipReset: true },
          {
            ...framed,
            ...catalog(stream('users'), stream('orders')),
          },
        ),
      ],
      title: 'An update selected a stream that it does not send',
      pointer: '/syncCatalog/streams/config/selected',
    },
  },
});
