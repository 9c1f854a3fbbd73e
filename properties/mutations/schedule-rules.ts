/** Rules of schedules. */
import type { JsonObject } from '../../src/json/json.ts';
import type { SemanticRule } from './semantic-rule.ts';

const hourly = { basicSchedule: { timeUnit: 'hours', units: 24 } };
const cron = (cronExpression: string, cronTimeZone = 'UTC'): JsonObject => ({ cron: { cronExpression, cronTimeZone } });

const basicUnits = (units: number): JsonObject => ({
  scheduleType: 'basic',
  scheduleData: { basicSchedule: { timeUnit: 'hours', units } },
});

/** Of creates and updates. */
export const scheduleRules: readonly SemanticRule[] = [
  [
    'schedule',
    '/scheduleData/basicSchedule',
    'a basic schedule without its data',
    { scheduleType: 'basic', scheduleData: cron('0 0 12 * * ?') },
  ],
  [
    'schedule',
    '/scheduleData/cron',
    'a cron schedule without its data',
    { scheduleType: 'cron', scheduleData: hourly },
  ],
  [
    'cron',
    '/scheduleData/cron/cronExpression',
    'a cron expression of five fields',
    { scheduleType: 'cron', scheduleData: cron('0 12 * * *') },
  ],
  [
    'cron',
    '/scheduleData/cron/cronExpression',
    'a cron expression out of range',
    { scheduleType: 'cron', scheduleData: cron('0 0 25 * * ?') },
  ],
  [
    'cron',
    '/scheduleData/cron/cronExpression',
    'a cron expression of words',
    { scheduleType: 'cron', scheduleData: cron('every day at noon') },
  ],
  [
    'time-zone',
    '/scheduleData/cron/cronTimeZone',
    'an unknown time zone',
    { scheduleType: 'cron', scheduleData: cron('0 0 12 * * ?', 'Mars/Olympus_Mons') },
  ],
  [
    'time-zone',
    '/scheduleData/cron/cronTimeZone',
    'a zone that starts with etc',
    { scheduleType: 'cron', scheduleData: cron('0 0 12 * * ?', 'Etc/GMT+3') },
  ],
];

/** What conforming servers accept or refuse as they like; neither may end in a server error. */
export const lenientScheduleRules: readonly SemanticRule[] = [
  ['units', '/scheduleData/basicSchedule/units', 'no units', basicUnits(0), { lenient: true }],
  ['units', '/scheduleData/basicSchedule/units', 'negative units', basicUnits(-1), { lenient: true }],
  ['units', '/scheduleData/basicSchedule/units', 'units beyond 64 bits', basicUnits(1e30), { lenient: true }],
  [
    'cron',
    '/scheduleData/cron/cronExpression',
    'a cron expression that fires every second',
    { scheduleType: 'cron', scheduleData: cron('* * * * * ?') },
    { lenient: true },
  ],
];

/** Of creates alone. */
export const scheduleRulesOnCreate: readonly SemanticRule[] = [
  [
    'schedule',
    '/scheduleType',
    'schedule together with scheduleType',
    { schedule: { units: 24, timeUnit: 'hours' }, scheduleType: 'basic', scheduleData: hourly },
  ],
  [
    'schedule',
    '/scheduleData',
    'a basic schedule without scheduleData',
    { scheduleType: 'basic', scheduleData: undefined },
  ],
  [
    'schedule',
    '/scheduleData',
    'scheduleData with the manual type',
    { scheduleType: 'manual', scheduleData: hourly },
    { lenient: true },
  ],
];

/** Of updates alone. */
export const scheduleRulesOnUpdate: readonly SemanticRule[] = [
  ['schedule', '/schedule', 'the legacy schedule on update', { schedule: { units: 24, timeUnit: 'hours' } }],
  ['schedule', '/scheduleData', 'scheduleData without scheduleType', { scheduleType: undefined, scheduleData: hourly }],
  ['schedule', '/scheduleData', 'scheduleData with the manual type', { scheduleType: 'manual', scheduleData: hourly }],
  [
    'schedule',
    '/scheduleData',
    'a cron schedule without scheduleData',
    { scheduleType: 'cron', scheduleData: undefined },
  ],
  [
    'partial-effect',
    '/scheduleData',
    'new operations together with a schedule that is refused',
    { operations: [], scheduleType: 'basic', scheduleData: undefined },
    { trap: 'refused-operations' },
  ],
];
