import { updateEqualsGet } from '../../../properties/checks/update-equals-get.ts';
import { stream } from '../engine/case-steps.ts';
import { prove } from './prove.ts';
import { catalogLatitudes, operationLatitudes, transcriptsOf } from './read-back-latitudes.ts';
import { runningJob, sourceCatalogId } from './shown.ts';
import { created, createdFramed, got, updated } from './transcript.ts';

const after = { prefix: 'after_' };
const framed = {
  catalogId: sourceCatalogId,
  syncCatalog: { streams: [stream('users'), stream('orders', { selected: false })] },
};

prove(updateEqualsGet, {
  keeps: {
    'a get that shows what the update answered': [created(1), updated(1, after), got(1, after)],
    ...transcriptsOf({ ...catalogLatitudes, ...operationLatitudes }, ({ sent, shown }) => [
      created(1),
      updated(1, { ...sent, skipReset: true }, shown),
      got(1, shown),
    ]),
    'a namespace that is empty in one answer and absent in the other': [
      createdFramed(1),
      updated(1, after, { ...after, ...framed, syncCatalog: { streams: [stream('users', {}, { namespace: '' })] } }),
      got(1, { ...after, ...framed, syncCatalog: { streams: [stream('users')] } }),
    ],
    'jobs that move on an active connection': [
      created(1, { status: 'active' }),
      updated(1, after, { ...after, status: 'active' }),
      got(1, { ...after, status: 'active', ...runningJob }),
    ],
  },
  breaks: {
    'a get that shows the state before': {
      turns: [created(1), got(1), updated(1, after), got(1)],
      title: 'A get after update shows another /prefix',
      pointer: '/prefix',
    },
    'a get that shows the state before, after a write to another connection': {
      turns: [created(1), created(2), updated(1, after), updated(2, { geography: 'eu' }), got(1)],
      title: 'A get after update shows another /prefix',
      pointer: '/prefix',
    },
    'a get that shows another prefix than the update of a deprecated connection has answered': {
      turns: [
        created(1),
        updated(1, { status: 'deprecated' }),
        updated(1, after, { ...after, status: 'deprecated' }),
        got(1, { status: 'deprecated' }),
      ],
      title: 'A get after update shows another /prefix',
      pointer: '/prefix',
    },
    'a get that shows other streams of the discovered catalog': {
      turns: [
        createdFramed(1),
        updated(1, after, { ...after, ...framed }),
        got(1, { ...after, ...framed, syncCatalog: { streams: [stream('users')] } }),
      ],
      title: 'A get after update shows other streams of the discovered catalog',
      pointer: '/syncCatalog/streams',
    },
  },
});
