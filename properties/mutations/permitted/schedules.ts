/** Schedules that some servers take as they are and others refuse. */
import type { JsonObject } from '../../../src/json/json.ts';
import { exactInteger } from '../../../src/json/parse-json.ts';
import type { SemanticRule } from '../semantic-rule.ts';

const every = (units: number | bigint): JsonObject => ({
  scheduleType: 'basic',
  scheduleData: { basicSchedule: { timeUnit: 'hours', units } },
});
const cron = (cronExpression: string, cronTimeZone = 'UTC'): JsonObject => ({
  scheduleType: 'cron',
  scheduleData: { cron: { cronExpression, cronTimeZone } },
});
const units = '/scheduleData/basicSchedule/units';
const expression = '/scheduleData/cron/cronExpression';
const zone = '/scheduleData/cron/cronTimeZone';

/** Of creates and updates. */
export const permittedSchedules: readonly SemanticRule[] = [
  ['units', units, 'no units', every(0)],
  ['units', units, 'negative units', every(-1)],
  ['units', units, 'a fraction of units', every(1.5)],
  ['units', units, 'units beyond 32 bits', every(2 ** 32 + 7)],
  ['units', units, 'units beyond 53 bits', every(exactInteger('9007199254740993'))],
  ['units', units, 'units beyond 64 bits', every(1e30)],
  ['cron', expression, 'a cron expression that fires every second', cron('* * * * * ?')],
  ['time-zone', zone, 'a time zone with blanks around', cron('0 0 12 * * ?', ' UTC ')],
  ['cron', expression, 'a cron expression with blanks around', cron(' 0 0 12 * * ? ')],
  ['cron', expression, 'a cron expression with days in small letters', cron('0 0 12 ? * mon')],
  ['cron', expression, 'a cron expression with two blanks between fields', cron('0  0 12 * * ?')],
  ['cron', expression, 'a cron expression with a step of no range', cron('0 0 /5 * * ?')],
  ['time-zone', zone, 'a time zone in small letters', cron('0 0 12 * * ?', 'europe/berlin')],
  [
    'contradiction',
    '/scheduleData',
    'a basic schedule beside a cron one',
    {
      scheduleType: 'basic',
      scheduleData: {
        basicSchedule: { timeUnit: 'hours', units: 24 },
        cron: { cronExpression: '0 0 12 * * ?', cronTimeZone: 'UTC' },
      },
    },
  ],
];

/** Of creates alone. */
export const permittedSchedulesOnCreate: readonly SemanticRule[] = [
  ['schedule', '/schedule', 'the legacy schedule alone', { schedule: { timeUnit: 'hours', units: 24 } }],
  // Released servers drop the data.
  [
    'contradiction',
    '/scheduleData',
    'scheduleData with the manual type',
    { scheduleType: 'manual', scheduleData: { basicSchedule: { timeUnit: 'hours', units: 24 } } },
  ],
];
