import { listGetAgree } from '../../../properties/checks/list-get-agree.ts';
import { ask, update } from '../engine/case-steps.ts';
import { prove } from './prove.ts';
import { item, read, runningJob, sourceCatalogId } from './shown.ts';
import { created, createdFramed, got, listed, ok, refused } from './transcript.ts';
import type { Turn } from './transcript.ts';

/** A get of a connection that the case did not make. */
const gotExisting = (members: object = {}): Turn => [
  ask('webBackendGetConnection', { connectionId: '000000f0-0000-4000-8000-000000000007' }),
  ok(read(7, members)),
];

prove(listGetAgree, {
  keeps: {
    'an item as the read shows it': [created(1), got(1), listed(item(1))],
    'an item of a connection that was there before': [listed(item(7)), gotExisting(), listed(item(7)), gotExisting()],
    'jobs that move between the two': [
      created(1, { status: 'active' }),
      listed(item(1, { status: 'active', ...runningJob })),
    ],
    'members of the server’s own': [created(1), listed(item(1, { tags: [] }))],
    'a schema change that somebody’s discovery has moved': [
      createdFramed(1),
      got(1, { catalogId: sourceCatalogId }),
      listed(item(1, { schemaChange: 'non_breaking' })),
    ],
    'a schema change that moves between the reads around a list': [
      createdFramed(1),
      got(1, { catalogId: sourceCatalogId }),
      listed(item(1, { schemaChange: 'non_breaking' })),
      got(1, { catalogId: sourceCatalogId, schemaChange: 'non_breaking' }),
    ],
    'a connection of somebody else who changes it': [
      listed(item(7)),
      gotExisting(),
      listed(item(7)),
      gotExisting({ name: 'changed' }),
    ],
  },
  breaks: {
    'a stale name': {
      turns: [created(1), listed(item(1, { name: 'stale' }))],
      title: 'List and get disagree on /name',
      pointer: '/connections/0/name',
    },
    'a stale name after a refused update': {
      turns: [created(1), [update(1, { geography: 'eu' }), refused(500)], listed(item(1, { name: 'stale' }))],
      title: 'List and get disagree on /name',
      pointer: '/connections/0/name',
    },
    'another schema change, without a discovered catalog': {
      turns: [created(1), listed(item(1, { schemaChange: 'breaking' }))],
      title: 'List and get disagree on /schemaChange',
      pointer: '/connections/0/schemaChange',
    },
    'another schema change than the reads around the list': {
      turns: [
        createdFramed(1),
        got(1, { catalogId: sourceCatalogId, schemaChange: 'breaking' }),
        listed(item(1, { schemaChange: 'non_breaking' })),
        got(1, { catalogId: sourceCatalogId, schemaChange: 'breaking' }),
      ],
      title: 'List and get disagree on /schemaChange',
      pointer: '/connections/0/schemaChange',
    },
    'another source': {
      turns: [created(1), listed(item(1, { source: { sourceId: '000000b9-0000-4000-8000-000000000009' } }))],
      title: 'List and get disagree on /source/sourceId',
      pointer: '/connections/0/source/sourceId',
    },
    'a stale status of a connection that was there before': {
      turns: [gotExisting(), listed(item(7, { status: 'active' })), gotExisting()],
      title: 'List and get disagree on /status',
      pointer: '/connections/0/status',
    },
  },
});
