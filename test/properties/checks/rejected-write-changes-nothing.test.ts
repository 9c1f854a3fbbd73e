import { rejectedWriteChangesNothing } from '../../../properties/checks/rejected-write-changes-nothing.ts';
import { prove } from './prove.ts';
import { item, runningJob } from './shown.ts';
import { brokenCreate, brokenUpdate, created, got, listed, permittedCreate, refused } from './transcript.ts';

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
    'a create that answered what it did not store': [
      created(1),
      [brokenUpdate, refused()],
      got(1, { geography: 'eu' }),
    ],
  },
  breaks: {
    'a connection that changed after a refused update': {
      turns: [created(1), got(1), [brokenUpdate, refused()], got(1, { prefix: 'after_' })],
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
