import { parseJson } from '../../../src/json/parse-json.ts';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { allChecks } from '../../../properties/checks/all-checks.ts';
import { invalidRejected } from '../../../properties/checks/invalid-rejected.ts';
import { validAccepted } from '../../../properties/checks/valid-accepted.ts';
import { fuzz } from '../../../properties/engine/fuzz.ts';
import type { FuzzOptions } from '../../../properties/engine/fuzz-options.ts';
import { acceptFindings } from '../../../properties/engine/known-findings-file.ts';
import { acceptedBy, parseKnownFindings } from '../../../properties/engine/known-findings.ts';
import { planOf } from '../../../properties/engine/plan.ts';
import { replay } from '../../../properties/engine/replay.ts';
import { phases } from '../../../properties/model/case.ts';
import { deviationFor } from '../../../deviations/deviations.ts';
import type { RunEvent } from '../../../src/report/events.ts';
import type { Finding, StepResult } from '../../../src/report/report.ts';
import { member } from '../../../src/json/json.ts';
import { BudgetSpentError, TargetLostError } from '../../../src/target/errors.ts';
import { fakeTarget } from './fake-target.ts';
import type { FakeTarget, Corruption } from './fake-target.ts';

/** The fake has no transport to speak of. */
const spoken = phases.filter((phase) => phase !== 'transport');
const settings = {
  seed: 11,
  phases: spoken,
  checks: allChecks.filter(({ optional }) => optional !== true),
  maxTimeMs: 60_000,
  maxExamples: 12,
  workers: 1,
  minAcceptance: 0.9,
  shrink: true,
  strict: false,
  known: [],
} as const;

async function fuzzed(
  target: FakeTarget,
  options: Partial<FuzzOptions> = {},
): Promise<StepResult & { readonly events: readonly RunEvent[] }> {
  const events: RunEvent[] = [];
  const signal = new AbortController().signal;
  const result = await fuzz({ ...settings, target, emit: (event) => void events.push(event), signal, ...options });
  return { ...result, events };
}

const resetsPrefix: Corruption = (reply, { operation }) => {
  if (operation === 'webBackendUpdateConnection' && reply.status === 200)
    delete (reply.json as { prefix?: string }).prefix;
  return undefined;
};
const codes = ({ verdicts }: StepResult): readonly number[] => (verdicts ?? []).map(({ code }) => code);
/** Ids are random on every server; everything else must be the same. */
const withoutIds = ({ calls }: FakeTarget): string =>
  JSON.stringify(
    calls.map((call) => (call.operation === 'transport' ? call.path : [call.operation, call.body])),
  ).replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/gi, 'id');

