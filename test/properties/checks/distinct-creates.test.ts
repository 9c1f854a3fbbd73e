import { distinctCreates } from '../../../properties/checks/distinct-creates.ts';
import { prove } from './prove.ts';
import { idOf } from './shown.ts';
import { created } from './transcript.ts';

prove(distinctCreates, {
  keeps: {
    'creates that make a connection each': [created(1), created(2)],
    'a second create with the body of the first': [
      created(1, { name: 'airlock-test-1' }),
      created(2, { name: 'airlock-test-1' }),
    ],
  },
  breaks: {
    'two creates that answer the same connection': {
      turns: [created(1), created(2, {}, { connectionId: idOf(1) })],
      title: 'Two creates answered the same connection',
      pointer: '/connectionId',
    },
    'two creates that answer the same connection in capitals': {
      turns: [created(1), created(2, {}, { connectionId: idOf(1).toUpperCase() })],
      title: 'Two creates answered the same connection',
      pointer: '/connectionId',
    },
  },
});
