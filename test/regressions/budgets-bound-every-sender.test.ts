import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import fc from 'fast-check';
import { plannedRequests } from '../../load/limits.ts';
import { scheduledIterations } from '../../load/schedule.ts';
import { readSettings, testTypes } from '../../load/settings.ts';
import { planFor } from '../../load/workloads.ts';
import { startBackend } from '../../src/backend/start-backend.ts';
import type { RunningBackend } from '../../src/backend/start-backend.ts';
import { compareBody } from '../../src/commands/baseline/compare.ts';
import { recordBody } from '../../src/commands/baseline/record.ts';
import { loadBody } from '../../src/commands/commands.ts';
import { runBody } from '../../src/commands/run-body.ts';
import type { CommandBody } from '../../src/commands/run-body.ts';
import type { K6 } from '../../src/performance/find-k6.ts';
import type { Report } from '../../src/report/report.ts';
import { digestCost, digestSample } from '../../src/target/digest.ts';
import { journalFor } from '../../src/target/journal.ts';
import { sandboxOf } from '../../src/target/sandbox.ts';
import { installLimitMs, k6ForTests } from '../performance/k6-for-tests.ts';
import { startFaultProxy } from '../target/fault-proxy.ts';
import type { FaultProxy } from '../target/fault-proxy.ts';