describe('fuzz', () => {
  test('finds nothing on a conforming server, and looked at every check that it can', async () => {
    const result = await fuzzed(fakeTarget(undefined));

    expect(result.findings).toEqual([]);
    expect(codes(result)).toEqual([]);
    expect(result.sections?.['fuzz']).toMatchObject({ misfits: [], skippedPhases: [] });
    const unused = member(member(result.sections?.['fuzz'], 'withoutTurn'), 'checks');
    expect(unused).toEqual(['authorization', 'refresh-diff', 'existing-untouched', 'transport']);
  });

  test('asks the source again with valid cases and with parallel ones, where the run may', async () => {
    const target = fakeTarget(undefined, { refresh: true });

    const all = ['valid', 'concurrency'] as const;
    const results = await Promise.all(all.map((phase) => fuzzed(target, { maxExamples: 40, phases: [phase] })));

    expect(results.flatMap(({ findings }) => findings)).toEqual([]);
    for (const { checks } of results) expect(checks?.['refresh-diff']?.evaluated).toBeGreaterThan(0);
  });

  test('repeats an update in its first case, with the name that it had', async () => {
    const results = await Promise.all(
      [1, 2, 3].map((seed) => fuzzed(fakeTarget(), { seed, maxExamples: 1, workers: 1 })),
    );

    for (const { checks } of results) expect(checks?.['repeated-update']?.evaluated).toBeGreaterThan(0);
  });

  test('sends the same requests for the same seed', async () => {
    const [one, same, other] = [fakeTarget(), fakeTarget(), fakeTarget()];

    await fuzzed(one);
    await fuzzed(same);
    await fuzzed(other, { seed: 12 });

    expect(withoutIds(same)).toBe(withoutIds(one));
    expect(withoutIds(other)).not.toBe(withoutIds(one));
  });

  test('goes on after a finding and exits with 1 at the end', async () => {
    const result = await fuzzed(fakeTarget(resetsPrefix));

    expect(result.findings?.map(({ check }) => check)).toContain('patch-frame');
    expect(codes(result)).toContain(1);
    expect(result.events.filter(({ type }) => type === 'phase-finished')).toHaveLength(spoken.length);
  });

  test('lists the gravest findings first', async () => {
    const result = await fuzzed(
      fakeTarget((reply, { operation }) =>
        operation === 'webBackendListConnectionsForWorkspace'
          ? { ...reply, contentType: 'text/html' }
          : resetsPrefix(reply, { operation, body: {}, count: 0 }),
      ),
    );

    const ranks = (result.findings ?? []).map(({ severity }) =>
      ['critical', 'high', 'medium', 'low'].indexOf(severity),
    );
    expect(ranks).toEqual(ranks.toSorted((left, right) => left - right));
    expect(new Set(ranks).size).toBeGreaterThan(1);
  });

  test('cannot be trusted when the target refuses most of what is valid', async () => {
    const result = await fuzzed(
      fakeTarget((reply) => ({ ...reply, status: 422, json: { message: 'no' } })),
      { shrink: false },
    );

    expect(codes(result)).toContain(6);
  });

  test('cannot be trusted when one operation refuses most of what is valid, however well the others do', async () => {
    const result = await fuzzed(
      fakeTarget((reply, { operation }) =>
        operation === 'webBackendUpdateConnection' ? { ...reply, status: 422, json: { message: 'no' } } : undefined,
      ),
      { shrink: false, minAcceptance: 0.5 },
    );

    expect(codes(result)).toContain(6);
    expect(result.verdicts?.find(({ code }) => code === 6)?.reason).toContain('0.0 % by webBackendUpdateConnection');
    expect(result.summary?.join('\n')).toContain('accepted by webBackendUpdateConnection 0.0 %');
  });

  test('does not hold it against a server that a deprecated connection takes no updates', async () => {
    const deprecated = new Set<unknown>();
    const result = await fuzzed(
      fakeTarget((reply, { operation, body }) => {
        const isGone = deprecated.has(body['connectionId']);
        if (operation === 'webBackendGetConnection' && isGone)
          return { ...reply, json: { ...(reply.json as object), status: 'deprecated' } };
        if (operation !== 'webBackendUpdateConnection') return undefined;
        if (isGone) return { ...reply, status: 422, json: { message: 'it is gone' } };
        if (body['status'] === 'deprecated') deprecated.add(body['connectionId']);
        return undefined;
      }),
      { maxExamples: 60, phases: ['sequences'], minAcceptance: 1, checks: [validAccepted] },
    );

    expect(result.findings).toEqual([]);
    expect(codes(result)).toEqual([]);
  });

  test('says what it has not touched, and what it was not allowed to', async () => {
    const result = await fuzzed(fakeTarget(undefined, { harmfulInputs: false }), {
      phases: ['concurrency'],
      maxExamples: 3,
    });

    expect(result.sections?.['fuzz']).toMatchObject({
      unexercised: {
        operations: expect.arrayContaining(['webBackendListGeographies']),
        statuses: expect.arrayContaining(['webBackendUpdateConnection 422']),
        branches: expect.arrayContaining(['webBackendListConnectionsForWorkspace /destinationId']),
      },
    });
    const printed = (result.summary ?? []).join('\n');
    expect(printed).toMatch(/not exercised: .*\b3 operations\b/);
    expect(printed).toContain('inputs that damage released servers (--allow-harmful)');
  });

  test('stops when the target is lost and blames no request for it', async () => {
    const target = fakeTarget();
    const lost: FakeTarget = {
      ...target,
      send: (call, options) => {
        if (target.calls.length < 30) return target.send(call, options);
        throw new TargetLostError('The target stopped answering');
      },
    };

    const result = await fuzzed(lost);

    expect(codes(result)).toEqual([3]);
    expect(result.findings).toEqual([]);
  });

  test('ends cleanly when the budget of requests is spent, and says that it did not come to every phase', async () => {
    const target = fakeTarget();
    const poor: FakeTarget = {
      ...target,
      send: (call, options) => {
        if (target.calls.length < 30) return target.send(call, options);
        throw new BudgetSpentError('The budget of 30 requests is spent');
      },
    };

    const result = await fuzzed(poor);

    expect(codes(result)).toEqual([6]);
    expect(result.events).toContainEqual({
      type: 'notice',
      level: 'warning',
      text: 'The budget of 30 requests is spent',
    });
  });

  test('stops at once when it is interrupted', async () => {
    const target = fakeTarget();
    const stop = new AbortController();
    const interrupted: FakeTarget = {
      ...target,
      send: (call, options) => {
        if (target.calls.length === 20) stop.abort();
        return target.send(call, options);
      },
    };

    await fuzz({ ...settings, target: interrupted, emit: () => undefined, signal: stop.signal });

    expect(target.calls.length).toBeLessThan(30);
  });

  test('sends nothing that writes to a target that may only be read', async () => {
    const target = fakeTarget(undefined, { writes: false, harmfulInputs: false });

    const result = await fuzzed(target);

    expect(target.calls.map(({ operation }) => operation)).not.toContain('webBackendCreateConnection');
    expect(target.calls.map(({ operation }) => operation)).not.toContain('webBackendUpdateConnection');
    expect(result.sections?.['fuzz']).toMatchObject({ skippedPhases: ['sequences', 'concurrency'] });
  });

  test('reports connections of others that changed while it ran', async () => {
    let reads = 0;
    const target = { ...fakeTarget(), digestExisting: async () => new Map([['someone-else', String((reads += 1))]]) };

    const result = await fuzzed(target, { phases: ['valid'], maxExamples: 1 });

    expect(result.findings?.map(({ check, severity }) => [check, severity])).toEqual([
      ['existing-untouched', 'critical'],
    ]);
  });

  test('stops after the number of findings that was asked for', async () => {
    const result = await fuzzed(fakeTarget(resetsPrefix), { maxFindings: 1 });

    expect(result.findings).toHaveLength(1);
  });
});

