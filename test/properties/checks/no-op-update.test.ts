import { noOpUpdate } from '../../../properties/checks/no-op-update.ts';
import { prove } from './prove.ts';
import { runningJob } from './shown.ts';
import { created, updated } from './transcript.ts';

prove(noOpUpdate, {
  keeps: {
    'an update without a change that changes nothing': [created(1), updated(1, {})],
    'a reset that is skipped': [created(1), updated(1, { skipReset: true }, {})],
    'jobs that move on an active connection': [
      created(1, { status: 'active' }),
      updated(1, {}, { status: 'active', ...runningJob }),
    ],
  },
  exempts: {
    'an update with a change': [created(1), updated(1, { name: 'airlock-test-renamed' })],
  },
  breaks: {
    'an update without a change that renames the connection': {
      turns: [created(1), updated(1, {}, { name: 'reset' })],
      title: 'An update without any change changed /name',
      pointer: '/name',
    },
  },
});
