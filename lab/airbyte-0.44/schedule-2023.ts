/** The schedule triple as the server of May 2023 checks it: differently on create and on update. */
import { defined } from '../../src/json/defined.ts';
import { cronProblem } from '../../src/backend/quartz-cron.ts';
import type { Schedule } from '../../src/backend/schedule-rules.ts';
import { isObject, objectOf, textOf } from '../json-access.ts';
import type { JsonObject } from '../json-access.ts';
import { brokenConfiguration, illegalArgument } from './java-errors.ts';

/** @throws {Refusal} 422 for whatever is wrong. */
export function scheduleOfNew({ schedule, scheduleType, scheduleData }: JsonObject): Schedule {
  if (schedule !== undefined && scheduleType !== undefined)
    throw brokenConfiguration('supply old or new schedule schema but not both');
  if (schedule !== undefined) return checked('basic', { basicSchedule: schedule });
  return scheduleType === undefined ? { scheduleType: 'manual' } : checked(scheduleType, scheduleData);
}

/** @throws {Refusal} 500 for a combination that makes no sense, 422 for a wrong half. */
export function scheduleOfPatch({ schedule, scheduleType, scheduleData }: JsonObject): Schedule | undefined {
  if (schedule !== undefined)
    throw illegalArgument(
      "ConnectionUpdate should only make changes to the schedule by setting scheduleType and scheduleData. 'schedule' is no longer supported.",
    );
  const settingType = 'when setting the Connection scheduleType to';
  if (scheduleType === undefined) {
    if (scheduleData === undefined) return undefined;
    throw illegalArgument(
      'ConnectionUpdate should not include any scheduleData without also specifying a valid scheduleType.',
    );
  }
  if (scheduleType === 'manual' && scheduleData !== undefined)
    throw illegalArgument(`ConnectionUpdate should not include any scheduleData ${settingType} MANUAL.`);
  if (scheduleType !== 'manual' && scheduleData === undefined)
    throw illegalArgument(
      `ConnectionUpdate should include scheduleData ${settingType} ${textOf(scheduleType).toUpperCase()}.`,
    );
  return checked(scheduleType, scheduleData);
}

function checked(scheduleType: unknown, data: unknown): Schedule {
  if (scheduleType === 'manual') return { scheduleType };
  if (data === undefined) throw brokenConfiguration('schedule data must be populated if schedule type is populated');
  const { basicSchedule, cron } = objectOf(data);
  if (scheduleType === 'basic') {
    if (basicSchedule === undefined)
      throw brokenConfiguration('if schedule type is basic, then scheduleData.basic must be populated');
    return { scheduleType, scheduleData: { basicSchedule } } as Schedule; // not validated, on purpose
  }
  if (!isObject(cron)) throw brokenConfiguration('if schedule type is cron, then scheduleData.cron must be populated');
  const { cronExpression, cronTimeZone } = defined(cron);
  if (typeof cronExpression !== 'string' || typeof cronTimeZone !== 'string')
    throw brokenConfiguration('Cron expression and timezone are required');
  if (cronTimeZone.toLowerCase().startsWith('etc')) throw brokenConfiguration('Etc/ timezones are unsupported');
  if (cronProblem(cronExpression) !== undefined) throw brokenConfiguration('invalid cron expression');
  if (!isTimeZone(cronTimeZone)) throw brokenConfiguration('invalid cron timezone');
  return { scheduleType: 'cron', scheduleData: { cron: { cronExpression, cronTimeZone } } };
}

/** Joda's: names of the database, offsets, and the old three-letter ones. */
function isTimeZone(zone: string): boolean {
  if (/^[+-]\d{2}:\d{2}(:\d{2})?$/.test(zone)) return true;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
