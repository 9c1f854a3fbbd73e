import { errorBody } from '../../../properties/checks/error-body.ts';
import type { OperationStep } from '../../../properties/model/case.ts';
import { ask } from '../engine/case-steps.ts';
import { prove } from './prove.ts';
import { workspaceId } from './shown.ts';
import { brokenCreate, brokenUpdate, created, refused } from './transcript.ts';
import type { Turn } from './transcript.ts';

const unknownId = '00000000-0000-4000-8000-000000000000';
/** The answer to a get of an id that nothing has. */
function unknown(json: object, intent: OperationStep['intent'] = { kind: 'unknown' }, connectionId = unknownId): Turn {
  const step = ask('webBackendGetConnection', { connectionId });
  return [
    { ...step, intent },
    { status: 404, json },
  ];
}
const unfit: OperationStep['intent'] = {
  kind: 'permitted',
  mend: [],
  label: { kind: 'semantic', keyword: 'unfit-id', pointer: '/connectionId', description: 'an id without dashes' },
};
const refusedWith = (json: object, status = 400): Turn => [brokenCreate, { status, json }];

prove(errorBody, {
  keeps: {
    'a message': [[brokenCreate, refused(422, 'status is none of the words')]],
    'the message of a framework': [
      refusedWith({
        message: 'Bad Request',
        _links: { self: { href: '/api/v1/web_backend/connections/create', templated: false } },
        _embedded: { errors: [{ message: 'Required argument not specified' }] },
      }),
    ],
    'words in another member': [refusedWith({ errors: [{ reason: 'status is unknown' }] })],
    'a problem': [refusedWith({ type: 'about:blank', title: 'Bad Request', detail: 'status is unknown' })],
    'the id that was asked for': [unknown({ id: unknownId, message: 'not found' })],
    'that id in capitals': [unknown({ id: unknownId.toUpperCase(), message: 'not found' })],
    'an id in another spelling, as it was understood': [
      unknown({ id: `${unknownId}\n`, message: 'not found' }, unfit, `${unknownId}\n`),
      unknown({ id: unknownId, message: 'not found' }, unfit, unknownId.replaceAll('-', '')),
    ],
    'a refusal without an id': [unknown({ message: 'not found' })],
    'a refused update': [created(1), [brokenUpdate, refused(422)]],
    'a refusal that names the connection it is about': [
      created(1),
      [brokenUpdate, refused(422, 'airlock-test-1 stays')],
    ],
  },
  breaks: {
    'an empty message': {
      turns: [[brokenCreate, refused(422, ' ')]],
      title: 'webBackendCreateConnection answered 422 without a word about what is wrong',
      pointer: '/message',
    },
    'the word null for a message': {
      turns: [unknown({ message: 'null' })],
      title: 'webBackendGetConnection answered 404 without a word about what is wrong',
      pointer: '/message',
    },
    'a body without words': {
      turns: [refusedWith({ code: 400, _links: { self: { href: '/api' } } })],
      title: 'webBackendCreateConnection answered 400 without a word about what is wrong',
      pointer: '/message',
    },
    'another connection than the one that was asked for': {
      turns: [created(1), unknown({ message: 'no such connection, but airlock-test-1' })],
      title: 'webBackendGetConnection answered 404 and named a connection that was not asked about',
    },
    'an id that nobody asked for': {
      turns: [unknown({ id: workspaceId, message: 'not found' })],
      title: 'webBackendGetConnection answered 404 about an id that was not asked for',
      pointer: '/id',
    },
  },
});
