/** Schedules of every type, and a walk on which each comes after each other one. */
import { ConnectionScheduleData } from '../../schemas/schedule.ts';
import { cronExpressions } from '../arbitraries/schedule.ts';
import type { ScheduleParts } from '../arbitraries/schedule.ts';
import { everyPair } from './every-pair.ts';

const { timeUnit } = ConnectionScheduleData.properties.basicSchedule.properties;

const basic = (units: number, unit: (typeof timeUnit.enum)[number]): ScheduleParts => ({
  scheduleType: 'basic',
  scheduleData: { basicSchedule: { timeUnit: unit, units } },
});
const cron = (cronExpression: string, cronTimeZone: string): ScheduleParts => ({
  scheduleType: 'cron',
  scheduleData: { cron: { cronExpression, cronTimeZone } },
});

/** Two of each type that has data. */
export const schedules: readonly ScheduleParts[] = [
  basic(24, 'hours'),
  cron('0 0 12 * * ?', 'UTC'),
  { scheduleType: 'manual' },
  basic(2, 'days'),
  cron('0 30 6 ? * MON-FRI', 'Europe/Berlin'),
];

/** Every schedule after every other one, and after itself; then every form of a cron field, and every unit of time. */
export const scheduleWalk: readonly ScheduleParts[] = [
  ...everyPair(schedules),
  ...cronExpressions.map((expression) => cron(expression, '+02:00')),
  // Newer servers refuse to sync more often than hourly.
  ...timeUnit.enum.map((unit) => basic(unit === 'minutes' ? 90 : 3, unit)),
];
