import { describe, expect, test } from 'vitest';
import type { CaseRun } from '../../../properties/engine/run-case.ts';
import { RunStatistics } from '../../../properties/engine/run-statistics.ts';
import type { Case, CaseStep, Intent } from '../../../properties/model/case.ts';

const operation = 'webBackendCreateConnection';
const valid: Intent = { kind: 'valid' };

function invalid(pointer: string): Intent {
  return {
    kind: 'invalid',
    label: { kind: 'schema', keyword: 'required', pointer, description: 'a member is missing' },
  };
}

/** Adds one case of one step that was answered with the status. */
function add(statistics: RunStatistics, intent: Intent, status: number, mayBeRefused = false): void {
  const step: CaseStep = { operation, intent, body: {} };
  const testCase: Case = { phase: 'valid', steps: [step], path: '0.0' };
  const answer = { kind: 'answer', status, headers: {}, text: '{}', json: { ok: true, value: {} } } as const;
  const run: CaseRun = {
    violations: [],
    exchanges: [
      { id: 'request-1', index: 0, call: { operation, body: {} }, outcome: answer, startedAt: 0, durationMs: 1 },
    ],
    observations: [{ step, operation, body: {}, answer, json: {}, index: 0 }],
    evaluations: [{ check: 'declared-status', operation, status, ms: 0.25 }],
    created: [],
    mayBeRefused: new Set(mayBeRefused ? [0] : []),
  };
  statistics.add(testCase, run);
}

describe('RunStatistics', () => {
  test('count accepted valid bodies and refused invalid ones', () => {
    const statistics = new RunStatistics();

    add(statistics, valid, 200);
    add(statistics, valid, 422);
    add(statistics, invalid('/name'), 400);
    add(statistics, invalid('/name'), 500);

    expect(statistics).toMatchObject({ requests: 4, cases: 4 });
    expect(statistics.casesOf('valid')).toBe(4);
    expect(statistics.acceptance()).toMatchObject({
      valid: { sent: 2, accepted: 1 },
      invalid: { sent: 2, rejected: 1 },
    });
    expect(statistics.acceptedShare()).toBe(0.5);
    expect(statistics.statusesOf(operation)).toEqual([200, 422, 400, 500]);
  });

  test('leave a valid body out of the acceptance when its refusal is no fault', () => {
    const statistics = new RunStatistics();

    add(statistics, valid, 422, true);

    expect(statistics.acceptance().valid).toEqual({ sent: 0, accepted: 0 });
    expect(statistics.acceptedShare()).toBe(1);
  });

  test('count how often each check judged an answer', () => {
    const statistics = new RunStatistics();

    add(statistics, valid, 200);
    add(statistics, valid, 200);

    expect(statistics.coverage()).toEqual({ [operation]: { '200': { 'declared-status': 2 } } });
    expect(statistics.checks(['declared-status', 'no-leak'])).toEqual({
      'declared-status': { evaluated: 2, failed: 0 },
      'no-leak': { evaluated: 0, failed: 0 },
    });
  });

  test('add up how long each check took to judge', () => {
    const statistics = new RunStatistics();

    add(statistics, valid, 200);
    add(statistics, valid, 422);

    expect(statistics.judgingMs()).toEqual({ [operation]: { 'declared-status': 0.5 } });
  });

  test('tell that a target enforces a keyword once it refused it at five places', () => {
    const statistics = new RunStatistics();

    for (const pointer of ['/a', '/b', '/c', '/d']) add(statistics, invalid(pointer), 400);
    expect(statistics.enforces('required')).toBe(false);

    add(statistics, invalid('/e'), 400);
    expect(statistics.enforces('required')).toBe(true);
    expect(statistics.enforces('type')).toBe(false);
  });

  test('keep ten descriptions of mislabelled cases at most', () => {
    const statistics = new RunStatistics();

    for (let index = 0; index < 12; index += 1) statistics.addMislabelled(`case ${index}`);

    expect(statistics.mislabelled).toHaveLength(10);
  });
});
