import { parallelCreatesListed } from '../../../properties/checks/parallel-creates-listed.ts';
import { prove } from './prove.ts';
import { idOf, item } from './shown.ts';
import { created, listed, parallel, updated } from './transcript.ts';

const both = parallel(created(1), created(2));

prove(parallelCreatesListed, {
  keeps: {
    'both connections': [...both, listed(item(1), item(2))],
    'both connections in another order, and others': [...both, listed(item(2), item(7), item(1))],
    'one that was deleted since': [
      ...both,
      listed(item(1), item(2)),
      updated(2, { status: 'deprecated' }),
      listed(item(1)),
    ],
  },
  exempts: {
    'one create after the other': [created(1), created(2), listed(item(1), item(2))],
  },
  breaks: {
    'a connection that is not listed': {
      turns: [...both, listed(item(1))],
      title: 'A connection created in parallel is not listed',
      pointer: '/connections',
    },
    'two creates that answer the same connection': {
      turns: [...parallel(created(1), created(2, {}, { connectionId: idOf(1) })), listed(item(1))],
      title: 'Parallel creates answered the same connection',
    },
  },
});
