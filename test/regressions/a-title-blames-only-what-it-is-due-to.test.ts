/** A title names a cause only where the case without it passes. */
import { describe, expect, test } from 'vitest';
import { allChecks } from '../../properties/checks/all-checks.ts';
import { caseOptionsOf, drawCase } from '../../properties/engine/generation.ts';
import { casesOf } from '../../properties/arbitraries/cases.ts';
import { FindingCollector } from '../../properties/engine/finding-collector.ts';
import { fuzz } from '../../properties/engine/fuzz.ts';
import { runContextFor } from '../../properties/engine/run-context.ts';
import { runCase } from '../../properties/engine/run-case.ts';
import { RunStatistics } from '../../properties/engine/run-statistics.ts';
import { mendedStep } from '../../properties/engine/without-blamed.ts';
import type { Case, OperationStep } from '../../properties/model/case.ts';
import { isWellFormed } from '../../properties/model/domain-rules.ts';
import type { Finding } from '../../src/report/report.ts';
import { caseOf, create, get, grouped, invalid, list, update } from '../properties/engine/case-steps.ts';
import { fakeTarget } from '../properties/engine/fake-target.ts';
import type { Reply, Corruption } from '../properties/engine/fake-target.ts';

const never = new AbortController().signal;
const checks = allChecks.filter(({ optional }) => optional !== true);
const createId = 'webBackendCreateConnection';
const updateId = 'webBackendUpdateConnection';
const getId = 'webBackendGetConnection';
const listId = 'webBackendListConnectionsForWorkspace';

async function found(testCase: Case, corrupt: Corruption, shrink = true): Promise<readonly Finding[]> {
  const target = fakeTarget(corrupt);
  const context = runContextFor(target, checks, never);
  const collector = new FindingCollector({
    context,
    statistics: new RunStatistics(),
    deadline: Number.POSITIVE_INFINITY,
    shrink,
    strict: false,
    known: [],
    target,
    workers: 1,
  });
  await collector.judge(testCase, await runCase(testCase, context));
  await collector.retryAll();
  return collector.findings();
}

const serverErrors = (findings: readonly Finding[] = []): readonly Finding[] =>
  findings.filter(({ check }) => check === 'no-server-error');
const crash: Reply = { status: 500, contentType: 'application/json', json: { message: 'Internal Server Error: oops' } };
const beyond32Bits = 2 ** 31 - 1;

/** A server that fails on numbers beyond 32 bits, wherever they are. */
const failsOnLargeNumbers: Corruption = (_reply, { body }) => (hasLargeNumber(body) ? crash : undefined);

function hasLargeNumber(value: unknown): boolean {
  if (typeof value === 'number') return value > beyond32Bits;
  return typeof value === 'object' && value !== null && Object.values(value).some(hasLargeNumber);
}

const webhook = {
  workspaceId: '{{workspace}}',
  name: 'dbt',
  operatorConfiguration: {
    operatorType: 'webhook',
    webhook: {
      webhookConfigId: 'aaaaaaaa-0000-4000-8000-000000000001',
      webhookType: 'dbtCloud',
      dbtCloud: { accountId: 3_000_000_000, jobId: 1 },
    },
  },
};
/** Its body lacks a required member as well. */
const withoutDestination: OperationStep = {
  ...create(1, { destinationId: undefined, operations: [webhook] }),
  intent: {
    kind: 'invalid',
    label: {
      kind: 'schema',
      keyword: 'required',
      pointer: '/destinationId',
      description: 'a missing required member at /destinationId',
    },
    mend: [{ pointer: '/destinationId', value: '{{destination}}' }],
  },
};

