import { strictErrorBody } from '../../../properties/checks/strict-error-body.ts';
import { prove } from './prove.ts';
import { brokenCreate, refused } from './transcript.ts';

prove(strictErrorBody, {
  keeps: {
    'a 422 with validationErrors': [
      [brokenCreate, { status: 422, json: { message: 'no', validationErrors: [{ propertyPath: '/status' }] } }],
    ],
  },
  exempts: {
    'a 400 without them': [[brokenCreate, refused(400)]],
  },
  breaks: {
    'a 422 without validationErrors': {
      turns: [[brokenCreate, refused(422)]],
      title: 'webBackendCreateConnection answered 422 without validationErrors',
      pointer: '/validationErrors',
    },
  },
});
