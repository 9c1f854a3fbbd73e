import { declaredStatus } from '../../../properties/checks/declared-status.ts';
import { create, get } from '../engine/case-steps.ts';
import { prove } from './prove.ts';
import { read } from './shown.ts';
import { brokenUpdate, created, got, refused } from './transcript.ts';

prove(declaredStatus, {
  keeps: {
    'the status of a success': [created(1), got(1)],
    'a refusal with 422': [created(1), [brokenUpdate, refused(422)]],
    'a refusal with 400': [created(1), [brokenUpdate, refused(400)]],
  },
  breaks: {
    'a status that the description does not know': {
      turns: [created(1), [get(1), refused(418, 'tea')]],
      title: 'webBackendGetConnection answered the undeclared status 418',
    },
    'a success that the description does not know': {
      turns: [[create(1), { status: 201, json: read(1) }]],
      title: 'webBackendCreateConnection answered the undeclared status 201',
    },
  },
});