describe('a server error for a body with two reasons', () => {
  test.each([true, false])(
    'is shrunk to the one that remains when the other is mended, shrinking: %s',
    async (shrink) => {
      const findings = serverErrors(await found(caseOf(withoutDestination), failsOnLargeNumbers, shrink));

      expect(findings.map(({ title, signature }) => [title, signature])).toEqual([
        [`${createId} answered 500`, `no-server-error ${createId} 500 Internal Server Error: oops`],
      ]);
      expect(findings[0]?.steps.at(-1)?.request).toMatchObject({
        destinationId: expect.any(String),
        operations: [{ operatorConfiguration: { webhook: { dbtCloud: { accountId: 3_000_000_000 } } } }],
      });
      expect(findings[0]?.expected).toBe('200');
    },
  );

  test('names the mistake where it is the reason', async () => {
    const failsWithoutDestination: Corruption = (_reply, { operation, body }) =>
      operation === createId && body['destinationId'] === undefined ? crash : undefined;

    const findings = serverErrors(await found(caseOf(withoutDestination), failsWithoutDestination));

    expect(findings.map(({ title }) => title)).toEqual([
      `${createId} answered 500 for a missing required member at /destinationId`,
    ]);
    expect(findings[0]?.steps.at(-1)?.request).not.toHaveProperty('operations');
    expect(findings[0]?.reproduction).toBe('confirmed');
  });

  test('names nothing for sure where nobody knows how to mend it', async () => {
    const { mend: _mend, ...intent } = { mend: undefined, ...withoutDestination.intent };

    const findings = serverErrors(await found(caseOf({ ...withoutDestination, intent }), failsOnLargeNumbers));

    expect(findings.map(({ title }) => title)).toEqual([
      `${createId} answered 500 to a body with a missing required member at /destinationId, which may not be why`,
    ]);
  });

  test('is one finding in a whole run, under a title that blames nothing', async () => {
    const { findings } = await fuzz({
      target: fakeTarget(failsOnLargeNumbers),
      emit: () => undefined,
      signal: never,
      seed: 3,
      phases: ['invalid'],
      checks,
      maxTimeMs: 60_000,
      // The first 34 are the systematic pass.
      maxExamples: 120,
      workers: 1,
      minAcceptance: 0,
      shrink: true,
      strict: false,
      known: [],
    });

    const errors = serverErrors(findings);
    // Some of the inputs are such numbers themselves.
    const blaming = errors.filter(({ title }) => / for | to a body /.test(title));
    expect(blaming.filter(({ title }) => !/ for (units|ids of dbt Cloud|an? \w+) beyond [\w ]+$/.test(title))).toEqual(
      [],
    );
    expect(errors.filter((error) => !blaming.includes(error)).map(({ operation }) => operation)).toEqual(
      expect.arrayContaining([createId, updateId]),
    );
    for (const { steps } of errors) expect(hasLargeNumber(steps.at(-1)?.request)).toBe(true);
  });
});

test('every broken body that is generated can be mended, and is valid then', () => {
  const options = caseOptionsOf(
    {
      consent: { writes: true, harmfulInputs: true, activeSchedules: true, refresh: true, reset: true },
      isLoopback: true,
      foreign: true,
      catalog: true,
      existing: true,
    },
    {},
  );
  const arbitrary = casesOf('invalid', options);
  const steps = Array.from({ length: 60 }, (_, number) =>
    arbitrary === undefined ? [] : drawCase(arbitrary, { seed: 7, phase: 'invalid', shard: 0, number }).steps,
  ).flat();
  const broken = steps.filter(({ intent }) => intent.kind === 'invalid');

  const unsound = broken.filter((step) => {
    const mended = mendedStep(step);
    return mended === undefined || !isWellFormed(mended);
  });

  expect(broken.length).toBeGreaterThan(200);
  expect(unsound).toEqual([]);
});

const put = (json: unknown, members: object): undefined => void Object.assign(json as object, members);
const always =
  (operation: string, members: object): Corruption =>
  (reply, asked) =>
    asked.operation === operation && reply.status === 200 ? put(reply.json, members) : undefined;

