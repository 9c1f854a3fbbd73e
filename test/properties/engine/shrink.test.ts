import { describe, expect, test } from 'vitest';
import { allChecks } from '../../../properties/checks/all-checks.ts';
import { FindingCollector } from '../../../properties/engine/finding-collector.ts';
import { runContextFor } from '../../../properties/engine/run-context.ts';
import { runCase } from '../../../properties/engine/run-case.ts';
import { shrinkCase } from '../../../properties/engine/shrink.ts';
import { RunStatistics } from '../../../properties/engine/run-statistics.ts';
import type { Case } from '../../../properties/model/case.ts';
import type { Finding } from '../../../src/report/report.ts';
import { caseOf, create, get, invalid, list, stream, update } from './case-steps.ts';
import { fakeTarget } from './fake-target.ts';
import type { FakeTarget, Corruption } from './fake-target.ts';

const never = new AbortController().signal;
const budget = { maxRuns: 500, deadline: Number.POSITIVE_INFINITY };

describe('shrinkCase', () => {
  test('keeps only the steps and members that the defect needs', async () => {
    const start = caseOf(
      create(1),
      get(1),
      list(),
      update(1, { prefix: 'x', geography: 'eu', name: '{{name}} n' }),
      get(1),
    );

    const smallest = await shrinkCase(
      start,
      async ({ steps }) =>
        steps.some(({ operation }) => operation === 'webBackendCreateConnection') &&
        steps.some(({ body }) => (body as { geography?: string }).geography === 'eu'),
      budget,
    );

    expect(smallest.steps.map(({ operation }) => operation)).toEqual([
      'webBackendCreateConnection',
      'webBackendUpdateConnection',
    ]);
    expect(Object.keys(smallest.steps[1]?.body as object)).not.toContain('prefix');
  });

  test('never takes the status from a body with a schedule', async () => {
    const seen: unknown[] = [];
    const scheduled = { scheduleType: 'basic', scheduleData: { basicSchedule: { timeUnit: 'days', units: 1 } } };

    await shrinkCase(
      caseOf(create(1), update(1, { ...scheduled, status: 'inactive', prefix: 'x' })),
      async ({ steps }) => {
        seen.push(...steps.map(({ body }) => body));
        return true;
      },
      budget,
    );

    const bodies = seen as { scheduleType?: string; status?: string }[];
    expect(bodies.filter(({ scheduleType, status }) => scheduleType === 'basic' && status === undefined)).toEqual([]);
  });

  test('keeps what breaks a domain rule whole, so that the example shows it', async () => {
    const scheduled = {
      scheduleType: 'cron',
      scheduleData: { cron: { cronExpression: '0 12 * * *', cronTimeZone: 'UTC' } },
    };
    const broken = {
      ...update(1, { ...scheduled, status: 'inactive', prefix: 'x', geography: 'eu' }),
      intent: {
        kind: 'invalid',
        label: {
          kind: 'semantic',
          keyword: 'cron',
          pointer: '/scheduleData/cron/cronExpression',
          description: 'a cron expression of five fields',
        },
      },
    } as const;

    const smallest = await shrinkCase(
      caseOf(create(1), broken),
      async ({ steps }) => steps.some(({ intent }) => intent.kind === 'invalid'),
      budget,
    );

    expect(smallest.steps.at(-1)?.body).toMatchObject(scheduled);
    expect(smallest.steps.at(-1)?.body).not.toHaveProperty('prefix');
  });

  test('never makes a connection active unless it is manual in the same body', async () => {
    const seen: unknown[] = [];

    await shrinkCase(
      caseOf(create(1), update(1, { scheduleType: 'manual', status: 'active', prefix: 'x' })),
      async ({ steps }) => {
        seen.push(...steps.map(({ body }) => body));
        return true;
      },
      budget,
    );

    const bodies = seen as { scheduleType?: string; status?: string; connectionId?: string }[];
    expect(bodies.filter(({ scheduleType, status }) => status === 'active' && scheduleType !== 'manual')).toEqual([]);
  });

  test('ends when its budget of runs is spent', async () => {
    let runs = 0;

    await shrinkCase(
      caseOf(create(1), get(1), get(1), get(1)),
      async () => {
        runs += 1;
        return false;
      },
      { ...budget, maxRuns: 3 },
    );

    expect(runs).toBe(3);
  });
});

