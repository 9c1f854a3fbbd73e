import { problemBody } from '../../../properties/checks/problem-body.ts';
import { prove } from './prove.ts';
import { brokenCreate, refused } from './transcript.ts';

const problem = {
  status: 400,
  type: 'error:cron-validation/invalid-expression',
  title: 'Cron validation failed',
  detail: 'The cron expression is invalid',
  message: 'no',
};

prove(problemBody, {
  keeps: { 'a complete problem': [[brokenCreate, { status: 400, json: problem }]] },
  exempts: { 'a refusal of another shape': [[brokenCreate, refused(422)]] },
  breaks: {
    'a problem without a title': {
      turns: [[brokenCreate, { status: 400, json: { ...problem, title: undefined } }]],
      title: 'A problem object has no title',
      pointer: '/title',
    },
    'a problem without a type': {
      turns: [[brokenCreate, { status: 400, json: { ...problem, type: undefined } }]],
      title: 'A problem object has no type',
      pointer: '/type',
    },
    'a problem of another status': {
      turns: [[brokenCreate, { status: 422, json: problem }]],
      title: 'A problem object names another status than the answer has',
      pointer: '/status',
    },
  },
});
