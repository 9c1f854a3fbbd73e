import { rejectedWriteChangesNothing } from '../../../properties/checks/rejected-write-changes-nothing.ts';
import { invalid, update } from '../engine/case-steps.ts';
import { prove } from './prove.ts';
import { item, runningJob } from './shown.ts';
import { brokenCreate, brokenUpdate, created, got, listed, permittedCreate, refused, updated } from './transcript.ts';

prove(rejectedWriteChangesNothing, {
  keeps: {
    'a connection that a refused update left alone': [created(1), got(1), [brokenUpdate, refused()], got(1)],
    'a refused create that is not listed': [[brokenCreate, refused(400)], listed()],
    'jobs that move after a refused update': [
      created(1, { status: 'active' }),
      got(1, { status: 'active' }),
      [brokenUpdate, refused()],
      got(1, { status: 'active', ...runningJob }),
    ],
  },
  exempts: {
    'a connection without a name after a refused create without one': [
      [permittedCreate, refused()],
      listed(item(1, { name: '' })),
    ],
  },
  breaks: {
    'a connection that changed after a refused update': {
      turns: [created(1), got(1), [brokenUpdate, refused()], got(1, { prefix: 'after_' })],
      title: 'A refused update changed /prefix',
      pointer: '/prefix',
    },
    'a connection that changed after a refused update and a write to another one': {
      turns: [created(1), created(2), got(1), [brokenUpdate, refused()], updated(2, {}), got(1, { prefix: 'after_' })],
      title: 'A refused update changed /prefix',
      pointer: '/prefix',
    },
    'a member that a failed update has sent, and that is neither as before nor as sent': {
      turns: [created(1), got(1), [update(1, { prefix: 'after_' }), refused(500)], got(1, { prefix: 'aft' })],
      title: 'A refused update changed /prefix',
      pointer: '/prefix',
    },
    'a member that a failed update has not sent': {
      turns: [created(1), got(1), [update(1, { prefix: 'after_' }), refused(500)], got(1, { geography: 'eu' })],
      title: 'A refused update changed /geography',
      pointer: '/geography',
    },
    'a refused update that shows after the answer to a create': {
      turns: [created(1), [invalid(update(1), { prefix: 7 }, '/prefix'), refused()], got(1, { prefix: '7' })],
      title: 'A refused update changed /prefix',
      pointer: '/prefix',
    },
    'a refused update that shows in the answer to the next one': {
      turns: [
        created(1),
        got(1),
        [invalid(update(1), { prefix: 'after_', geography: 7 }, '/geography'), refused()],
        updated(1, { name: 'airlock-other' }, { name: 'airlock-other', prefix: 'after_' }),
      ],
      title: 'A refused update changed /prefix',
      pointer: '/prefix',
    },
    'a refused create that is listed': {
      turns: [[brokenCreate, refused()], listed(item(1))],
      title: 'A refused create left a connection',
      pointer: '/connections',
    },
  },
});
