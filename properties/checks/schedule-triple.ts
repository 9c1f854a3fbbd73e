import { canonical, isObject, member } from '../model/read-back.ts';
import type { JsonObject } from '../model/read-back.ts';
import type { Check, Violation } from './check.ts';
import { show } from './show.ts';

const reads = new Set(['webBackendGetConnection', 'webBackendCreateConnection', 'webBackendUpdateConnection']);

export const scheduleTriple: Check = {
  id: 'schedule-triple',
  law: 'manual has neither scheduleData nor schedule; basic has basicSchedule, mirrored by schedule; cron has cron and no schedule; what was sent comes back.',
  severity: 'high',
  concerns: ({ operation, answer }) => reads.has(operation) && answer.status === 200,
  inspect({ operation, answer, json, body, step }, past) {
    if (!reads.has(operation) || answer.status !== 200 || !isObject(json)) return undefined;
    const incoherent = incoherence(json);
    if (incoherent !== undefined) return incoherent;
    if (
      operation === 'webBackendGetConnection' ||
      step.intent.kind !== 'valid' ||
      step.group !== undefined ||
      !isObject(body) ||
      body['scheduleType'] === undefined ||
      (operation === 'webBackendUpdateConnection' && past.connection(step.handle ?? -1)?.deprecated === true)
    )
      return undefined;
    if (json['scheduleType'] !== body['scheduleType'])
      return {
        title: 'The schedule type read back is not the one sent',
        expected: show(body['scheduleType']),
        received: show(json['scheduleType']),
        pointer: '/scheduleType',
        kind: 'written',
      };
    const expected = show(canonical(body['scheduleData']), 2000);
    const received = show(canonical(json['scheduleData']), 2000);
    if (body['scheduleType'] === 'manual' || expected === received) return undefined;
    return {
      title: 'The schedule read back is not the one sent',
      expected,
      received,
      pointer: '/scheduleData',
      kind: 'written',
    };
  },
};

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
    kind: typeof type === 'string' ? type : typeof type,
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
  return JSON.stringify(canonical(schedule)) === JSON.stringify(canonical(basic))
    ? undefined
    : wrong('schedule equal to scheduleData.basicSchedule', '/schedule');
}
