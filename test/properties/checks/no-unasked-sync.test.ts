import { noUnaskedSync } from '../../../properties/checks/no-unasked-sync.ts';
import { stream } from '../engine/case-steps.ts';
import { prove } from './prove.ts';
import { item, runningJob } from './shown.ts';
import { created, got, listed, updated } from './transcript.ts';

const asRead = { syncCatalog: '{{sync-catalog:1}}' };

prove(noUnaskedSync, {
  keeps: {
    'a catalog that is saved as it was read': [created(1), got(1), updated(1, asRead, {})],
    'a sync of a connection that is active': [
      created(1, { status: 'active' }),
      got(1, { status: 'active' }),
      updated(1, asRead, { status: 'active', ...runningJob }),
    ],
    'a sync of a connection that was active': [
      created(1, { status: 'active' }),
      updated(1, { status: 'inactive' }),
      updated(1, asRead, runningJob),
    ],
  },
  exempts: {
    'a sync of a connection whose streams were reset': [
      created(1),
      updated(1, { syncCatalog: { streams: [stream('users'), stream('orders')] } }, runningJob),
      got(1, runningJob),
      listed(item(1, runningJob)),
    ],
    'a sync of a connection that the case did not make': [listed(item(7, runningJob))],
  },
  breaks: {
    'a sync that nobody asked for': {
      turns: [created(1), got(1), updated(1, asRead, runningJob)],
      title: 'Saving a catalog as it was read started a sync',
      pointer: '/isSyncing',
    },
    'a reset that is shown as a sync': {
      turns: [
        created(1),
        got(1),
        updated(
          1,
          { syncCatalog: { streams: [stream('users')] } },
          {
            syncCatalog: { streams: [stream('users')] },
            ...runningJob,
            isSyncing: false,
            latestSyncJobStatus: 'succeeded',
          },
        ),
      ],
      title: 'An update that resets streams shows a sync that is over',
      pointer: '/latestSyncJobStatus',
    },
    'a job that nobody asked for': {
      turns: [created(1), got(1), updated(1, asRead, { latestSyncJobCreatedAt: 1_700_000_000 })],
      title: 'Saving a catalog as it was read started a sync',
      pointer: '/isSyncing',
    },
    'a new connection that syncs': {
      turns: [created(1, {}, { isSyncing: true })],
      title: 'A connection that was never active shows a sync',
      pointer: '/isSyncing',
    },
    'a sync of a connection that was never active': {
      turns: [created(1), got(1, runningJob)],
      title: 'A connection that was never active shows a sync',
      pointer: '/isSyncing',
    },
    'a sync in the list only': {
      turns: [
        created(1),
        got(1),
        updated(1, { prefix: 'after_' }),
        listed(item(1, { ...runningJob, isSyncing: false })),
      ],
      title: 'A connection that was never active shows a sync',
      pointer: '/connections/0/isSyncing',
    },
  },
});