describe('planOf', () => {
  test('counts exactly what a run with the same seed sends', async () => {
    const target = fakeTarget();
    await fuzzed(target, { phases: ['sequences'] });

    const plan = planOf({
      ...settings,
      phases: ['sequences'],
      consent: target.consent,
      isLoopback: true,
      foreign: true,
      catalog: true,
      existing: false,
    });

    expect(plan.sections?.['plan']).toMatchObject({ exact: true, total: target.calls.length, sent: 0 });
  });
});

describe('replay', () => {
  test('tells a defect that is still there from one that is repaired', async () => {
    const { findings = [] } = await fuzzed(fakeTarget(resetsPrefix));
    const again = (corrupt?: Corruption): Promise<StepResult> =>
      replay({ target: fakeTarget(corrupt), emit: () => undefined, signal: new AbortController().signal, findings });

    const broken = await again(resetsPrefix);
    const repaired = await again();

    expect(broken.findings?.map(({ id }) => id)).toEqual(findings.map(({ id }) => id));
    expect(codes(broken)).toEqual([1]);
    expect(repaired.findings).toEqual([]);
    expect(codes(repaired)).toEqual([]);
  });

  test('works from the file that a report holds', async () => {
    const { findings = [] } = await fuzzed(fakeTarget(resetsPrefix), { maxFindings: 1 });
    const stored = parseJson(JSON.stringify(findings)) as typeof findings;

    const result = await replay({
      target: fakeTarget(resetsPrefix),
      emit: () => undefined,
      signal: new AbortController().signal,
      findings: stored,
    });

    expect(result.findings).toHaveLength(1);
  });
});

