import { expect, test } from 'vitest';
import { stepLines } from '../../../src/commands/check/step-lines.ts';
import type { RunStep } from '../../../src/report/steps.ts';
import { sampleFinding } from '../../report/sample-report.ts';

function step(changes: Partial<RunStep>): RunStep {
  return { step: 'fuzz', ok: true, exitCode: 0, startedAt: '2026-01-01T00:00:00.000Z', durationMs: 6900, ...changes };
}

test('each step of a check has one line: how it ended, how long it took, and what stands behind that', () => {
  const checks = { 'patch-frame': { evaluated: 7, failed: 1 } };
  const lines = stepLines(
    [
      { step: step({ step: 'contract', durationMs: 900 }), result: {} },
      {
        step: step({ exitCode: 1, ok: false, reason: '1 new finding; replay it with: airlock replay 3f9c2a10' }),
        result: { checks, findings: [sampleFinding(), sampleFinding({ id: '00000001', status: 'deviation' })] },
      },
      {
        step: step({ step: 'load', exitCode: 6, ok: false, reason: 'The load test "smoke" is invalid' }),
        result: {},
      },
    ],
    [{ step: 'verify', why: '--skip' }],
  );

  expect(lines).toEqual([
    'verdict   contract  passed in 0.9 s',
    '          fuzz      failed in 6.9 s: 1 new finding',
    '          load      no verdict after 6.9 s: the run cannot be trusted: The load test "smoke" is invalid',
    '          verify    not run: --skip',
  ]);
});

test('a step that was interrupted is said to be that, and not to have passed', () => {
  const lines = stepLines(
    [{ step: step({ exitCode: 130, ok: false, reason: 'interrupted', durationMs: 1000 }), result: {} }],
    [],
  );

  expect(lines).toEqual(['verdict   fuzz      interrupted after 1.0 s']);
});

test('why a step was not run is said once', () => {
  const reason = 'Cannot reach http://localhost:1/api: refused';
  const lines = stepLines(
    [{ step: step({ exitCode: 3, ok: false, reason }), result: { summary: [`fuzz      not run: ${reason}`] } }],
    [],
  );

  expect(lines).toEqual(['verdict   fuzz      not tested after 6.9 s: the target could not be reached or used']);
});