async function bookOf(
  testCase: Case,
  corrupt: Corruption,
  options: { readonly known?: string; readonly deviation?: string; readonly strict?: boolean } = {},
): Promise<{ readonly findings: readonly Finding[]; readonly target: FakeTarget }> {
  const target = fakeTarget(corrupt);
  const context = runContextFor(
    target,
    allChecks.filter(({ optional }) => optional !== true),
    never,
  );
  const collector = new FindingCollector({
    context,
    statistics: new RunStatistics(),
    deadline: Number.POSITIVE_INFINITY,
    shrink: true,
    strict: options.strict ?? false,
    known: options.known === undefined ? [] : [{ signature: options.known, reason: 'it is old' }],
    target,
    workers: 1,
    ...(options.deviation === undefined ? {} : { deviationOf: () => options.deviation }),
  });
  await collector.judge(testCase, await runCase(testCase, context));
  await collector.retryAll();
  return { findings: collector.findings(), target };
}

const resetsPrefix: Corruption = (reply, { operation }) => {
  if (operation === 'webBackendUpdateConnection' && reply.status === 200)
    delete (reply.json as { prefix?: string }).prefix;
  return undefined;
};
const wordy = caseOf(create(1), list(), get(1), update(1, { geography: 'eu', namespaceDefinition: 'source' }), list());

