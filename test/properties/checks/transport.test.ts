import { transport } from '../../../properties/checks/transport.ts';
import type { CaseStep } from '../../../properties/model/case.ts';
import { prove } from './prove.ts';
import { ok, refused } from './transcript.ts';

const nowhere: CaseStep = {
  operation: 'transport',
  raw: { method: 'GET', path: '/v1/nowhere', headers: {}, accept: [400, 404] },
  intent: { kind: 'transport', label: 'an unknown path' },
};

prove(transport, {
  keeps: {
    'a status that fits': [[nowhere, refused(404)]],
    'another status that fits': [[nowhere, refused(400)]],
  },
  breaks: {
    'a success': {
      turns: [[nowhere, ok({})]],
      title: 'an unknown path was answered with 200',
    },
    'a status that does not fit': {
      turns: [[nowhere, refused(403)]],
      title: 'an unknown path was answered with 403',
    },
  },
});
