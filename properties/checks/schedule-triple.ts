import { isEqualJson, isObject, member } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { canonical } from '../model/read-back.ts';
import { brokenBy } from './broken-by.ts';
import { ignoredCreate, ignoredUpdate } from './causes.ts';
import type { Check, Observation, Past, Violation } from './check.ts';
import { show } from './show.ts';
import { shownConnection } from './shown-connection.ts';

export const scheduleTriple = {
  id: 'schedule-triple',
  law: 'A manual connection has neither scheduleData nor schedule. A basic one has basicSchedule, and schedule mirrors it. A cron one has cron and no schedule. The schedule that was sent comes back.',
  meaning: 'Old and new clients see different schedules for the same connection.',
  severity: 'high',
  inspect(now, past) {
    const read = shownConnection(now);
    if (read === undefined) return undefined;
    const incoherent = incoherence(read);
    // Members that contradict each other cannot be the ones that were sent. A wrong mirror alone says nothing about them.
    if (incoherent !== undefined && incoherent.pointer !== '/schedule') return [incoherent];
    return [...(incoherent === undefined ? [] : [incoherent]), ...notAsSent(now, read, past)];
  },
} as const satisfies Check;

function notAsSent(now: Observation, read: JsonObject, past: Past): readonly Violation[] {
  const [found] = brokenBy('schedule-triple', now, past) ?? [];
  if (found === undefined || !isObject(now.body)) return [];
  const cause =
    now.operation === 'webBackendCreateConnection'
      ? ignoredCreate(brokenBy('create-equals-get', now, past) ?? [], now.body)
      : ignoredUpdate(past.judged(now));
  const member = read['scheduleType'] === now.body['scheduleType'] ? 'scheduleData' : 'scheduleType';
  return [
    {
      title: `The schedule${member === 'scheduleType' ? ' type' : ''} read back is not the one sent`,
      expected: show(canonical(now.body[member]), 2000),
      received: show(canonical(read[member]), 2000),
      pointer: `/${member}`,
      kind: 'written',
      ...cause,
    },
  ];
}

function incoherence(read: JsonObject): Violation | undefined {
  const type = read['scheduleType'];
  const basic = member(read['scheduleData'], 'basicSchedule');
  const cron = member(read['scheduleData'], 'cron');
  const { schedule } = read;
  const wrong = (expected: string, pointer: string): Violation => ({
    title: `A connection with schedule type ${show(type)} has an incoherent schedule`,
    expected,
    received: show({ scheduleType: type, scheduleData: read['scheduleData'], schedule }, 300),
    pointer,
    kind: typeof type === 'string' && /^\w{1,20}$/.test(type) ? type : typeof type,
  });
  if (type === 'manual' || type === undefined)
    return basic === undefined && cron === undefined && schedule === undefined
      ? undefined
      : wrong('no scheduleData and no schedule', '/scheduleData');
  if (type === 'cron')
    return cron !== undefined && basic === undefined && schedule === undefined
      ? undefined
      : wrong('scheduleData.cron only, and no schedule', '/scheduleData');
  if (basic === undefined || cron !== undefined) return wrong('scheduleData.basicSchedule only', '/scheduleData');
  return isEqualJson(schedule, basic) ? undefined : wrong('schedule equal to scheduleData.basicSchedule', '/schedule');
}
