import { stateType } from '../../../properties/checks/state-type.ts';
import { ask } from '../engine/case-steps.ts';
import { prove } from './prove.ts';
import { created, ok, updated } from './transcript.ts';
import type { Turn } from './transcript.ts';

const step = ask('getStateType', { connectionId: '{{connection:1}}' }, 1);
const type = (answer: string): Turn => [step, ok(answer)];

prove(stateType, {
  keeps: {
    'not_set for a connection that never synced': [created(1), type('not_set')],
    'any type for a connection that is active': [created(1, { status: 'active' }), type('stream')],
    'any type for a connection that was active': [
      created(1, { status: 'active' }),
      updated(1, { status: 'inactive' }),
      type('global'),
    ],
  },
  breaks: {
    'a state without a sync': {
      turns: [created(1), type('legacy')],
      title: 'A connection that never synced has a state',
    },
  },
});
