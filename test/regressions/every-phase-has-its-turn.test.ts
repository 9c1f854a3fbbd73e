import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { casesOf } from '../../properties/arbitraries/cases.ts';
import { allChecks } from '../../properties/checks/all-checks.ts';
import { fuzz } from '../../properties/engine/fuzz.ts';
import { caseOptionsOf, drawCase } from '../../properties/engine/generation.ts';
import { PhaseBudgets } from '../../properties/engine/phase-budgets.ts';
import { phases } from '../../properties/model/case.ts';
import type { Case, Phase } from '../../properties/model/case.ts';
import type { FaultId } from '../../lab/faults.ts';
import { startServer } from '../../lab/start-server.ts';
import { consentOf } from '../../src/target/consent-guard.ts';
import { openTarget } from '../../src/target/open-target.ts';
import type { TargetOptions } from '../../src/target/target-options.ts';

const home = mkdtempSync(join(tmpdir(), 'airlock-turns-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe.each([
  { rate: 70, seconds: 30 },
  { rate: 15, seconds: 30 },
  { rate: 1000, seconds: 10 },
])('on a server of $rate requests a second a run of $seconds s', ({ rate, seconds }) => {
  const spent = simulate({ rate, seconds });
  const whole = phases.reduce((sum, phase) => sum + spent[phase].ms, 0);

  test.each([
    ['valid', 0.29],
    ['invalid', 0.41],
    ['sequences', 0.16],
    ['concurrency', 0.1],
    ['transport', 0.04],
  ] as const)('gives the phase %s its part', (phase, part) => {
    // A case is not cut in two: the longest of them take eighteen requests, one after the other.
    const longestCaseMs = (18 * 4 * 1000) / rate;

    expect(spent[phase].cases).toBeGreaterThan(0);
    expect(Math.abs(spent[phase].ms - part * (seconds * 1000 - Math.max(500, 30 * seconds)))).toBeLessThan(
      longestCaseMs,
    );
  });

  test('takes nearly all of the time when there is nothing to try again', () => {
    expect(whole).toBeGreaterThan(seconds * 1000 * 0.9);
    expect(whole).toBeLessThan(seconds * 1000);
  });

  test.each([
    ['a fifth of the time is', 0.2, 0.2],
    ['at most a third of it is, however many there are,', 5, 0.35],
  ])('%s kept for findings that need it', (_, needed, kept) => {
    const { valid, invalid, sequences, concurrency, transport } = simulate({
      rate,
      seconds,
      neededAfterMs: needed * seconds * 1000,
    });
    const phasesMs = [valid, invalid, sequences, concurrency, transport].reduce((sum, { ms }) => sum + ms, 0);

    expect(Math.abs(phasesMs - (1 - kept) * seconds * 1000)).toBeLessThan((18 * 4 * 1000) / rate);
  });
});

describe('a budget of 300 requests', () => {
  test('has every phase and nearly every check look at something, and is kept', { timeout: 60_000 }, async () => {
    const { result, total, casesByPhase, withoutTurn } = await fuzzedWithin(300, []);

    expect(Object.keys(casesByPhase)).toEqual([...phases]);
    expect(withoutTurn.phases).toEqual([]);
    // Two need a consent that the run has not got, and a few a step that is rare.
    expect(withoutTurn.checks.length).toBeLessThan(8);
    expect(result.verdicts).toEqual([]);
    expect(total).toBeLessThanOrEqual(300);
  });

  test('is not used up by the first findings: every phase has its turn all the same', { timeout: 60_000 }, async () => {
    const faults = ['update-makes-manual', 'list-item-without-schema-change'] as const;
    const { result, total, withoutTurn } = await fuzzedWithin(300, faults);

    expect(result.findings?.length).toBeGreaterThan(1);
    expect(withoutTurn.phases).toEqual([]);
    expect(total).toBeLessThanOrEqual(300);
  });
});

