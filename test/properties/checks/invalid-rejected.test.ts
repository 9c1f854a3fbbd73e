import { invalidRejected } from '../../../properties/checks/invalid-rejected.ts';
import { prove } from './prove.ts';
import { read } from './shown.ts';
import { brokenUpdate, created, ok, permittedCreate, refused } from './transcript.ts';

prove(invalidRejected, {
  keeps: {
    'a refusal with 422': [created(1), [brokenUpdate, refused(422)]],
    'a refusal with 400': [created(1), [brokenUpdate, refused(400)]],
  },
  exempts: {
    'an acceptance of what may be accepted or refused': [[permittedCreate, ok(read(1, { name: '' }))]],
    'a refusal of what may be accepted or refused': [[permittedCreate, refused()]],
  },
  breaks: {
    'an invalid update that is accepted': {
      turns: [created(1), [brokenUpdate, ok(read(1))]],
      title: 'webBackendUpdateConnection accepted a broken /status',
      pointer: '/status',
    },
  },
});
