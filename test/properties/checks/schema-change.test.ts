import { schemaChange } from '../../../properties/checks/schema-change.ts';
import { stream } from '../engine/case-steps.ts';
import { prove } from './prove.ts';
import { item, sourceCatalogId } from './shown.ts';
import { created, createdFramed, got, listed, refreshed, updated } from './transcript.ts';

const framed = { catalogId: sourceCatalogId };
const breaking = { ...framed, schemaChange: 'breaking' };
const same = { ...framed, catalogDiff: { transforms: [] } };
const changed = {
  ...framed,
  syncCatalog: { streams: [stream('users'), stream('orders'), stream('added')] },
  catalogDiff: { transforms: [{ transformType: 'add_stream', streamDescriptor: { name: 'added' } }] },
};
const sendsAll = { syncCatalog: '{{selected-catalog:1}}', skipReset: true };
const byKey = {
  syncCatalog: { streams: [stream('users', { destinationSyncMode: 'append_dedup', primaryKey: [['id']] })] },
};
const withoutKey = stream('users', {}, { jsonSchema: { type: 'object', properties: { at: { type: 'string' } } } });
const losing = {
  ...framed,
  catalogDiff: {
    transforms: [
      { transformType: 'remove_stream', streamDescriptor: { name: 'orders' } },
      {
        transformType: 'update_stream',
        streamDescriptor: { name: 'users' },
        updateStream: ['id', 'text'].map((name) => ({
          transformType: 'remove_field',
          fieldName: [name],
          breaking: false,
          removeField: { schema: {} },
        })),
      },
    ],
  },
};
const twins = [createdFramed(1), createdFramed(2), got(1, framed), got(2, framed)] as const;
const moved = { schemaChange: 'non_breaking' };

prove(schemaChange, {
  keeps: {
    'full refreshes that the source has not broken': [createdFramed(1), got(1, framed), updated(1, sendsAll, framed)],
    'a key that the source has broken': [
      createdFramed(1),
      got(1, { ...framed, ...byKey }),
      updated(1, { ...byKey, skipReset: true }, { ...breaking, ...byKey }),
    ],
    'a key that the source has lost': [
      createdFramed(1),
      got(1, framed),
      refreshed(1, { ...losing, syncCatalog: { streams: [withoutKey] } }),
      updated(1, { ...byKey, skipReset: true }, { ...breaking, ...byKey }),
    ],
    'a broken connection that is read twice': [
      createdFramed(1),
      got(1, framed),
      updated(1, { ...byKey, skipReset: true }, { ...breaking, ...byKey }),
      got(1, { ...breaking, ...byKey }),
      got(1, { ...breaking, ...byKey }),
    ],
    'a key that the source has broken, known when the catalog is named': [
      created(1),
      updated(1, { ...byKey, skipReset: true }, byKey),
      updated(1, { sourceCatalogId }, { ...breaking, ...byKey }),
    ],
    'a refresh without a difference': [
      createdFramed(1),
      got(1, framed),
      refreshed(1, same),
      got(1, framed),
      listed(item(1)),
    ],
    'a difference that the list shows': [
      createdFramed(1),
      got(1, framed),
      refreshed(1, changed),
      got(1, { ...framed, ...moved }),
      listed(item(1, moved)),
    ],
    'connections that are framed alike': [
      ...twins,
      refreshed(1, changed),
      got(1, framed),
      got(2, framed),
      listed(item(1, moved), item(2, moved)),
    ],
  },
  breaks: {
    'full refreshes that the source is said to have broken': {
      turns: [createdFramed(1), got(1, framed), updated(1, sendsAll, breaking)],
      title: 'A catalog is called broken whose cursor and keys the source has, or which needs none',
      pointer: '/schemaChange',
    },
    'full refreshes that are said to be broken when their catalog is named': {
      turns: [created(1), got(1), updated(1, { sourceCatalogId }, breaking)],
      title: 'A catalog is called broken whose cursor and keys the source has, or which needs none',
      pointer: '/schemaChange',
    },
    'a key that the source has and that is said to be broken': {
      turns: [
        createdFramed(1),
        got(1, framed),
        refreshed(1, same),
        updated(1, { ...byKey, skipReset: true }, { ...breaking, ...byKey }),
      ],
      title: 'A catalog is called broken whose cursor and keys the source has, or which needs none',
      pointer: '/schemaChange',
    },
    'a key that the source has lost without a word': {
      turns: [
        createdFramed(1),
        got(1, framed),
        refreshed(1, { ...same, syncCatalog: { streams: [withoutKey] } }),
        updated(1, { ...byKey, skipReset: true }, { ...framed, ...byKey, schemaChange: 'non_breaking' }),
      ],
      title: 'A catalog whose cursor or key the source has lost is not called broken',
      pointer: '/schemaChange',
    },
    'a change after a refresh that found none': {
      turns: [createdFramed(1), got(1, framed), refreshed(1, same), got(1, framed), listed(item(1, moved))],
      title: 'A refresh found no difference, and the list shows a schema change',
      pointer: '/connections/0/schemaChange',
    },
    'no change after a refresh that found one': {
      turns: [createdFramed(1), got(1, framed), refreshed(1, changed), got(1, framed), listed(item(1))],
      title: 'A refresh found a difference, and the list shows no schema change',
      pointer: '/connections/0/schemaChange',
    },
    'a new connection that the source has broken': {
      turns: [createdFramed(1, breaking)],
      title: 'A catalog is called broken whose cursor and keys the source has, or which needs none',
      pointer: '/schemaChange',
    },
    'a change where nothing was discovered': {
      turns: [created(1), got(1, moved)],
      title: 'A connection without a discovered catalog shows a schema change',
      pointer: '/schemaChange',
    },
    'another change for a connection that is framed alike': {
      turns: [...twins, refreshed(1, changed), got(1, framed), got(2, framed), listed(item(1, moved), item(2))],
      title: 'After a refresh, connections with the same catalog and the same streams show different schema changes',
      pointer: '/connections/0/schemaChange',
    },
    'a broken connection that a read mends': {
      turns: [
        createdFramed(1),
        got(1, framed),
        updated(1, { ...byKey, skipReset: true }, { ...breaking, ...byKey }),
        got(1, { ...framed, ...byKey }),
      ],
      title: 'A read turned schemaChange from "breaking" into "no_change"',
      pointer: '/schemaChange',
    },
  },
});
