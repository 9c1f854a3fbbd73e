import { constantAnswers } from '../../../properties/checks/constant-answers.ts';
import { prove } from './prove.ts';
import { asked, listed } from './transcript.ts';
import type { Turn } from './transcript.ts';

const geographies = (...names: readonly string[]): Turn => asked('webBackendListGeographies', { geographies: names });
const updates = (sourceDefinitions: number, more: object = {}): Turn =>
  asked('webBackendCheckUpdates', { sourceDefinitions, destinationDefinitions: 1, ...more });

prove(constantAnswers, {
  keeps: {
    'the same geographies twice': [geographies('auto', 'eu'), geographies('auto', 'eu')],
    'geographies in another order': [geographies('auto', 'eu'), geographies('eu', 'auto')],
    'counts that move': [updates(2), updates(0)],
    'counts that grow once and stay': [updates(1), updates(2), updates(3), updates(4), updates(4)],
    'counts that go up and down': [updates(1), updates(9), updates(0), updates(9), updates(10), updates(11)],
    'counts that grow while other things are asked for': [
      ...[1, 2, 3, 4].map((count) => updates(count)),
      listed(),
      updates(5),
    ],
    'members of the server’s own': [1, 2, 3, 4, 5].map((checkedAt) => updates(2, { checkedAt, offset: -60 })),
  },
  breaks: {
    'other geographies': {
      turns: [geographies('auto'), geographies('us')],
      title: 'geographies/list changed its answer',
      pointer: '/geographies',
    },
    'no geography': {
      turns: [geographies()],
      title: 'geographies/list offers no geography',
      pointer: '/geographies',
    },
    'a count that grows with every call': {
      turns: [1, 2, 3, 4, 5].map((count) => updates(count)),
      title: 'check_updates counts more with every call',
      pointer: '/sourceDefinitions',
    },
    'a count below zero': {
      turns: [updates(-1)],
      title: 'check_updates counts below zero',
      pointer: '/sourceDefinitions',
    },
  },
});