const folder = mkdtempSync(join(tmpdir(), 'airlock-budgets-'));
let backend: RunningBackend;
let proxy: FaultProxy;
let before = 0;
let tokenSeconds = 0;
let k6: K6;
beforeAll(async () => {
  k6 = await k6ForTests();
  backend = await startBackend({ connections: 3 });
  proxy = await startFaultProxy(backend.url, ({ path }) =>
    path.endsWith('/applications/token')
      ? {
          kind: 'answer',
          status: 200,
          body: JSON.stringify({ access_token: 'token', expires_in: tokenSeconds }),
        }
      : undefined,
  );
}, installLimitMs);
beforeEach(() => {
  tokenSeconds = 600;
  before = proxy.seen.length;
  vi.stubEnv('AIRLOCK_HOME', join(folder, 'home'));
});
afterEach(() => vi.unstubAllEnvs());
afterAll(async () => {
  await proxy.close();
  await backend.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('--max-requests', () => {
  test('counts the tokens of client credentials', async () => {
    tokenSeconds = 0.2;

    const report = await run('fuzz', { maxRequests: '60', clientId: 'me', clientSecret: 'secret', maxTime: '20s' });

    expect(paths()).toContain('/api/v1/applications/token');
    expect(paths().length).toBeLessThanOrEqual(60);
    expect(report.sandbox).toMatchObject({ left: [] });
  });

  test('is one budget for all targets of a run', async () => {
    const body: CommandBody = async (context) => {
      const [one, other] = [await context.openTarget(), await context.openTarget()];
      for (;;) for (const target of [one, other]) await target.send({ operation: 'webBackendListGeographies' });
    };

    const report = await run(body, { maxRequests: '20' });

    expect(report.reason).toContain('the budget of 20 requests (--max-requests) is used up');
    expect(paths()).toHaveLength(20);
  });

  test('keeps back what cleaning up takes where the list has pages', async () => {
    const there = Array.from({ length: 90 }, (_, index) => `connection ${index}`);
    const journal = journalFor(join(folder, 'paged'), {
      runId: 'paged',
      url: '',
      workspaceId: '',
      startedAt: '',
      there,
    });
    const sandbox = sandboxOf({ runId: 'paged', workspaceId: '', there }, journal, {
      send: () => Promise.resolve({ kind: 'failure', reason: 'refused', message: '' }),
    });

    sandbox.nextName();
    for (let index = 0; index < 10; index += 1) sandbox.created('', `own ${index}`);

    // Ten of its own, two lists of five pages, and four that may be on their way.
    expect(sandbox.cleaningCost()).toBe(10 + 2 * 5 + 4);
  });

  test('leaves most of a small budget to the run when many connections were there before', () => {
    expect(digestCost(500, digestSample(300))).toBeLessThan(300 / 6);
    expect(digestSample(5)).toBe(1);
    expect(digestSample()).toBe(25);
  });

  test('counts what doctor asks before the target is open', async () => {
    await run('doctor', { maxRequests: '4' });

    expect(paths()).toContain('/api/v1/health');
    expect(paths()).toHaveLength(4);
  });

  test('counts a description that the target itself is asked for', async () => {
    const options = { openapi: `${proxy.url}/v1/openapi`, maxRequests: '50', maxTime: '20s' };

    await run('fuzz', options);

    expect(paths()[0]).toBe('/api/v1/openapi');
    expect(paths().length).toBeLessThanOrEqual(50);
    await expect(
      run('fuzz', { ...options, openapi: `${proxy.url}/v1/openapi?2`, maxRequests: '1' }),
    ).resolves.toMatchObject({
      exitCode: 6,
    });
    expect(paths().at(-1)).toBe('/api/v1/openapi?2');
  });

  test('bounds cleanup over all journals, and what is left is said', async () => {
    await run(async (context) => {
      const { sandbox } = await context.openTarget();
      sandbox.nextName();
      // As after a kill: the journal stays.
      vi.spyOn(sandbox, 'clean').mockResolvedValue({ created: 0, cleaned: 0, left: [] });
      for (let number = 0; number < 30; number += 1)
        sandbox.created('', backend.workspaceId.replace(/^.{2}/, `${10 + number}`));
      return {};
    }, {});
    before = proxy.seen.length;

    const report = await run('cleanup', { maxRequests: '8' });

    expect(paths().length).toBeLessThanOrEqual(8);
    expect(report).toMatchObject({ exitCode: 6 });
    expect(report.reason).toContain('airlock cleanup');
    expect(readdirSync(join(folder, 'home'))).toHaveLength(1);
  });
});

describe('k6', () => {
  test('sends no more than --max-requests, setup, warm-up and tokens included, and says what was cut', async () => {
    // Every virtual user renews its token while the run goes on.
    tokenSeconds = 1;
    const notices: string[] = [];

    const report = await run(
      'load',
      {
        type: 'average',
        operation: 'list',
        rate: '30',
        maxRequests: '60',
        clientId: 'me',
        clientSecret: 'secret',
        k6: k6.path,
      },
      notices,
    );

    expect(notices.join()).toMatch(/ends after \d+ of 9000 arrivals: 60 requests in all \(--max-requests\)/);
    expect(paths().filter((path) => path.endsWith('/token')).length).toBeGreaterThan(2);
    expect(paths().length).toBeLessThanOrEqual(60);
    expect(paths().length).toBeGreaterThan(50);
    // A token, a list, a get and the question for the release went before.
    expect(report['load']).toMatchObject({ sent: paths().length - 4 });
  });

  test('keeps to --rate-limit from its first request on', async () => {
    const notices: string[] = [];

    const report = await run('load', { type: 'smoke', duration: '2s', rateLimit: '8/s', k6: k6.path }, notices);

    expect(notices).toContain('rate cut from 5/s to 4/s by --rate-limit 8/s: an arrival is 2 requests');
    // Three of the run, one of the setup, and four arrivals a second for two seconds of warm-up and two that are measured.
    expect(paths().length).toBeLessThanOrEqual(3 + 1 + 2 * (8 + 8 + 1));
    expect(report['load']).toMatchObject({ sent: paths().length - 3 });
  });

  test('shares the budget of check with the other steps', async () => {
    const report = await run('check', { skip: 'contract,verify', maxRequests: '150', maxTime: '20s', k6: k6.path });

    expect(paths().length).toBeLessThanOrEqual(150);
    expect(report['fuzz']).toMatchObject({ cases: expect.toSatisfy((cases: number) => cases > 0) as number });
    expect(report['load']).toMatchObject({ iterations: expect.toSatisfy((done: number) => done > 0) as number });
  });
});

describe('a budget that can prove nothing', () => {
  test.each<[string, Readonly<Record<string, string | undefined>>, RegExp]>([
    ['load', { type: 'average', maxRequests: '4' }, /--max-requests 4: it takes at least 5 requests/],
    // Where no workspace is named, two lists of workspaces may be asked for.
    ['load', { type: 'average', maxRequests: '6', workspace: undefined }, /it takes at least 7 requests/],
    ['load', { type: 'breakpoint', rateLimit: '2/s' }, /takes --rate-limit 40\/s/],
    ['load', { type: 'breakpoint', maxRequests: '50' }, /it takes at least \d+ requests/],
    ['load', { type: 'scaling', maxRequests: '50' }, /it takes at least \d+ requests/],
    ['baseline/compare', { baseTarget: 'http://127.0.0.1:9/api', maxRequests: '5' }, /it takes at least \d+ requests/],
    ['baseline/record', { maxRequests: '5' }, /it takes at least \d+ requests/],
    ['baseline/record', { rateLimit: '1/s' }, /expected at least 2\/s/],
  ])('is refused before anything is sent: %s %j', async (command, options, said) => {
    await expect(run(command, { ...options, k6: k6.path })).rejects.toThrow(said);

    expect(paths()).toEqual([]);
  });
});

describe('a schedule', () => {
  const bounds = fc.record({
    type: fc.constantFrom(...testTypes),
    operation: fc.constantFrom('list', 'get', 'mixed' as const),
    rate: fc.integer({ min: 1, max: 300 }),
    durationSeconds: fc.integer({ min: 1, max: 4000 }),
    rateLimit: fc.option(fc.double({ min: 0.05, max: 400, noNaN: true }), { nil: undefined }),
    maxRequests: fc.option(fc.integer({ min: 3, max: 5000 }), { nil: undefined }),
  });

  test('that is cut stays within the bounds and as near to them as whole arrivals allow', () => {
    fc.assert(
      fc.property(bounds, ({ type, rateLimit, maxRequests, ...asked }) => {
        const settings = {
          ...readSettings({}),
          ...asked,
          ...(rateLimit === undefined ? {} : { rateLimit }),
          ...(maxRequests === undefined ? {} : { maxRequests }),
        };
        const plan = planFor(type, settings);
        const perArrival = asked.operation === 'mixed' ? 2 : 1;

        const sent = plannedRequests(plan, settings);
        const { arrivals = { to: 0 } } = plan.cuts;
        const leastSent = plan.cuts.arrivals === undefined ? 0 : (maxRequests ?? 0) - perArrival + 1;

        expect(Math.max(plan.rate, 0.001) * perArrival).toBeLessThanOrEqual(Math.max(rateLimit ?? Infinity, 0.002));
        expect(Math.max(...(plan.stages ?? []).map(({ target }) => target))).toBeLessThanOrEqual(plan.rate);
        expect(sent).toBeLessThanOrEqual(maxRequests ?? Infinity);
        expect(sent).toBeGreaterThanOrEqual(leastSent);
        expect(scheduledIterations(plan)).toBeGreaterThanOrEqual(arrivals.to);
      }),
    );
  });

  test('without bounds is as it was', () => {
    expect(planFor('stress', { ...readSettings({}), durationSeconds: 100 })).toMatchObject({
      rate: 30,
      stages: [
        { target: 30, seconds: 15 },
        { target: 30, seconds: 70 },
        { target: 0, seconds: 15 },
      ],
      cuts: {},
    });
  });
});

/** What the target was asked for by the test. */
function paths(): readonly string[] {
  return proxy.seen.slice(before).map(({ path }) => path);
}

async function run(
  command: string | CommandBody,
  given: Readonly<Record<string, unknown>>,
  notices: string[] = [],
): Promise<Report> {
  const name = typeof command === 'string' ? command : 'test';
  const target = name === 'cleanup' ? {} : { target: proxy.url, workspace: backend.workspaceId };
  return runBody(typeof command === 'string' ? await bodyOf(command) : command, {
    command: name,
    options: { ...target, ...given },
    emit: (event) => {
      if (event.type === 'notice') notices.push(event.text);
    },
    signal: new AbortController().signal,
    reportDir: folder,
    seed: 1,
    redact: String,
    onRedact: () => undefined,
  });
}

async function bodyOf(command: string): Promise<CommandBody> {
  if (command === 'baseline/compare') return compareBody;
  return command === 'baseline/record' ? recordBody : loadBody(command);
}