describe('FindingCollector', () => {
  test('shows the smallest case, its exchanges and how to send them again', async () => {
    const { findings } = await bookOf(wordy, resetsPrefix);

    const [finding] = findings.filter(({ check }) => check === 'patch-frame');
    expect(finding?.signature).toBe('patch-frame webBackendUpdateConnection /prefix frame');
    expect(finding?.steps.map(({ operation }) => operation)).toEqual([
      'webBackendCreateConnection',
      'webBackendUpdateConnection',
    ]);
    expect(finding?.curl).toHaveLength(2);
    expect(finding?.reproduction).toBe('confirmed');
    expect(finding?.retries).toEqual({ reproduced: 3, tried: 3 });
  });

  test('keeps two defects of one answer apart', async () => {
    const { findings } = await bookOf(wordy, (reply, { operation }) => {
      if (operation === 'webBackendUpdateConnection') Object.assign(reply.json as object, { prefix: 'a', name: 'b' });
      return undefined;
    });

    // One answer breaks one check once: the first difference names the defect.
    expect(new Set(findings.map(({ id }) => id)).size).toBe(findings.length);
  });

  test('labels what comes back now and then flaky, and what never does gone', async () => {
    let answers = 0;
    const sometimes = await bookOf(caseOf(create(1), get(1)), (reply, { operation }) => {
      if (operation === 'webBackendGetConnection') answers += 1;
      return operation === 'webBackendGetConnection' && answers % 2 === 1 ? { ...reply, status: 500 } : undefined;
    });
    let first = true;
    const once = await bookOf(caseOf(create(1)), (reply) => {
      const corrupted = first ? { ...reply, status: 500 } : undefined;
      first = false;
      return corrupted;
    });

    expect(sometimes.findings.map(({ reproduction }) => reproduction)).toEqual(['flaky']);
    expect(once.findings.map(({ reproduction }) => reproduction)).toEqual(['gone']);
  });

  test.each([
    ['once, as one that somebody takes back', 1, []],
    ['always', Number.POSITIVE_INFINITY, ['confirmed']],
  ] as const)('a connection of others that a filtered list misses %s', async (_often, most, reproductions) => {
    let missed = 0;
    const between = caseOf(list(), list({ sourceId: ['{{source}}'] }), list());

    const { findings } = await bookOf(between, (reply, { body }) => {
      if ((body as { sourceId?: unknown }).sourceId === undefined || missed === most) return undefined;
      missed += 1;
      return { ...reply, json: { connections: [] } };
    });

    expect(missed).toBeGreaterThan(0);
    const filters = findings.filter(({ check }) => check === 'list-filters');
    expect(filters.map(({ reproduction }) => reproduction)).toEqual(reproductions);
  });

  test('reports what is accepted as known, with its reason', async () => {
    const { findings } = await bookOf(wordy, resetsPrefix, {
      known: 'patch-frame webBackendUpdateConnection /prefix frame',
    });

    const [finding] = findings.filter(({ check }) => check === 'patch-frame');
    expect([finding?.status, finding?.explanation]).toEqual(['known', 'it is old']);
  });

  test('reports what a release is known for as deviation, unless the run is strict', async () => {
    const explained = await bookOf(wordy, resetsPrefix, { deviation: 'D1' });
    const strict = await bookOf(wordy, resetsPrefix, { deviation: 'D1', strict: true });

    expect(new Set(explained.findings.map(({ status }) => status))).toEqual(new Set(['deviation']));
    expect(new Set(strict.findings.map(({ status }) => status))).toEqual(new Set(['new']));
  });

  test('does not let a deviation hide another defect behind the same signature', async () => {
    const target = fakeTarget((reply, { operation }) =>
      operation === 'webBackendGetConnection' ? { ...reply, status: 500, json: { message: 'oops' } } : undefined,
    );
    const context = runContextFor(target, allChecks, never);
    const collector = new FindingCollector({
      context,
      statistics: new RunStatistics(),
      deadline: Number.POSITIVE_INFINITY,
      shrink: true,
      strict: false,
      known: [],
      target,
      workers: 1,
      deviationOf: ({ steps }) =>
        JSON.stringify(steps.map(({ request }) => request)).includes('explained_') ? 'D1' : undefined,
    });
    const explained = caseOf(create(1, { prefix: 'explained_' }), get(1));
    const unexplained = caseOf(create(1, { prefix: 'other_' }), get(1), list());

    for (const testCase of [explained, explained, unexplained, unexplained])
      await collector.judge(testCase, await runCase(testCase, context));

    const serverErrors = collector.findings().filter(({ check }) => check === 'no-server-error');
    expect(serverErrors.map(({ status, explanation }) => [status, explanation])).toEqual([
      ['deviation', 'D1'],
      ['new', undefined],
    ]);
    expect(new Set(serverErrors.map(({ id }) => id)).size).toBe(2);
  });

  test('shows no step that comes after the answer that broke the law', async () => {
    const { findings } = await bookOf(caseOf(create(1), get(1), list(), list()), (reply, { operation }) =>
      operation === 'webBackendGetConnection' ? { ...reply, status: 500 } : undefined,
    );

    expect(findings[0]?.steps.map(({ operation }) => operation)).toEqual([
      'webBackendCreateConnection',
      'webBackendGetConnection',
    ]);
    expect(findings[0]?.case).toMatchObject({ steps: [{ handle: 1 }, { handle: 1 }] });
  });

  test('never turns a body that is meant to be invalid into a valid one', async () => {
    const broken = invalid(
      update(1, { geography: 'eu', syncCatalog: { streams: [stream('a'), stream('b', { syncMode: 'airlock' })] } }),
      {},
      '/syncCatalog/streams/1/config/syncMode',
    );
    const { findings } = await bookOf(caseOf(create(1), broken), (reply, { operation }) =>
      operation === 'webBackendUpdateConnection' ? { ...reply, status: 200, json: {} } : undefined,
    );

    const [finding] = findings.filter(({ check }) => check === 'invalid-rejected');
    expect(JSON.stringify(finding?.steps.at(-1)?.request)).toContain('"syncMode":"airlock"');
  });
});