/** Corrupts what is read after two writes that were in flight together. */
function afterParallel(write: string, read: string, members: object): Corruption {
  let inFlight = 0;
  let isCorrupted = false;
  return (reply, { operation }) => {
    if (operation === createId && inFlight === 0) isCorrupted = false;
    if (operation === write) {
      inFlight += 1;
      if (inFlight > 1) isCorrupted = true;
      // Steps of one group are sent before any of them is answered.
      queueMicrotask(() => (inFlight = 0));
    }
    return operation === read && isCorrupted ? put(reply.json, members) : undefined;
  };
}

/** The check, a case, and its title on a server where what it blames is the reason, and on one where it is not. */
const blamed: readonly (readonly [string, Case, readonly [Corruption, string], readonly [Corruption, string]])[] = [
  [
    'patch-frame',
    caseOf(create(1), get(1), update(1, { geography: 'eu' })),
    [
      (reply, { operation, body }) =>
        operation === updateId && body['geography'] !== undefined ? put(reply.json, { prefix: 'x' }) : undefined,
      'Updating "geography" also changed "prefix"',
    ],
    [always(updateId, { prefix: 'x' }), 'An update changed "prefix", which it does not name'],
  ],
  [
    'no-op-update',
    caseOf(create(1), get(1), update(1)),
    [always(updateId, { prefix: 'x' }), 'An update without any change changed /prefix'],
    [
      (reply, { operation, count }) =>
        operation === updateId || operation === getId ? put(reply.json, { prefix: `${count}` }) : undefined,
      'One answer after the other shows another /prefix',
    ],
  ],
  [
    'isolation',
    caseOf(create(1), create(2), get(1), update(2, { prefix: 'two_' }), get(1)),
    [
      (() => {
        let isWritten = false;
        return (reply, { operation, body }): undefined => {
          if (operation === createId) isWritten = false;
          if (operation === updateId && body['prefix'] === 'two_') isWritten = true;
          return operation === getId && isWritten ? put(reply.json, { prefix: 'two_' }) : undefined;
        };
      })(),
      'Writing another connection changed /prefix of this one',
    ],
    [
      (reply, { operation, count }) => (operation === getId ? put(reply.json, { prefix: `${count}` }) : undefined),
      'A connection shows another /prefix although nothing was written to it',
    ],
  ],
  [
    'rejected-write-changes-nothing',
    caseOf(create(1), get(1), invalid(update(1), { status: 'airlock' }, '/status'), get(1)),
    [
      (() => {
        let isRefused = false;
        return (reply, { operation, body }): undefined => {
          if (operation === createId) isRefused = false;
          if (operation === updateId && body['status'] === 'airlock') isRefused = true;
          return operation === getId && isRefused ? put(reply.json, { prefix: 'x' }) : undefined;
        };
      })(),
      'A refused update changed /prefix',
    ],
    [
      (reply, { operation, count }) => (operation === getId ? put(reply.json, { prefix: `${count}` }) : undefined),
      'A connection shows another /prefix although no update was accepted',
    ],
  ],
  [
    'lost-update',
    caseOf(create(1), get(1), grouped(update(1, { prefix: 'left_' })), grouped(update(1, { geography: 'eu' })), get(1)),
    [afterParallel(updateId, getId, { prefix: 'before_' }), 'A parallel patch of "prefix" was accepted and lost'],
    [always(getId, { prefix: 'before_' }), 'A patch of "prefix" was accepted and lost'],
  ],
  [
    'parallel-creates-listed',
    caseOf(grouped(create(1)), grouped(create(2)), list()),
    [afterParallel(createId, listId, { connections: [] }), 'A connection created in parallel is not listed'],
    [always(listId, { connections: [] }), 'A created connection is not listed'],
  ],
];

describe('a title of', () => {
  test.each(blamed)('%s blames what the defect is due to, and nothing else', async (check, testCase, due, notDue) => {
    const titles = await Promise.all(
      [due, notDue].map(async ([corrupt]) => {
        const [finding] = (await found(testCase, corrupt, false)).filter((one) => one.check === check);
        return finding?.title;
      }),
    );

    expect(titles).toEqual([due[1], notDue[1]]);
  });
});