describe('accepted findings', () => {
  const entry = { signature: 's', reason: 'a reason', expires: '2027-01-31' };

  test('count again from the day on which they expire', () => {
    expect(acceptedBy([entry], 's', '2027-01-30T23:59:59.000Z')).toBe(entry);
    expect(acceptedBy([entry], 's', '2027-01-31T00:00:00.000Z')).toBeUndefined();
    expect(acceptedBy([entry], 'other', '2026-01-01')).toBeUndefined();
  });

  test('are written once and make the next run pass', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'airlock-')), 'known.json');
    const result = await fuzzed(fakeTarget(resetsPrefix));

    const acceptance = { file, reason: 'PLAT-12', expires: '2999-01-31' };
    const accepted = await acceptFindings(await acceptFindings(result, acceptance), acceptance);
    const known = parseKnownFindings(await readFile(file, 'utf8'), file);
    const next = await fuzzed(fakeTarget(resetsPrefix), { known });

    expect(codes(accepted)).toEqual([]);
    expect(known).toHaveLength(result.findings?.length ?? 0);
    expect(new Set(known.map(({ reason, expires }) => `${reason} ${expires}`))).toEqual(
      new Set(['PLAT-12 2999-01-31']),
    );
    expect(codes(next)).toEqual([]);
    expect(new Set(next.findings?.map(({ status }) => status))).toEqual(new Set(['known']));
  });

  test.each([
    ['{"findings": 7}'],
    ['[{"signature": "s"}]'],
    ['[{"signature": "s", "reason": "r", "expires": "soon"}]'],
    ['[{"signature": "s", "reason": "r", "expires": "2027-02-31"}]'],
    ['[{"signature": "s", "reason": "r", "expires": "31/01/2027"}]'],
  ])('that are not as they have to be are refused: %s', (text) => {
    expect(() => parseKnownFindings(text, 'known.json')).toThrow(/^Cannot read/);
  });
});

describe('a deviation of servers that leave a rule alone everywhere', () => {
  const forgetsWorkspace: Corruption = (_reply, { operation, body }) =>
    operation === 'webBackendListConnectionsForWorkspace' && body['workspaceId'] === undefined
      ? { status: 200, contentType: 'application/json', json: { connections: [] } }
      : undefined;
  const deviationOf = (finding: Finding): string | undefined => deviationFor(finding)?.id;
  const options = { deviationOf, phases: ['invalid'], maxExamples: 150 } as const;
  const statusesAt = (place: string, findings: readonly Finding[] = []): readonly string[] =>
    findings
      .filter(({ pointer, title }) => pointer === place && title.includes('a missing required member'))
      .map(({ status }) => status);

  test('does not explain the one place that a server which enforces the rule forgets', async () => {
    const { findings } = await fuzzed(fakeTarget(forgetsWorkspace), options);

    expect(statusesAt('/workspaceId', findings)).toEqual(['new']);
  });

  test('explains it where the server takes nearly everything', async () => {
    const takesAll: Corruption = ({ status }) =>
      status === 422 ? { status: 200, contentType: 'application/json', json: {} } : undefined;

    const { findings } = await fuzzed(fakeTarget(takesAll), { ...options, checks: [invalidRejected] });

    expect(new Set(statusesAt('/workspaceId', findings))).toEqual(new Set(['deviation']));
  });
});

test('a refusal that a deviation explains says nothing about the acceptance', async () => {
  const list = 'webBackendListConnectionsForWorkspace';
  const breaks: Corruption = (_reply, { operation }) =>
    operation === list ? { status: 500, contentType: 'application/json', json: { message: 'broken' } } : undefined;
  const explains = ({ operation }: Finding): string | undefined => (operation === list ? 'broken-list' : undefined);
  const options = { phases: ['valid'], maxExamples: 60, shrink: false } as const;

  const { verdicts: unexplained = [] } = await fuzzed(fakeTarget(breaks), options);
  const { verdicts: explained = [] } = await fuzzed(fakeTarget(breaks), { ...options, deviationOf: explains });

  expect(unexplained.map(({ code }) => code)).toContain(6);
  expect(explained.map(({ code }) => code)).not.toContain(6);
});
