import { constantAnswers } from '../../../properties/checks/constant-answers.ts';
import { prove } from './prove.ts';
import { asked } from './transcript.ts';
import type { Turn } from './transcript.ts';

const geographies = (...names: readonly string[]): Turn => asked('webBackendListGeographies', { geographies: names });
const updates = (sourceDefinitions: number, more: object = {}): Turn =>
  asked('webBackendCheckUpdates', { sourceDefinitions, destinationDefinitions: 1, ...more });

prove(constantAnswers, {
  keeps: {
    'the same geographies twice': [geographies('auto', 'eu'), geographies('auto', 'eu')],
    'geographies in another order': [geographies('auto', 'eu'), geographies('eu', 'auto')],
    'counts that move': [updates(2), updates(0)],
    'members of the server’s own': [updates(2, { checkedAt: 1 })],
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
    'a count below zero': {
      turns: [updates(-1)],
      title: 'check_updates counts below zero',
      pointer: '/sourceDefinitions',
    },
  },
});
