/** An update that is harmless alone starts a sync by what was sent before it: the status and the schedule need not come together. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBackend } from '../../src/backend/start-backend.ts';
import type { RunningBackend } from '../../src/backend/start-backend.ts';
import { activityOfRun } from '../../src/target/activity.ts';
import type { Answer } from '../../src/target/exchange.ts';
import type { OpenTarget } from '../../src/target/open-target.ts';
import { serialisedBody } from '../../src/target/sent-body.ts';
import { onTarget } from '../target/on-target.ts';

let backend: RunningBackend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.close());

type Body = Readonly<Record<string, unknown>>;
const daily = { scheduleType: 'basic', scheduleData: { basicSchedule: { timeUnit: 'days', units: 1 } } };
const cron = { scheduleType: 'cron', scheduleData: { cron: { cronExpression: '0 0 12 * * ?', cronTimeZone: 'UTC' } } };
const active = { status: 'active' };
const inactive = { status: 'inactive' };
const manual = { scheduleType: 'manual' };

/** Creates a connection, sends the updates one after the other, and says what became of each. */
async function sent(target: OpenTarget, first: Body, updates: readonly Body[]): Promise<readonly string[]> {
  const { sourceId, destinationId } = target.fixtures;
  const name = target.sandbox.nextName();
  const body = { name, sourceId, destinationId, ...first };
  const { outcome } = await target.send({ operation: 'webBackendCreateConnection', body });
  const { connectionId } = (outcome as Answer & { json: { value: { connectionId: string } } }).json.value;
  target.sandbox.created(name, connectionId);
  const said: string[] = [];
  for (const update of updates)
    said.push(
      await target
        .send({ operation: 'webBackendUpdateConnection', body: { connectionId, ...update } })
        .then(({ outcome: answer }) => (answer.kind === 'answer' ? String(answer.status) : answer.reason))
        .catch((error: unknown) => (/--allow-active permits it/.test(String(error)) ? 'not sent' : String(error))),
    );
  return said;
}

describe.each<[string, Body, readonly Body[], readonly string[]]>([
  ['a connection with a schedule is not made active', { ...inactive, ...cron }, [active], ['not sent']],
  ['an active connection gets no schedule', active, [daily], ['not sent']],
  ['null leaves the schedule as it is', { ...inactive, ...daily }, [{ ...active, scheduleType: null }], ['not sent']],
  ['a schedule that came later counts', inactive, [cron, active], ['200', 'not sent']],
  ['a status that came later counts', { ...inactive, ...manual }, [active, daily], ['200', 'not sent']],
  [
    'what was taken back counts no more',
    { ...inactive, ...cron },
    [manual, active, inactive, daily],
    ['200', '200', '200', '200'],
  ],
  ['both at once are judged together', { ...inactive, ...cron }, [{ ...active, ...manual }], ['200']],
  [
    'a refused update takes nothing back',
    active,
    [{ ...inactive, namespaceDefinition: 7 }, daily],
    ['422', 'not sent'],
  ],
])('%s', (_what, first, updates, expected) => {
  test('without --allow-active', async () => {
    const options = { url: backend.url, workspaceId: backend.workspaceId };

    expect(await onTarget(options, (target) => sent(target, first, updates))).toEqual(expected);
  });
});

test('with --allow-active it may', async () => {
  const options = { url: backend.url, workspaceId: backend.workspaceId, optIns: { activeSchedules: true } };

  expect(await onTarget(options, (target) => sent(target, { ...inactive, ...cron }, [active]))).toEqual(['200']);
});

describe('of parallel updates', () => {
  const id = 'aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb';
  const body = (members: Body) => serialisedBody({ connectionId: id, ...members });
  const done: Answer = {
    kind: 'answer',
    status: 200,
    headers: {},
    text: '',
    json: { ok: true, value: { connectionId: id } },
  };
  const owns = () => true;

  test('one that takes back does not count while another is under way', () => {
    const activity = activityOfRun();
    activity.sent(serialisedBody({ ...inactive }), 'create')(done);
    const first = activity.sent(body(active), 'update');
    const second = activity.sent(body(inactive), 'update');
    second(done);
    first(done);

    expect(activity.starts(body(daily), owns)).toBe(true);
  });

  test('one that was never sent leaves what it would have done as possible', () => {
    const activity = activityOfRun();
    activity.sent(serialisedBody({ ...inactive, ...cron }), 'create')(done);
    activity.sent(body(manual), 'update')(undefined);

    expect(activity.starts(body(active), owns)).toBe(true);
  });

  test('of a connection that another run made, anything is possible', () => {
    expect(activityOfRun().starts(body(daily), owns)).toBe(true);
    expect(activityOfRun().starts(body(daily), () => false)).toBe(false);
  });
});
