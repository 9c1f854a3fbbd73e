import { noUnaskedSync } from '../../../properties/checks/no-unasked-sync.ts';
import { prove } from './prove.ts';
import { runningJob } from './shown.ts';
import { created, got, updated } from './transcript.ts';

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
    'an update without a catalog': [created(1), updated(1, { prefix: 'after_' })],
  },
  breaks: {
    'a sync that nobody asked for': {
      turns: [created(1), got(1), updated(1, asRead, runningJob)],
      title: 'Saving a catalog as it was read started a sync',
      pointer: '/isSyncing',
    },
    'a job that nobody asked for': {
      turns: [created(1), got(1), updated(1, asRead, { latestSyncJobCreatedAt: 1_700_000_000 })],
      title: 'Saving a catalog as it was read started a sync',
      pointer: '/isSyncing',
    },
  },
});
