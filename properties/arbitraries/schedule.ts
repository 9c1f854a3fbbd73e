/** Schedules with all parts that their type needs and no others. */
import fc from 'fast-check';
import type { ConnectionScheduleData, ConnectionScheduleType } from '../../schemas/schedule.ts';

export interface ScheduleParts {
  readonly scheduleType: ConnectionScheduleType;
  readonly scheduleData?: ConnectionScheduleData;
}

const basic = fc
  .record(
    {
      timeUnit: fc.constantFrom('minutes', 'hours', 'days', 'weeks', 'months' as const),
      units: fc.oneof(fc.integer({ min: 1, max: 48 }), fc.constantFrom(1, 24)),
    },
    { noNullPrototype: true },
  )
  // Newer servers refuse to sync more often than hourly.
  .map(({ timeUnit, units }) => ({ timeUnit, units: timeUnit === 'minutes' ? units * 60 : units }));

const number = (min: number, max: number): fc.Arbitrary<string> => fc.integer({ min, max }).map(String);
const weekday = fc.constantFrom('MON', 'TUE', 'SUN', 'MON-FRI', 'SAT,SUN', '2', '6L', '3#2');

/** Quartz: six or seven fields, `?` in one of the two day fields, at most one firing an hour. */
const cronExpression = fc.oneof(
  fc
    .tuple(number(0, 59), number(0, 59), number(0, 23))
    .map(([second, minute, hour]) => `${second} ${minute} ${hour} * * ?`),
  fc.tuple(number(0, 59), number(0, 23), weekday).map(([minute, hour, day]) => `0 ${minute} ${hour} ? * ${day}`),
  fc
    .tuple(number(0, 59), fc.constantFrom('1', '15', 'L', '1W', 'LW'), fc.constantFrom('*', 'JAN', '1/3'))
    .map(([minute, day, month]) => `0 ${minute} 3 ${day} ${month} ?`),
  fc
    .tuple(number(0, 59), fc.constantFrom('*', '0/2', '6-18', '*/4'))
    .map(([minute, hours]) => `0 ${minute} ${hours} * * ?`),
  fc.tuple(number(0, 23), fc.constantFrom('2026', '2026-2030', '*')).map(([hour, year]) => `0 0 ${hour} * * ? ${year}`),
);

/** Zones that Joda and every ICU know; none starts with `etc`. */
const zone = fc.constantFrom(
  'UTC',
  'GMT',
  'Europe/Berlin',
  'America/New_York',
  'America/Argentina/Buenos_Aires',
  'Asia/Kolkata',
  'Australia/Sydney',
  'Pacific/Auckland',
);

export const schedule: fc.Arbitrary<ScheduleParts> = fc.oneof(
  { arbitrary: fc.constant({ scheduleType: 'manual' as const }), weight: 3 },
  {
    arbitrary: basic.map((basicSchedule) => ({ scheduleType: 'basic' as const, scheduleData: { basicSchedule } })),
    weight: 3,
  },
  {
    arbitrary: fc
      .record({ cronExpression, cronTimeZone: zone }, { noNullPrototype: true })
      .map((cron) => ({ scheduleType: 'cron' as const, scheduleData: { cron } })),
    weight: 3,
  },
);
