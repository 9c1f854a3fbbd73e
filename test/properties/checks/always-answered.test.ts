import { alwaysAnswered } from '../../../properties/checks/always-answered.ts';
import type { OperationStep } from '../../../properties/model/case.ts';
import { ask, invalid } from '../engine/case-steps.ts';
import type { Reply } from './pretend-server.ts';
import { prove } from './prove.ts';
import { ok, refused } from './transcript.ts';

const impatient: OperationStep = {
  ...invalid(ask('getStateType', {}), { connectionId: ' x' }, '/connectionId', true),
  patienceMs: 2000,
};
const silence: Reply = { status: 0, failure: 'timeout' };

prove(alwaysAnswered, {
  keeps: {
    'a refusal': [[impatient, refused(400)]],
    'an answer to what may be taken for an id': [[impatient, ok('not_set')]],
  },
  breaks: {
    'a request that is not answered while the next one is': {
      turns: [[impatient, silence]],
      title: 'getStateType was never answered for a broken /connectionId',
    },
  },
});
