import { repeatedUpdate } from '../../../properties/checks/repeated-update.ts';
import { operationNamed } from '../engine/corrupted-answers.ts';
import { prove } from './prove.ts';
import { operationId, shownOperations } from './read-back-latitudes.ts';
import { created, updated } from './transcript.ts';

const again = { prefix: 'again_' };
const [fresh] = shownOperations('a');

prove(repeatedUpdate, {
  keeps: {
    'an update that has the same result twice': [created(1), updated(1, again), updated(1, again)],
    'operations that are created afresh': [
      created(1),
      updated(
        1,
        { operations: [operationNamed('a')] },
        { operations: shownOperations('a'), operationIds: [operationId(0)] },
      ),
      updated(
        1,
        { operations: [operationNamed('a')] },
        { operations: [{ ...fresh, operationId: operationId(7) }], operationIds: [operationId(7)] },
      ),
    ],
  },
  exempts: {
    'another update': [created(1), updated(1, again), updated(1, { prefix: 'other_' })],
  },
  breaks: {
    'a prefix that is added once more': {
      turns: [created(1), updated(1, again), updated(1, again, { prefix: 'again_again_' })],
      title: 'Repeating an update changed /prefix',
      pointer: '/prefix',
    },
  },
});
