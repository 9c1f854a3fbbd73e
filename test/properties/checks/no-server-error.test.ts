import { noServerError } from '../../../properties/checks/no-server-error.ts';
import { get } from '../engine/case-steps.ts';
import { prove } from './prove.ts';
import { read } from './shown.ts';
import { brokenUpdate, created, got, ok, permittedCreate, refused } from './transcript.ts';

prove(noServerError, {
  keeps: {
    'answers with 200': [created(1), got(1)],
    'a refusal of what is invalid': [created(1), [brokenUpdate, refused(422)]],
    'a refusal of what may be accepted or refused': [[permittedCreate, refused(400)]],
    'an acceptance of what may be accepted or refused': [[permittedCreate, ok(read(1, { name: '' }))]],
  },
  breaks: {
    'a 500': {
      turns: [created(1), [get(1), refused(500, 'oops')]],
      title: 'webBackendGetConnection answered 500',
    },
    'a 500 to an invalid body': {
      turns: [created(1), [brokenUpdate, refused(500, 'oops')]],
      title: 'webBackendUpdateConnection answered 500 for a broken /status',
    },
    'a 503 to what may be accepted or refused': {
      turns: [[permittedCreate, refused(503, 'oops')]],
      title: 'webBackendCreateConnection answered 503 for a broken /name',
    },
    'a request that is not answered': {
      turns: [created(1), [get(1), { status: 0, failure: 'reset' }]],
      title: 'webBackendGetConnection got no answer: reset',
    },
  },
});
