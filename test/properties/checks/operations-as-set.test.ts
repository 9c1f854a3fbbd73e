import { operationsAsSet } from '../../../properties/checks/operations-as-set.ts';
import { operationNamed } from '../engine/corrupted-answers.ts';
import { prove } from './prove.ts';
import { operationId, operationLatitudes, shownOperations, transcriptsOf } from './read-back-latitudes.ts';
import { created, updated } from './transcript.ts';

const two = { operations: [operationNamed('a'), operationNamed('b')] };
const twoShown = { operations: shownOperations('a', 'b'), operationIds: [operationId(0), operationId(1)] };
const one = { operations: shownOperations('a'), operationIds: [operationId(0)] };
const known = { operations: [{ ...operationNamed('a'), operationId: '{{operation:1:0}}' }] };
const [a] = shownOperations('a');

prove(operationsAsSet, {
  keeps: {
    'the operations that were sent': [created(1), updated(1, two, twoShown)],
    ...transcriptsOf(operationLatitudes, ({ sent, shown }) => [created(1), updated(1, sent, shown)]),
    'a known operation that keeps its id': [created(1, {}, one), updated(1, known, one)],
    'an empty set': [created(1, {}, one), updated(1, { operations: [] }, {})],
  },
  breaks: {
    'an operation that is lost': {
      turns: [created(1), updated(1, two, { operations: shownOperations('a'), operationIds: [operationId(0)] })],
      title: 'The operations read back are not the ones sent',
      pointer: '/operations',
    },
    'a known operation that comes back under another id': {
      turns: [
        created(1, {}, one),
        updated(1, known, { operations: [{ ...a, operationId: operationId(7) }], operationIds: [operationId(7)] }),
      ],
      title: 'An operation sent with its id came back under another',
      pointer: '/operations',
    },
  },
});
