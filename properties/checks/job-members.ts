import { isObject } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { idOf } from '../model/read-back.ts';
import type { Check, Observation, Past, Violation } from './check.ts';
import { isList, listedBetween, listedConnections } from './listed-connections.ts';
import { show } from './show.ts';
import { shownConnection } from './shown-connection.ts';
import { violationIf } from './violation-if.ts';

/** The year 5138 in seconds: a larger number is in milliseconds or a smaller unit. */
const latestSecond = 100_000_000_000;
/** The year 2001 in seconds, long before Airbyte: a smaller number is in minutes or a larger unit. */
const earliestSecond = 1_000_000_000;

export const jobMembers = {
  id: 'job-members',
  law: 'latestSyncJobCreatedAt is in seconds. Both members of the latest sync job are there, or neither. While it is pending, running or incomplete, isSyncing is true, and without it isSyncing is false. A list between two equal reads shows the same job.',
  meaning: 'The page shows a wrong time or state of the last sync.',
  exceptions:
    'Jobs start and end on their own: isSyncing has to contradict the same job twice in a row, and the lists are compared where the connection is not active. In a list only a running job counts.',
  severity: 'medium',
  inspect(now, past) {
    const all = connectionsIn(now);
    if (all.length === 0) return undefined;
    return [
      ...all.flatMap((shown) => [...wrongTime(shown), ...halfAJob(shown), ...notAsItsJob(shown, now, past)]),
      ...listedOtherwise(now, past),
    ];
  },
} as const satisfies Check;

function connectionsIn(now: Observation): readonly JsonObject[] {
  return isList(now) ? listedConnections(now.json) : [shownConnection(now)].filter(isObject);
}

function wrongTime({ latestSyncJobCreatedAt: at }: JsonObject): readonly Violation[] {
  const isTime = typeof at === 'number' || typeof at === 'bigint';
  if (!isTime || (at >= earliestSecond && at <= latestSecond)) return [];
  return [
    {
      title: 'latestSyncJobCreatedAt is not in seconds',
      expected: 'seconds since 1970',
      received: show(at),
      pointer: '/latestSyncJobCreatedAt',
      ...(at < earliestSecond ? { kind: 'too-early' } : {}),
    },
  ];
}

function halfAJob({ latestSyncJobCreatedAt: at, latestSyncJobStatus: status }: JsonObject): readonly Violation[] {
  const [there, missing] =
    status === undefined
      ? ['latestSyncJobCreatedAt', 'latestSyncJobStatus']
      : ['latestSyncJobStatus', 'latestSyncJobCreatedAt'];
  return violationIf((at === undefined) !== (status === undefined), () => ({
    title: `A connection with ${there} has no ${missing}`,
    expected: 'both, or neither',
    received: show({ latestSyncJobCreatedAt: at, latestSyncJobStatus: status }),
    pointer: `/${missing}`,
    kind: 'half',
  }));
}

/** Released servers ask for the jobs twice while they build one answer, so a job may begin in between. */
function notAsItsJob(shown: JsonObject, now: Observation, past: Past): readonly Violation[] {
  const found = contradictionIn(shown);
  if (found === undefined) return [];
  const before = past.observations
    .filter((one) => isList(one) === isList(now))
    .flatMap(connectionsIn)
    .findLast(({ connectionId }) => idOf(connectionId) === idOf(shown['connectionId']));
  const isRepeated = before !== undefined && contradictionIn(before)?.title === found.title && isSameJob(before, shown);
  return isRepeated ? [{ ...found, received: `${found.received}, twice in a row`, pointer: '/isSyncing' }] : [];
}

/**
 * Lists of releases since July 2025 look at the latest job alone, and only while it is running. A read that shows a geography, which no list
 * does, is of an earlier one.
 */
function contradictionIn({
  latestSyncJobStatus: status,
  latestSyncJobCreatedAt: at,
  isSyncing,
  geography,
}: JsonObject): Pick<Violation, 'title' | 'expected' | 'received' | 'kind'> | undefined {
  const looksAtAll = geography !== undefined;
  const isLive = status === 'running' || (looksAtAll && (status === 'pending' || status === 'incomplete'));
  if (isLive && isSyncing === false)
    return { title: `The latest sync job is ${status}, and isSyncing is false`, expected: 'true', received: 'false' };
  return looksAtAll && isSyncing === true && at === undefined && status === undefined
    ? {
        title: 'isSyncing is true, and there is no latest sync job',
        expected: 'the job that is running',
        received: 'none',
        kind: 'no-job',
      }
    : undefined;
}

function isSameJob(left: JsonObject, right: JsonObject): boolean {
  return (['latestSyncJobCreatedAt', 'latestSyncJobStatus'] as const).every((key) => left[key] === right[key]);
}

/** A connection that the case did not make, not active: read, listed, and read again. */
function listedOtherwise(now: Observation, past: Past): readonly Violation[] {
  const { before, item, read } = listedBetween(now, past) ?? {};
  if (before === undefined || item === undefined || read === undefined) return [];
  if ([before, read].some(({ status }) => status === 'active') || !isSameJob(before, read)) return [];
  return violationIf(!isSameJob(item, read), () => ({
    title: 'A list shows another latest sync job than the reads around it',
    expected: show({ at: read['latestSyncJobCreatedAt'], status: read['latestSyncJobStatus'] }),
    received: show({ at: item['latestSyncJobCreatedAt'], status: item['latestSyncJobStatus'] }),
    pointer: '/connections/0/latestSyncJobStatus',
    kind: 'listed',
    mayBeOthers: true,
  }));
}
