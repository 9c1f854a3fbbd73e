/** Schedules with all parts that their type needs and no others. */
import type { ConnectionScheduleData, ConnectionScheduleType } from '../../schemas/schedule.ts';
import type { Draw } from './draw.ts';

export interface ScheduleParts {
  readonly scheduleType: ConnectionScheduleType;
  readonly scheduleData?: ConnectionScheduleData;
}

/** Each of the three kinds a third of the time. */
export function schedule(draw: Draw): ScheduleParts {
  const scheduleType = draw.pick(['manual', 'basic', 'cron'] as const);
  if (scheduleType === 'manual') return { scheduleType };
  if (scheduleType === 'basic') return { scheduleType, scheduleData: { basicSchedule: basicSchedule(draw) } };
  return {
    scheduleType,
    scheduleData: { cron: { cronExpression: cronExpression(draw), cronTimeZone: draw.pick(timeZones) } },
  };
}

function basicSchedule(draw: Draw) {
  const timeUnit = draw.pick(['minutes', 'hours', 'days', 'weeks', 'months'] as const);
  const units = draw.weighted([
    [3, draw.integer(1, 48)],
    [1, 1],
    [1, 24],
  ]);
  // Newer servers refuse to sync more often than hourly.
  return { timeUnit, units: timeUnit === 'minutes' ? units * 60 : units };
}

/**
 * Quartz: six or seven fields, `?` in one of the two day fields, at most one firing an hour. Years have no near end: a
 * server that computes the next firings must find some.
 */
function cronExpression(draw: Draw): string {
  if (draw.chance(0.2)) return draw.pick(cronExpressions);
  const second = draw.chance(0.8) ? 0 : draw.integer(0, 59);
  const minute = draw.chance(0.5) ? 0 : draw.integer(0, 59);
  const hour = draw.weighted<number | string>([
    [6, draw.integer(0, 23)],
    [1, '*'],
    [1, '0/2'],
    [1, '6-18'],
    [1, '*/4'],
    [1, '8,20'],
  ]);
  const days = draw.pick(dayParts);
  const year = draw.pick(['', '', '', ' *', ' 2026-2099'] as const);
  return `${second} ${minute} ${hour} ${days}${year}`;
}

/** Day of month, month, day of week. */
const dayParts = [
  '* * ?',
  '? * *',
  '? * MON-FRI',
  '? * SAT,SUN',
  '? * TUE',
  '? * 2',
  '? * 6L',
  '? * 3#2',
  '1 * ?',
  '15 * ?',
  'L * ?',
  '1W * ?',
  'LW * ?',
  '1 JAN ?',
  '1 1/3 ?',
  '1,15 * ?',
] as const;

/** Between them they have every form of every field, and both ends of what it may hold. */
export const cronExpressions = [
  '0 0 0 1 1 ?',
  '59 59 23 31 12 ?',
  '0 0 12 L-12 * ?',
  '0 0 12 15W JAN-MAR ?',
  '0 15 */12 ? * MON#1',
  '0 0 0/2 ? 2/3 7L',
  '0 0 6-18/4 ? * sat,sun 2030-2099',
  '0 0 8,20 1-15 1,6-9 ?',
] as const;

/** Zones that Joda and every ICU know; none starts with `etc`. */
export const timeZones = [
  'UTC',
  '+02:00',
  'GMT',
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'America/Los_Angeles',
  'America/Argentina/Buenos_Aires',
  'Asia/Kolkata',
  'Asia/Tokyo',
  'Australia/Sydney',
  'Pacific/Auckland',
] as const;
