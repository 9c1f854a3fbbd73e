import { lostUpdate } from '../../../properties/checks/lost-update.ts';
import { grouped, update } from '../engine/case-steps.ts';
import { prove } from './prove.ts';
import { read } from './shown.ts';
import { created, got, ok, parallel, updated } from './transcript.ts';

const left = { prefix: 'left_' };
const right = { geography: 'eu' };
const basicSchedule = { timeUnit: 'hours', units: 24 };
const daily = { scheduleType: 'basic', scheduleData: { basicSchedule } };
const mirror = { schedule: basicSchedule };
const both = [created(1), ...parallel(updated(1, left), updated(1, right, { ...left, ...right }))] as const;

prove(lostUpdate, {
  keeps: {
    'two patches that both survive': [...both, got(1, { ...left, ...right })],
    'two patches of one member, of which one survives': [
      created(1),
      ...parallel(updated(1, left), updated(1, { prefix: 'other_' })),
      got(1, { prefix: 'other_' }),
    ],
    'an empty text that is left out': [
      created(1),
      ...parallel(updated(1, { prefix: '' }), updated(1, right, { ...right, prefix: undefined })),
      got(1, { ...right, prefix: undefined }),
    ],
    'a patch that came later': [
      ...both,
      updated(1, { geography: 'us' }, { ...left, geography: 'us' }),
      got(1, { ...left, geography: 'us' }),
    ],
  },
  breaks: {
    'a patch that is lost': {
      turns: [...both, got(1, right)],
      title: 'A parallel patch of "prefix" was accepted and lost',
      pointer: '/prefix',
    },
    'a schedule that is lost with all that follows from it': {
      turns: [
        created(1),
        ...parallel(updated(1, daily, { ...daily, ...mirror }), updated(1, right, { ...daily, ...mirror, ...right })),
        got(1, { ...right, scheduleData: daily.scheduleData }),
      ],
      title: 'A parallel patch of "scheduleType" was accepted and lost',
      pointer: '/scheduleType',
    },
    'a patch that the answer to the last of three lacks': {
      turns: [...both, [grouped(update(1, { namespaceFormat: 'x' })), ok(read(1, { ...left, ...right }))]],
      title: 'A parallel patch of "namespaceFormat" was accepted and lost',
      pointer: '/namespaceFormat',
    },
    'two reads that no order of the updates explains': {
      turns: [
        created(1),
        ...parallel(
          updated(1, left, { ...left, ...right }),
          updated(1, right, { ...left, ...right }),
          got(1, left),
          got(1, right),
        ),
      ],
      title: 'A parallel patch of "prefix" was accepted and lost',
      pointer: '/prefix',
    },
  },
});