test('a run of few connections makes no more, goes on without them, and says so', { timeout: 60_000 }, async () => {
  const { result, created, withoutTurn } = await fuzzedWithin(700, [], { maxConnections: 12 });

  expect(created).toBeGreaterThan(4);
  expect(created).toBeLessThanOrEqual(12);
  expect(result.findings).toEqual([]);
  expect(withoutTurn.connections).toContain('valid');
  expect(withoutTurn.phases).toEqual([]);
});

async function fuzzedWithin(maxRequests: number, faults: readonly FaultId[], more: Partial<TargetOptions> = {}) {
  const backend = await startServer({ faults });
  const { url, workspaceId } = backend;
  const stop = new AbortController();
  const target = await openTarget(
    { url, workspaceId, homeDir: home, maxRequests, optIns: { harmfulInputs: true }, ...more },
    { signal: stop.signal, runId: 'turns001' },
  );
  const result = await fuzz({
    target,
    emit: () => undefined,
    signal: stop.signal,
    seed: 5,
    phases,
    checks: allChecks.filter(({ optional }) => optional !== true),
    maxTimeMs: 60_000,
    workers: 4,
    minAcceptance: 0.9,
    shrink: true,
    strict: true,
    known: [],
  });
  const { created } = await target.sandbox.clean();
  await target.close();
  await backend.close();
  const section = result.sections?.['fuzz'] as {
    readonly casesByPhase: Readonly<Record<Phase, number>>;
    readonly withoutTurn: {
      readonly phases: readonly unknown[];
      readonly checks: readonly string[];
      readonly connections: readonly Phase[];
    };
  };
  return { result, created, total: target.counts().total, ...section };
}

/** Four workers that share a server: a request takes as long as the server needs for four. */
function simulate({
  rate,
  seconds,
  neededAfterMs = 0,
}: {
  readonly rate: number;
  readonly seconds: number;
  readonly neededAfterMs?: number;
}) {
  let now = 0;
  const phaseBudgets = new PhaseBudgets({
    phases,
    deadline: seconds * 1000,
    target: {
      requestsLeft: () => Number.POSITIVE_INFINITY,
      connectionsLeft: () => Number.POSITIVE_INFINITY,
      tempo: { latencyMs: () => undefined },
    },
    now: () => now,
    neededAfterMs: () => neededAfterMs,
    neededAfterRequests: () => 0,
  });
  const spent = {} as Record<Phase, { ms: number; cases: number }>; // filled below, phase by phase
  for (const phase of phases) {
    const began = now;
    const workers = phase === 'concurrency' ? 1 : 4;
    const budget = phaseBudgets.begin(phase, workers);
    const running: { readonly testCase: Case; readonly endsAt: number; readonly shard: number }[] = [];
    const numbers = Array.from({ length: workers }, () => 0);
    let cases = 0;
    const next = (shard: number): void => {
      const testCase = drawn(phase, shard, numbers[shard] ?? 0);
      numbers[shard] = (numbers[shard] ?? 0) + 1;
      if (budget.admits(testCase) !== undefined) return;
      cases += 1;
      running.push({ testCase, endsAt: now + (testCase.steps.length * 4 * 1000) / rate, shard });
    };
    for (let shard = 0; shard < workers; shard += 1) next(shard);
    while (running.length > 0) {
      running.sort((left, right) => left.endsAt - right.endsAt);
      const first = running.shift();
      if (first === undefined) break;
      now = first.endsAt;
      budget.ended(first.testCase);
      next(first.shard);
    }
    spent[phase] = { ms: now - began, cases };
  }
  return spent;
}

function drawn(phase: Phase, shard: number, number: number): Case {
  const options = caseOptionsOf(
    {
      consent: consentOf({ url: '', optIns: {} }, true),
      isLoopback: true,
      foreign: false,
      catalog: true,
      existing: true,
    },
    {},
  );
  const arbitrary = casesOf(phase, options);
  if (arbitrary === undefined) throw new Error(`no cases of ${phase}`);
  // A few hundred of each are enough, and drawing one takes as long as sending it.
  return drawCase(arbitrary, { seed: 1, phase, shard, number: number % 20 });
}
