import { validAccepted } from '../../../properties/checks/valid-accepted.ts';
import { create, update } from '../engine/case-steps.ts';
import { prove } from './prove.ts';
import { created, got, permittedCreate, refused, updated } from './transcript.ts';

prove(validAccepted, {
  keeps: {
    'valid bodies that are accepted': [created(1), updated(1, { prefix: 'after_' })],
  },
  exempts: {
    'a refusal of what may be accepted or refused': [[permittedCreate, refused()]],
    'a deprecated connection that refuses updates': [
      created(1),
      updated(1, { status: 'deprecated' }),
      [update(1, { prefix: 'late_' }), refused()],
      got(1, { status: 'deprecated' }),
    ],
  },
  breaks: {
    'a valid create that is refused': {
      turns: [[create(1), refused()]],
      title: 'webBackendCreateConnection refused a valid body with 422',
    },
    'a valid update that is refused': {
      turns: [created(1), [update(1, { prefix: 'after_' }), refused(400)]],
      title: 'webBackendUpdateConnection refused a valid body with 400',
    },
  },
});
