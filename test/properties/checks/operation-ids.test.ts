import { operationIds } from '../../../properties/checks/operation-ids.ts';
import { update } from '../engine/case-steps.ts';
import { created, got, ok, updated } from './transcript.ts';
import { prove } from './prove.ts';
import { foreign, read, workspaceId } from './shown.ts';

const [first, second, third] = [1, 2, 3].map((number) => `00000099-0000-4000-8000-00000000000${number}`) as [
  string,
  string,
  string,
];
const operation = (operationId: string, name = 'Normalize', members: object = {}): object => ({
  operationId,
  workspaceId,
  name,
  operatorConfiguration: { operatorType: 'normalization', normalization: { option: 'basic' } },
  ...members,
});
const both = { operations: [operation(first), operation(second, 'Again')], operationIds: [second, first] };
const renamed = { operations: [operation(third), operation(second, 'Again')], operationIds: [third, second] };
const sent = { operations: both.operations };
const withoutIds = { operations: both.operations, operationIds: undefined };

prove(operationIds, {
  keeps: {
    'ids in another order': [created(1, sent, both), got(1, both)],
    'ids in capitals': [created(1, sent, { ...both, operationIds: [first.toUpperCase(), second] })],
    'no list of ids': [created(1, sent, withoutIds), got(1, withoutIds)],
    'an operation that was sent twice': [
      created(
        1,
        { operations: [operation(first), operation(first)] },
        { operations: [operation(first), operation(first)], operationIds: [first] },
      ),
    ],
    'fresh ids after an update with operations': [
      created(1, sent, both),
      updated(1, { operations: [operation(third), operation(second, 'Again')] }, renamed),
      got(1, renamed),
    ],
    'fresh ids after a body that is a list of one': [
      created(1, sent, both),
      [
        { ...update(1), body: [{ connectionId: '{{connection:1}}', operations: sent.operations }] },
        ok(read(1, { operations: [operation(second), operation(third, 'Again')], operationIds: [third, second] })),
      ],
    ],
  },
  exempts: {
    'a connection without operations': [created(1), got(1)],
  },
  breaks: {
    'an id that no operation has': {
      turns: [created(1, sent, { ...both, operationIds: [first, third] })],
      title: 'operationIds does not name the operations that are shown',
      pointer: '/operationIds',
    },
    'an operation that is not named': {
      turns: [created(1, sent, { ...both, operationIds: [first] })],
      title: 'operationIds does not name the operations that are shown',
      pointer: '/operationIds',
    },
    'an operation of another workspace': {
      turns: [
        created(1, sent, {
          ...both,
          operations: [operation(first), operation(second, 'Again', { workspaceId: foreign.workspaceId })],
        }),
      ],
      title: 'A connection has an operation of another workspace than its source',
      pointer: '/operations/1/workspaceId',
    },
    'other ids in a get': {
      turns: [created(1, sent, both), got(1, renamed)],
      title: 'A get shows the same operations under other ids',
      pointer: '/operations/0/operationId',
    },
    'other ids after an update of the name': {
      turns: [created(1, sent, both), updated(1, { name: 'airlock-test-1' }, renamed)],
      title: 'An update that names no operations shows the same operations under other ids',
      pointer: '/operations/0/operationId',
    },
  },
});
