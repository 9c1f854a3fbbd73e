import { noOpUpdate } from '../../../properties/checks/no-op-update.ts';
import { prove } from './prove.ts';
import { invalid, update } from '../engine/case-steps.ts';
import { read, runningJob } from './shown.ts';
import { created, ok, updated } from './transcript.ts';

/** A server may accept it or refuse it. */
const nulled = invalid(update(1), { prefix: null }, '/prefix', true);

prove(noOpUpdate, {
  keeps: {
    'an update without a change that changes nothing': [created(1), updated(1, {})],
    'a reset that is skipped': [created(1), updated(1, { skipReset: true }, {})],
    'null for a member, which stays': [created(1, { prefix: 'one_' }), [nulled, ok(read(1, { prefix: 'one_' }))]],
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
    'null that takes a member away': {
      turns: [created(1, { prefix: 'one_' }), [nulled, ok(read(1, {}))]],
      title: 'An update with null for prefix changed /prefix',
      pointer: '/prefix',
    },
  },
});
