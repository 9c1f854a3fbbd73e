import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { startBackend } from '../../src/backend/start-backend.ts';
import type { RunningBackend } from '../../src/backend/start-backend.ts';
import { fuzz, reportSchema } from '../../src/index.ts';
import type { Report } from '../../src/index.ts';
import { validatorFor } from '../../src/validation/validator.ts';
import { startFaultProxy } from './fault-proxy.ts';
import type { Fault, FaultProxy, ForwardedAnswer, Seen } from './fault-proxy.ts';
import { misbehaviours } from './hostile-server.ts';
import type { MisbehaviourName } from './hostile-server.ts';
import { cutShort } from '../cut-short.ts';

/** Requests that are forwarded faithfully: the run is well under way by then. */
const healthy = 20;

let backend: RunningBackend;
let home = '';
const proxies: FaultProxy[] = [];
const unhandled: unknown[] = [];
const note = (reason: unknown): void => void unhandled.push(reason);

/** The first run of a process compiles what it runs, which on a busy machine takes longer than the time limits below. */
beforeAll(async () => {
  await fuzz({ seed: 5, maxTime: '3s' });
});

beforeEach(async () => {
  backend = await startBackend();
  home = mkdtempSync(join(tmpdir(), 'airlock-faults-'));
  vi.stubEnv('AIRLOCK_HOME', home);
  process.on('unhandledRejection', note);
});

afterEach(async () => {
  for (const proxy of proxies.splice(0)) await proxy.close();
  await backend.close();
  rmSync(home, { recursive: true, force: true });
  vi.unstubAllEnvs();
  process.off('unhandledRejection', note);
  const [first] = unhandled.splice(0);
  if (first !== undefined) throw new Error('A promise was rejected and nobody took notice', { cause: first });
});

/** A whole run behind the proxy. */
async function runBehind(
  faultFor: (seen: Seen) => Fault | undefined,
  options: Parameters<typeof fuzz>[0] = {},
): Promise<Report> {
  const proxy = await startFaultProxy(backend.url, faultFor);
  proxies.push(proxy);
  return fuzz({
    target: proxy.url,
    workspace: backend.workspaceId,
    seed: 5,
    maxTime: '1500ms',
    requestTimeout: '500ms',
    ...options,
  });
}

/** What is true of every run, whatever the target does: an outcome with one reason, and nothing left that no journal knows of. */
function expectHonest(report: Report): void {
  expect(validatorFor(reportSchema)(JSON.parse(JSON.stringify(report)))).toEqual([]);
  expect([0, 1, 3, ...cutShort(report)]).toContain(report.exitCode);
  expect(report['defect']).toBeUndefined();
  expect(report.reason?.split('\n').length ?? 1).toBe(1);
  expect(report.requests.total).toBeGreaterThan(0);
  const left = [...backend.store.connections.values()].filter(
    ({ name, status }) => name.startsWith('airlock-') && status !== 'deprecated',
  );
  const journals = readdirSync(home);
  expect(left.length > 0 && journals.length === 0).toBe(false);
  expect(report.sandbox?.left.length === 0).toBe(journals.length === 0);
  // A finding outranks what it may have left behind; the reason names both.
  expect(journals.length === 0 || report.exitCode !== 0).toBe(true);
  expect(journals.length === 0 || report.reason?.includes('airlock cleanup')).toBe(true);
}

const after =
  (fault: Fault) =>
  ({ number }: Seen): Fault | undefined =>
    number > healthy ? fault : undefined;
