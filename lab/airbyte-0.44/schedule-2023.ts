/** The schedule triple as the server of May 2023 checks it: differently on create and on update. */
import { defined } from '../../src/json/defined.ts';
import type { JsonObject } from '../json-access.ts';
import { isObject, objectOf } from '../json-access.ts';
import { Refusal } from '../../src/backend/refusal.ts';
import { scheduleOfCreate } from '../../src/backend/schedule-rules.ts';
import type { Schedule } from '../../src/backend/schedule-rules.ts';
import { brokenConfiguration, uncaught } from './java-errors.ts';

/** @throws {Refusal} 422 for whatever is wrong. */
export function scheduleOfNew({ schedule, scheduleType, scheduleData }: JsonObject): Schedule {
  if (scheduleType === undefined) return checked(schedule === undefined ? {} : { schedule });
  if (schedule !== undefined) throw brokenConfiguration('supply old or new schedule schema but not both');
  if (scheduleType === 'manual') return { scheduleType: 'manual' };
  return checked({ scheduleType, ...defined({ scheduleData }) });
}

/** @throws {Refusal} 500 for a combination that makes no sense, 422 for a wrong half. */
export function scheduleOfPatch({ schedule, scheduleType, scheduleData }: JsonObject): Schedule | undefined {
  if (schedule !== undefined) throw uncaught('schedule is not allowed in a patch');
  if (scheduleType === undefined) {
    if (scheduleData !== undefined) throw uncaught('schedule data must be null when schedule type is null');
    return undefined;
  }
  if (scheduleType === 'manual') {
    if (scheduleData !== undefined) throw uncaught('schedule data must be null when schedule type is MANUAL');
    return { scheduleType: 'manual' };
  }
  if (scheduleData === undefined) throw uncaught('schedule data must be populated when schedule type is not MANUAL');
  return checked({ scheduleType, scheduleData });
}

function checked(input: JsonObject): Schedule {
  const cron = objectOf(input['scheduleData'])['cron'];
  if (input['scheduleType'] === 'cron' && isObject(cron))
    for (const key of ['cronExpression', 'cronTimeZone'])
      if (cron[key] === undefined) throw brokenConfiguration(`missing cron ${key}`);
  try {
    return scheduleOfCreate(input);
  } catch (error) {
    throw error instanceof Refusal ? brokenConfiguration(error.message) : error;
  }
}
