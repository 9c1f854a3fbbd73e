import { readIsWrittenState } from '../../../properties/checks/read-is-written-state.ts';
import { prove } from './prove.ts';
import { created, got, parallel, updated } from './transcript.ts';

const left = { prefix: 'left_' };
const during = (shown: object): ReturnType<typeof parallel> => [
  created(1),
  got(1),
  ...parallel(updated(1, left), got(1, shown)),
];

prove(readIsWrittenState, {
  keeps: {
    'the state before the write': during({}),
    'the state after the write': during(left),
    'an empty text for one that was never set': [
      created(1),
      got(1),
      ...parallel(updated(1, { namespaceFormat: 'left' }), got(1, { namespaceFormat: '' })),
    ],
  },
  breaks: {
    'a state that nobody wrote': {
      turns: during({ prefix: 'torn' }),
      title: 'A read during writes shows at /prefix what nobody wrote',
      pointer: '/prefix',
    },
    'half of a write': {
      turns: [created(1), got(1), ...parallel(updated(1, { ...left, geography: 'eu' }), got(1, left))],
      title: 'A read during writes shows at /geography what nobody wrote',
      pointer: '/geography',
    },
    'a member that no write has named': {
      turns: during({ geography: 'eu' }),
      title: 'A read during writes shows at /geography what nobody wrote',
      pointer: '/geography',
    },
  },
});
