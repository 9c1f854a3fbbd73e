/** What a run that writes nothing finds out about the connections of others. */
import { afterEach, describe, expect, test } from 'vitest';
import { allChecks } from '../../../properties/checks/all-checks.ts';
import { runContextFor } from '../../../properties/engine/run-context.ts';
import { runCase } from '../../../properties/engine/run-case.ts';
import { startServer } from '../../../lab/start-server.ts';
import type { FaultId } from '../../../lab/faults.ts';
import { fuzz } from '../../../src/index.ts';
import type { Report } from '../../../src/index.ts';
import { startFaultProxy } from '../../target/fault-proxy.ts';
import type { Seen } from '../../target/fault-proxy.ts';
import { ask, caseOf, list } from './case-steps.ts';
import { fakeTarget } from './fake-target.ts';
import type { Corruption } from './fake-target.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

/** A run of a few seconds behind a proxy that keeps count of what is sent. */
async function readOnly(seed: number, faults: readonly FaultId[] = []): Promise<[Report, readonly Seen[]]> {
  const backend = await startServer({ faults });
  const proxy = await startFaultProxy(backend.url, () => undefined);
  open.push(
    () => backend.close(),
    () => proxy.close(),
  );
  const report = await fuzz({ target: proxy.url, workspace: backend.workspaceId, seed, maxTime: '5s', readOnly: true });
  return [report, proxy.seen];
}

describe('a run that only reads', () => {
  test.each([1, 2, 3])('is quiet about a clean workspace, and reads all that is in it, with seed %d', async (seed) => {
    const [report, seen] = await readOnly(seed);

    expect([report.exitCode, report.findings]).toEqual([0, []]);
    const paths = new Set(seen.map(({ path }) => path.replace(/^.*web_backend\//, '')));
    expect([...paths]).toEqual(expect.arrayContaining(['connections/get', 'state/get_type', 'connections/list']));
    expect([...paths].filter((path) => /create|update$/.test(path))).toEqual([]);
    expect(seen.some(({ body }) => body.includes('withRefreshedCatalog'))).toBe(false);
  });

  test.each<[FaultId, string]>([
    ['read-without-schema-change', 'response-schema'],
    ['state-type-upper-case', 'response-schema'],
    ['job-time-in-milliseconds', 'job-members'],
    ['schedule-mirror-missing', 'schedule-triple'],
    ['list-swaps-names', 'list-get-agree'],
    ['secret-in-configuration', 'no-leak'],
    ['accepts-malformed-uuid', 'invalid-rejected'],
  ])('finds %s', async (fault, check) => {
    const [report] = await readOnly(4, [fault]);

    expect(report.findings.map((finding) => finding.check)).toContain(check);
  });
});

const getId = 'webBackendGetConnection';
const listId = 'webBackendListConnectionsForWorkspace';
const existing = ask(getId, { connectionId: '{{existing:4}}' });

async function brokenBy(testCase: ReturnType<typeof caseOf>, corrupt?: Corruption): Promise<readonly string[]> {
  const target = fakeTarget(corrupt, { writes: false });
  const fixtures = { ...target.fixtures, existingConnectionIds: ['000000f1-0000-4000-8000-000000000001'] };
  const run = await runCase(testCase, runContextFor({ ...target, fixtures }, allChecks, new AbortController().signal));
  return run.violations.map(({ check }) => check.id);
}

describe('the connection of somebody else', () => {
  test('is right as it is', async () => {
    expect(await brokenBy(caseOf(existing, list(), existing))).toEqual([]);
  });

  test('must be listed as it is read, when two reads around the list agree', async () => {
    const caught = await brokenBy(caseOf(existing, list(), existing), (reply, { operation }) => {
      if (operation === getId) Object.assign(reply.json as object, { name: 'another' });
      return undefined;
    });

    expect(caught).toEqual(['list-get-agree']);
  });

  test('may change while it is looked at', async () => {
    const caught = await brokenBy(caseOf(existing, list(), existing), (reply, { operation, count }) => {
      if (operation === getId && count > 1) Object.assign(reply.json as object, { name: 'renamed meanwhile' });
      return undefined;
    });

    expect(caught).toEqual([]);
  });

  test('is not asked for where there is none, and above all not without its id', async () => {
    const target = fakeTarget(undefined, { writes: false });

    await runCase(caseOf(existing, list()), runContextFor(target, allChecks, new AbortController().signal));

    expect(target.calls.map(({ operation }) => operation)).toEqual([listId]);
  });
});

describe('an empty list', () => {
  const around = caseOf(list(), ask('webBackendGetWorkspaceState', { workspaceId: '{{workspace}}' }), list());
  const without =
    (connections: boolean, isEmpty: (count: number) => boolean): Corruption =>
    (reply, { operation, count }) =>
      operation === 'webBackendGetWorkspaceState'
        ? { ...reply, json: { hasConnections: connections, hasSources: true, hasDestinations: true } }
        : operation === listId && isEmpty(count)
          ? { ...reply, json: { connections: [] } }
          : undefined;

  test('contradicts a state that knows of connections', async () => {
    expect(
      await brokenBy(
        around,
        without(true, () => true),
      ),
    ).toEqual(['workspace-state']);
  });

  test('agrees with a state that knows of none', async () => {
    expect(
      await brokenBy(
        around,
        without(false, () => true),
      ),
    ).toEqual([]);
  });

  test('says nothing when somebody else has filled it meanwhile', async () => {
    expect(
      await brokenBy(
        around,
        without(true, (count) => count === 0),
      ),
    ).toEqual([]);
  });
});
