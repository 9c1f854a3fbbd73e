/** Judged at the end of a run on latencies: there is no transcript of it. The server is simulated, and so is the time. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { growth } from '../../../properties/checks/growth.ts';
import { growthFinding } from '../../../properties/engine/growth-finding.ts';
import { growthThresholds } from '../../../properties/growth/sample.ts';
import { secondLook } from '../../../properties/growth/second-look.ts';
import type { Confirmation } from '../../../properties/growth/confirmation.ts';
import type { Suspicion } from '../../../properties/growth/suspicions.ts';
import { asTimePasses } from '../growth/as-time-passes.ts';
import { simulatedTarget } from '../growth/simulated-target.ts';
import type { Answering } from '../growth/simulated-target.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const law = {
  exponent: 2,
  low: 1.9,
  high: 2.1,
  timesLinear: 4,
  sizes: [{ size: 32, repetitions: 5, medianMs: 500, isUnanswered: false }],
};
const get = 'webBackendGetConnection';
const list = 'webBackendListConnectionsForWorkspace';
const update = 'webBackendUpdateConnection';
const suspicions = {
  streams: { operation: get, kind: 'streams', law },
  creates: { operation: 'webBackendCreateConnection', kind: 'streams', law },
  connections: { operation: list, kind: 'connections', law },
  writes: {
    operation: get,
    kind: 'writes',
    trend: { driver: 'writes', firstMs: 20, lastMs: 400, msPerStep: 2, steps: 200, samples: 90, score: 9 },
  },
  fields: {
    operation: update,
    kind: 'fields',
    law: { ...law, sizes: [{ size: 128, repetitions: 5, medianMs: 500, isUnanswered: false }] },
  },
  // As a run of 2,000 requests shows it.
  turns: {
    operation: update,
    kind: 'calls',
    trend: { driver: 'turns', firstMs: 6, lastMs: 36, msPerStep: 3, steps: 15, samples: 180, score: 12 },
  },
  calls: {
    operation: get,
    kind: 'calls',
    trend: { driver: 'calls', firstMs: 60, lastMs: 400, msPerStep: 2, steps: 200, samples: 200, score: 12 },
  },
  rarely: { operation: get, kind: 'now-and-then', mode: { slow: 8, of: 160, medianMs: 6, slowMs: 900 } },
  update: {
    operation: update,
    kind: 'now-and-then',
    mode: { slow: 8, of: 160, medianMs: 6, slowMs: 900 },
  },
} as const satisfies Record<string, Suspicion>;

async function look(
  suspicion: Suspicion,
  answering: Answering,
  mayGoOn: () => boolean = () => true,
): Promise<Confirmation | undefined> {
  const place = { ...simulatedTarget(answering), mayGoOn };
  const { confirmed } = await asTimePasses(secondLook(suspicion, growthThresholds, place));
  return confirmed;
}

/** Twenty per cent of noise, from a fixed series. */
function noisy(): () => number {
  let number = 0;
  return () => {
    number += 1;
    return 1 + ((number * 37) % 20) / 100;
  };
}

describe('the second look confirms', () => {
  const noise = noisy();
  test.each<[string, Suspicion, Answering]>([
    ['a get that grows with the square', suspicions.streams, ({ streams }) => (5 + streams ** 2 / 2) * noise()],
    ['a create that grows with the third power', suspicions.creates, ({ streams }) => 9 + streams ** 3 / 60],
    [
      'a get that is never answered from 32 streams on',
      suspicions.streams,
      ({ streams }) => (streams < 32 ? 5 + streams ** 2 : 10_000),
    ],
    [
      'a list that grows with the square',
      suspicions.connections,
      ({ operation, connections }) => (operation === list ? 4 + connections ** 2 : 4) * noise(),
    ],
    [
      'a get that each write makes slower',
      suspicions.writes,
      ({ operation, writes }) => (operation === get ? (350 + 2 * writes) * (0.98 + noise() / 50) : 6),
    ],
    ['an update that grows with the square of the fields', suspicions.fields, ({ fields }) => 5 + fields ** 2 / 30],
    [
      'an update that each update of its connection makes slower',
      suspicions.turns,
      ({ operation, turn }) => (operation === update ? 3 + 3 * turn : 5) * noise(),
    ],
    [
      'a get that each get makes slower',
      suspicions.calls,
      ({ operation, number }) => (operation === get ? (350 + 2 * number) * (0.98 + noise() / 50) : 6),
    ],
    ['each 20th get', suspicions.rarely, ({ operation, number }) => (operation === get && number % 20 === 0 ? 900 : 6)],
  ])('%s', async (_what, suspicion, answering) => {
    const confirmed = await look(suspicion, answering);

    expect(confirmed?.kind).toBe(suspicion.kind);
    expect(confirmed?.exchanges).toHaveLength(2);
  });
});

