import { scheduleTriple } from '../../../properties/checks/schedule-triple.ts';
import { daily } from '../engine/corrupted-answers.ts';
import { prove } from './prove.ts';
import { created, got, updated } from './transcript.ts';

const schedule = daily.scheduleData.basicSchedule;
const cron = { scheduleType: 'cron', scheduleData: { cron: { cronExpression: '0 0 12 * * ?', cronTimeZone: 'UTC' } } };

prove(scheduleTriple, {
  keeps: {
    'manual without a schedule': [created(1), got(1)],
    'basic with its mirror': [created(1, daily, { ...daily, schedule })],
    'basic with the members of its schedule in another order': [
      created(1, daily, { ...daily, schedule: { units: schedule.units, timeUnit: schedule.timeUnit } }),
    ],
    'cron without a mirror': [created(1, cron)],
    'a schedule that is taken away': [
      created(1, daily, { ...daily, schedule }),
      updated(1, { scheduleType: 'manual' }),
    ],
  },
  breaks: {
    'basic without its mirror': {
      turns: [created(1, daily)],
      title: 'A connection with schedule type "basic" has an incoherent schedule',
      pointer: '/schedule',
    },
    'manual with a schedule': {
      turns: [created(1, daily, { ...daily, scheduleType: 'manual' })],
      title: 'A connection with schedule type "manual" has an incoherent schedule',
      pointer: '/scheduleData',
    },
    'cron with a mirror': {
      turns: [created(1, cron, { ...cron, schedule })],
      title: 'A connection with schedule type "cron" has an incoherent schedule',
      pointer: '/scheduleData',
    },
    'another type than was sent': {
      turns: [created(1, daily, {})],
      title: 'The schedule type read back is not the one sent',
      pointer: '/scheduleType',
    },
    'another expression than was sent': {
      turns: [
        created(1, cron, { ...cron, scheduleData: { cron: { cronExpression: '0 0 6 * * ?', cronTimeZone: 'UTC' } } }),
      ],
      title: 'The schedule read back is not the one sent',
      pointer: '/scheduleData',
    },
  },
});
