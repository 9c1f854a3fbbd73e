/** Rules of schedules. */
import type { JsonObject } from '../../src/json/json.ts';
import type { SemanticRule } from './semantic-rule.ts';

const hourly = { basicSchedule: { timeUnit: 'hours', units: 24 } };
const cron = (cronExpression: string, cronTimeZone = 'UTC'): JsonObject => ({ cron: { cronExpression, cronTimeZone } });

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