describe('the second look refutes', () => {
  const noise = noisy();
  test.each<[string, Suspicion, Answering]>([
    ['a get that is slow and linear', suspicions.streams, ({ streams }) => (800 + 90 * streams) * noise()],
    ['one that always takes two seconds', suspicions.streams, () => 2000 * noise()],
    ['one that grows with the square and stays short', suspicions.streams, ({ streams }) => streams ** 2 / 8],
    ['n log n', suspicions.streams, ({ streams }) => 20 + 20 * streams * Math.log2(streams + 1)],
    ['a list that is linear', suspicions.connections, ({ connections }) => (20 + 60 * connections) * noise()],
    ['a get that has become slow and stays so', suspicions.writes, () => 400 * noise()],
    ['a get that writes make slower much less than in the run', suspicions.writes, ({ writes }) => 400 + writes / 10],
    [
      'a machine on which everything gets slower with time',
      suspicions.writes,
      ({ operation, at }) => (operation === get ? 350 : 6) * (1 + at / 30_000),
    ],
    [
      'a get that gets slower with time alone',
      suspicions.writes,
      ({ operation, at }) => (operation === get ? 350 + at / 90 : 6),
    ],
    ['an update that is slow and linear in fields', suspicions.fields, ({ fields }) => (100 + 9 * fields) * noise()],
    ['an update that takes as long as ever', suspicions.turns, () => 36 * noise()],
    ['an update that is slow, and no slower later', suspicions.turns, () => 400 * noise()],
    [
      'an update that gets slower up to a tenth of a second',
      suspicions.turns,
      ({ turn }) => Math.min(100, 3 + 3 * turn) * noise(),
    ],
    [
      'an update that gets slower with time alone',
      suspicions.turns,
      ({ operation, at }) => (operation === update ? 40 + at / 40 : 5) * noise(),
    ],
    [
      'a machine on which updates get slower, and all else with them',
      suspicions.turns,
      ({ operation, at }) => (operation === update ? 36 : 5) * (1 + at / 300),
    ],
    [
      'a get that gets slower with time alone, and is called again and again',
      suspicions.calls,
      ({ operation, at }) => (operation === get ? 350 + at / 90 : 6),
    ],
    ['a get that writes make slower, not gets', suspicions.calls, ({ writes }) => 350 + 2 * writes],
    ['all operations that writes make slower', suspicions.writes, ({ writes }) => 350 + 2 * writes],
    [
      'each 20th update that a stalling disk keeps waiting, and creates with it',
      suspicions.update,
      ({ operation, at }) => (/Update|Create/.test(operation) && at % 3000 < 900 ? 906 - (at % 3000) : 6),
    ],
    [
      'packets that get lost, of whatever operation',
      suspicions.rarely,
      ({ operation, number }) => (number % 20 === (operation === get ? 0 : 10) ? 900 : 6),
    ],
    ['pauses of the whole server', suspicions.rarely, ({ at }) => (at % 3000 < 900 ? 900 - (at % 3000) + 6 : 6)],
    ['what is slow once', suspicions.rarely, ({ number }) => (number === 50 ? 900 : 6)],
  ])('%s', async (_what, suspicion, answering) => {
    expect(await look(suspicion, answering)).toBeUndefined();
  });

  test('nothing that there was no time for', async () => {
    expect(
      await look(
        suspicions.streams,
        ({ streams }) => streams ** 2,
        () => false,
      ),
    ).toBeUndefined();
  });
});

test('the second look leaves no connection behind', async () => {
  const simulated = simulatedTarget(({ connections }) => connections);
  await asTimePasses(secondLook(suspicions.connections, growthThresholds, { ...simulated, mayGoOn: () => true }));

  expect(simulated.live()).toBe(0);
});

test('a finding has the sizes, the repetitions, the medians and the interval', async () => {
  const confirmed = await look(suspicions.streams, ({ streams }) => 5 + streams ** 2 / 2);
  if (confirmed === undefined) throw new Error('expected a confirmation');

  const finding = growthFinding(suspicions.streams, confirmed, { target: { url: 'http://localhost/api' }, known: [] });

  expect(finding).toMatchObject({
    check: growth.id,
    signature: `growth ${get} streams`,
    status: 'new',
    reproduction: 'confirmed',
    steps: [{ operation: get }, { operation: get }],
  });
  expect(finding.received).toMatch(
    /^exponent 1\.9\d, 95 % interval 1\.9\d to 1\.9\d; .* 2: 7\.0 ms \(7 times\), 4: 13 ms .* 32: 517 ms \(7 times\)$/,
  );
});
