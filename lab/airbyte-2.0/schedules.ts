/** The schedule triple: other rules on create than on update, and problems of their own for cron. */
import { objectOf } from '../json-access.ts';
import type { JsonObject } from '../json-access.ts';
import { firesTooOften, isInvalidCron, isZone } from './cron.ts';
import { brokenConfiguration, hidden, problem } from './errors.ts';
import type { ScheduleRow } from './tables.ts';

/** @throws {Failure} */
export function scheduleOfNew(body: JsonObject, connectionId: string): ScheduleRow {
  const { schedule, scheduleType, scheduleData } = body;
  if (schedule !== undefined) {
    if (scheduleType !== undefined) throw brokenConfiguration('supply old or new schedule schema but not both');
    return { scheduleType: 'basic', scheduleData: { basicSchedule: schedule } };
  }
  if (scheduleType === undefined || scheduleType === 'manual') return { scheduleType: 'manual' };
  if (scheduleData === undefined) {
    if (scheduleType === 'cron') throw missingCron();
    throw brokenConfiguration('schedule data must be populated if schedule type is populated');
  }
  return checked(scheduleType, objectOf(scheduleData), connectionId);
}

/** `undefined` when the update leaves the schedule alone. @throws {Failure} */
export function scheduleOfPatch(body: JsonObject, connectionId: string): ScheduleRow | undefined {
  const { schedule, scheduleType, scheduleData } = body;
  if (schedule !== undefined) throw hidden(500);
  if (scheduleType === undefined && scheduleData === undefined) return undefined;
  if ((scheduleType === undefined || scheduleType === 'manual') !== (scheduleData === undefined)) throw hidden(500);
  if (scheduleType === 'manual') return { scheduleType };
  return checked(scheduleType, objectOf(scheduleData), connectionId);
}

function checked(scheduleType: unknown, { basicSchedule, cron }: JsonObject, connectionId: string): ScheduleRow {
  if (scheduleType === 'basic') {
    if (basicSchedule === undefined)
      throw brokenConfiguration('if schedule type is basic, then scheduleData.basic must be populated');
    return { scheduleType, scheduleData: { basicSchedule } };
  }
  if (cron === undefined) throw missingCron();
  checkCron(objectOf(cron), connectionId);
  return { scheduleType: 'cron', scheduleData: { cron } };
}

function missingCron(): Error {
  return problem(
    'cron-validation/missing-cron-data',
    'Cron data is missing',
    'If schedule type is cron, scheduleData.cron must be provided.',
    null,
  );
}

function checkCron({ cronExpression, cronTimeZone }: JsonObject, connectionId: string): void {
  if (typeof cronExpression !== 'string' || typeof cronTimeZone !== 'string')
    throw problem(
      'cron-validation/missing-component',
      'Cron is missing a component',
      'The cron must specify a cron expression and a timezone.',
      { connectionId, cronExpression: cronExpression ?? null, cronTimezone: cronTimeZone ?? null },
    );
  if (isInvalidCron(cronExpression) || firesTooOften(cronExpression))
    throw problem('cron-validation/invalid-expression', 'Invalid cron expression', 'The cron expression is invalid', {
      cronExpression,
      validationErrorMessage: null,
    });
  if (!isZone(cronTimeZone))
    throw problem(
      'cron-validation/invalid-timezone',
      'Invalid cron timezone',
      'The specified cron timezone is invalid',
      {
        connectionId,
        cronTimezone: cronTimeZone,
      },
    );
}