const answering = (status: number, headers: Readonly<Record<string, string>> = {}, body = '{}'): Fault => ({
  kind: 'answer',
  status,
  headers,
  body,
});
const nested = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
const replacing = (answer: ForwardedAnswer, id: string): ForwardedAnswer => ({
  ...answer,
  body: Buffer.from(answer.body.toString().replace(/"connectionId":"[^"]*"/, `"connectionId":${id}`)),
});
const html = { 'content-type': 'text/html' };

describe('a run whose target misbehaves from the middle on ends with a finding or with exit 3', () => {
  test.each(Object.keys(misbehaviours) as MisbehaviourName[])('%s', async (name) => {
    const report = await runBehind(after({ kind: 'misbehave', name }));

    expectHonest(report);
    expect([1, 3, ...cutShort(report)]).toContain(report.exitCode);
  });

  test.each<[string, Fault, RegExp]>([
    ['401', answering(401), /refuses the credentials now/],
    ['401 as a page', answering(401, html, '<html>'), /refuses the credentials now/],
    ['429 for ever', answering(429, { 'retry-after': '0' }), /keeps answering 429/],
    ['429 until next year', answering(429, { 'retry-after': '31536000' }), /asks to wait until "31536000"/],
    ['429 until a day that is far away', answering(429, { 'retry-after': 'Fri, 01 Jan 2100 00:00:00 GMT' }), /asks to/],
    ['503 until next year', answering(503, { 'retry-after': '31536000' }), /asks to wait until/],
  ])('%s', async (_name, fault, reason) => {
    // It ends by itself when the target fails, which a busy machine comes to late.
    const report = await runBehind(after(fault), { maxTime: '30s' });

    expectHonest(report);
    expect(report.exitCode).toBe(3);
    expect(report.reason).toMatch(reason);
    expect(report.findings).toEqual([]);
  });

  test.each<[string, Fault]>([
    ['502 as a page', answering(502, html, '<html>')],
    ['500 without a body', answering(500, {}, '')],
    ['403', answering(403)],
    ['a page in place of every answer', answering(200, html, '<html>')],
    ['a redirect to another host', answering(302, { location: 'http://127.0.0.1:1/' })],
    ['an answer to another request', answering(200, {}, '{"geographies":["auto"]}')],
    ['an empty list in place of every answer', answering(200, {}, '[]')],
    ['null', answering(200, {}, 'null')],
    ['half of each answer', { kind: 'change', change: (answer) => ({ ...answer, body: answer.body.subarray(0, 20) }) }],
    ['ids that cannot be made texts', { kind: 'change', change: (answer) => replacing(answer, '{"toString":1}') }],
    ['ids that are nested without end', { kind: 'change', change: (answer) => replacing(answer, nested) }],
    ['answers that are all lost', { kind: 'swallow' }],
    ['answers that come too late', { kind: 'delay', ms: 900 }],
  ])('%s', async (_name, fault) => {
    const report = await runBehind(after(fault));

    expectHonest(report);
    expect([1, 3, ...cutShort(report)]).toContain(report.exitCode);
  });

  test('one operation alone that never answers is a finding, and the sandbox is cleaned', async () => {
    // As long as it takes to meet the operation: that needs more on a busy machine.
    const report = await runBehind(
      ({ path }) => (path.endsWith('/state/get_type') ? { kind: 'misbehave', name: 'black hole' } : undefined),
      { maxTime: '30s', maxFindings: 1 },
    );

    expectHonest(report);
    expect(report.exitCode).toBe(1);
    expect(report.findings.map(({ operation }) => operation)).toContain('getStateType');
    expect(readdirSync(home)).toEqual([]);
  });

  test('a server that is restarted ends the run, which waits for it to clean up', async () => {
    let restarted = false;

    const report = await runBehind(
      ({ number }) => {
        if (restarted || number !== healthy) return undefined;
        restarted = true;
        return { kind: 'restart', downMs: 1000 };
      },
      { maxTime: '30s' },
    );

    expectHonest(report);
    expect(report.exitCode).toBe(3);
    expect(report.reason).toMatch(/stopped answering/);
    expect(report.findings).toEqual([]);
    expect(report.sandbox?.left).toEqual([]);
  });
});

describe('a run whose target is merely unreliable raises no false alarm', () => {
  test.each<[string, (seen: Seen) => Fault | undefined]>([
    ['idle connections are closed at once', () => ({ kind: 'close-after' })],
    [
      'every fiftieth request is told to come again',
      ({ number }) => (number % 50 === 0 ? answering(429, { 'retry-after': '0' }) : undefined),
    ],
    [
      'every fiftieth request meets a restart behind a gateway',
      ({ number }) => (number % 50 === 0 ? answering(503, { 'retry-after': '0' }) : undefined),
    ],
    [
      'the clock of the server jumps',
      ({ number }) => ({
        kind: 'change',
        change: (answer) => ({
          ...answer,
          headers: { ...answer.headers, date: new Date(number % 2 === 0 ? 0 : 4_102_444_800_000).toUTCString() },
        }),
      }),
    ],
  ])('%s', async (_name, faultFor) => {
    // A busy machine is no fault of the target.
    const report = await runBehind(faultFor, { requestTimeout: '10s', maxTime: '8s' });

    expectHonest(report);
    expect(report.findings).toEqual([]);
    expect([0, ...cutShort(report)]).toContain(report.exitCode);
  });
});
