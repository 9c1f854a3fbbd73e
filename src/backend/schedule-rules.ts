/** The schedule triple: `scheduleType` decides what `scheduleData` must hold. */
import type { ConnectionSchedule, ConnectionScheduleData, ConnectionScheduleType } from '../../schemas/schedule.ts';
import { cronProblem } from './quartz-cron.ts';
import { brokenRule } from './refusal.ts';

export interface Schedule {
  readonly scheduleType: ConnectionScheduleType;
  readonly scheduleData?: ConnectionScheduleData;
}

interface ScheduleInput {
  readonly schedule?: ConnectionSchedule;
  readonly scheduleType?: ConnectionScheduleType;
  readonly scheduleData?: ConnectionScheduleData;
}

/** The schedule of a new connection: manual unless told otherwise; the legacy `schedule` stands for basic. */
export function scheduleOfCreate(input: ScheduleInput): Schedule {
  if (input.schedule !== undefined && input.scheduleType !== undefined)
    throw brokenRule('schedule', 'cannot be sent together with scheduleType');
  if (input.schedule !== undefined) return { scheduleType: 'basic', scheduleData: { basicSchedule: input.schedule } };
  if (input.scheduleType === undefined) return { scheduleType: 'manual' };
  return checkedSchedule(input.scheduleType, input.scheduleData);
}

/** The schedule that an update asks for; `undefined` when it leaves the schedule alone. */
export function scheduleOfUpdate(input: ScheduleInput): Schedule | undefined {
  if (input.schedule !== undefined)
    throw brokenRule('schedule', 'cannot be updated; use scheduleType and scheduleData');
  if (input.scheduleType !== undefined) return checkedSchedule(input.scheduleType, input.scheduleData);
  if (input.scheduleData !== undefined) throw brokenRule('scheduleData', 'needs scheduleType');
  return undefined;
}

function checkedSchedule(scheduleType: ConnectionScheduleType, data: ConnectionScheduleData | undefined): Schedule {
  if (scheduleType === 'manual') {
    if (data !== undefined) throw brokenRule('scheduleData', 'must be absent when scheduleType is manual');
    return { scheduleType };
  }
  if (scheduleType === 'basic') {
    if (data?.basicSchedule === undefined)
      throw brokenRule('scheduleData.basicSchedule', 'is required when scheduleType is basic');
    return { scheduleType, scheduleData: { basicSchedule: data.basicSchedule } };
  }
  if (data?.cron === undefined) throw brokenRule('scheduleData.cron', 'is required when scheduleType is cron');
  const { cronExpression, cronTimeZone } = data.cron;
  const problem = cronProblem(cronExpression);
  if (problem !== undefined) throw brokenRule('scheduleData.cron.cronExpression', problem, cronExpression);
  if (!isTimeZone(cronTimeZone))
    throw brokenRule('scheduleData.cron.cronTimeZone', 'is not a known time zone', cronTimeZone);
  return { scheduleType, scheduleData: { cron: { cronExpression, cronTimeZone } } };
}

/** Zones that start with `etc` are refused by every server: their signs are the wrong way round. */
function isTimeZone(zone: string): boolean {
  if (/^etc/i.test(zone)) return false;
  if (/^[+-]\d{2}:\d{2}$/.test(zone)) return true;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
