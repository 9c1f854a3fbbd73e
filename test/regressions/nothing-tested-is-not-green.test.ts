import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { boundLines, coverageVerdicts, idleLines, notCovered } from '../../properties/engine/phase-coverage.ts';
import type { PhaseOutcome } from '../../properties/engine/phase-coverage.ts';
import { allChecks } from '../../properties/checks/all-checks.ts';
import { startBackend } from '../../src/backend/start-backend.ts';
import type { RunningBackend } from '../../src/backend/start-backend.ts';
import { loadBody } from '../../src/commands/commands.ts';
import { runBody } from '../../src/commands/run-body.ts';
import type { Report } from '../../src/report/report.ts';

const folder = mkdtempSync(join(tmpdir(), 'airlock-nothing-'));
let backend: RunningBackend;
beforeAll(async () => void (backend = await startBackend()));
beforeEach(() => void vi.stubEnv('AIRLOCK_HOME', join(folder, 'home')));
afterEach(() => vi.unstubAllEnvs());
afterAll(async () => {
  await backend.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('fuzz ends with 6 and says why', () => {
  test.each<[string, Readonly<Record<string, unknown>>, RegExp]>([
    [
      'when nothing fits into its time',
      { maxTime: '1ms' },
      /^Nothing was exercised: the time of the run was over; .*--max-time/,
    ],
    ['when nothing fits into its budget', { maxRequests: '5' }, /^Nothing was exercised: the budget .*--max-requests/],
    [
      'when a phase does not fit into its budget',
      { maxRequests: '40' },
      /^Not all of the run had a turn: phase \w+ \(the budget of the run was used up\)/,
    ],
    [
      'when no case is about the operations that were asked for',
      { operations: 'webBackendCreateConnection', phases: 'transport' },
      /^Nothing was exercised: none of its cases is about the operations/,
    ],
    [
      'when one of the operations that were asked for was not called',
      {
        operations: 'webBackendCheckUpdates,webBackendCreateConnection',
        readOnly: true,
        phases: 'valid',
        maxExamples: '5',
      },
      /operation webBackendCreateConnection \(it was not called\)/,
    ],
    [
      'when a check that was asked for had nothing to judge',
      { checks: 'no-server-error,refresh-diff', phases: 'transport', maxExamples: '2' },
      /check refresh-diff \(it had nothing to judge\)/,
    ],
    [
      'when a phase that was asked for may not be carried out',
      { phases: 'valid,sequences', readOnly: true, maxExamples: '3' },
      /phase sequences \(it writes and the run may not\); permit it with --allow-writes/,
    ],
    ['when its plan holds nothing', { dryRun: true, phases: 'sequences', readOnly: true }, /would send nothing/],
  ])('%s', async (_, options, reason) => {
    const { exitCode, reason: said, summary } = await run('fuzz', options);

    expect(said).toMatch(reason);
    expect(exitCode).toBe(6);
    expect(JSON.stringify(summary)).not.toMatch(/ of 0 |NaN/);
  });
});

test('a small run that did all that it was asked for is green', async () => {
  const report = await run('fuzz', { phases: 'transport', maxExamples: '1', workers: '1' });

  expect(report).toMatchObject({ exitCode: 0, fuzz: { casesByPhase: { transport: 1 } } });
});

test('what is not asked for by name and cannot be done is said, and fails nothing', async () => {
  const report = await run('fuzz', { readOnly: true, maxExamples: '3' });

  expect(report.exitCode).toBe(0);
  expect(report['fuzz']).toMatchObject({
    withoutTurn: {
      phases: [{ phase: 'sequences' }, { phase: 'concurrency' }],
      checks: expect.arrayContaining(['patch-frame']) as string[],
    },
  });
  expect(JSON.stringify(report['summary'])).toContain(
    'phases without a turn, for it writes and the run may not: sequences, concurrency',
  );
});

describe('a run that its time or its budget ended', () => {
  const outcomesOf = (cases: readonly number[], end: PhaseOutcome['end']): readonly PhaseOutcome[] =>
    (['valid', 'invalid', 'sequences'] as const).map((phase, index) => ({ phase, cases: cases[index] ?? 0, end }));
  const verdictOn = (outcomes: readonly PhaseOutcome[]): string | undefined => {
    const options = { outcomes, checks: allChecks, evaluated: () => 1, wasCalled: () => true, asked: {} };
    return coverageVerdicts(notCovered(options), options)[0]?.reason;
  };

  test.each([
    [
      [2, 1, 1],
      'time',
      'Next to nothing was exercised: 4 cases of at least 5, for the time of the run was over; give it more with --max-time',
    ],
    [[2, 2, 1], 'time', undefined],
    [[1, 1, 1], 'examples', undefined],
    [
      [40, 0, 9],
      'requests',
      'Not all of the run had a turn: phase invalid (the budget of the run was used up); give it more with --max-requests',
    ],
    // Said elsewhere, with another exit code.
    [[40, 0, 0], 'findings', undefined],
    [[40, 0, 0], 'lost', undefined],
  ] as const)('with cases %j, ended by %s, is judged by what it came to', (cases, end, reason) => {
    expect(verdictOn(outcomesOf(cases, end))).toBe(reason);
  });

  test('says in a line for each kind what had no turn, and nothing when all had one', () => {
    const none = { phases: [], checks: [], operations: [], pass: [], connections: [] };

    expect([...boundLines(none), ...idleLines(none, 37)]).toEqual([]);
    expect(idleLines({ ...none, checks: ['isolation', 'refresh-diff'] }, 37)).toEqual([
      '          checks that had nothing to judge: isolation, refresh-diff',
    ]);
    expect(boundLines({ ...none, pass: [{ phase: 'valid', begun: 3, all: 19 }] })).toEqual([
      '          systematic pass cut from its end: valid 3 of 19 cases',
    ]);
  });
});

test('verify of a pact without interactions is not green', async () => {
  const file = join(folder, 'pact.json');
  writeFileSync(
    file,
    JSON.stringify({ consumer: { name: 'nobody' }, provider: { name: 'airbyte-web-backend' }, interactions: [] }),
  );

  await expect(run('verify', { pact: file })).rejects.toThrow(/no interactions/);
});

test('check without a step is refused', async () => {
  await expect(run('check', { skip: 'contract,verify,fuzz,load' })).rejects.toThrow(/leaves no step/);
});

async function run(command: string, given: Readonly<Record<string, unknown>>): Promise<Report> {
  return runBody(await loadBody(command), {
    command,
    options: { target: backend.url, workspace: backend.workspaceId, maxTime: '20s', ...given },
    emit: () => undefined,
    signal: new AbortController().signal,
    reportDir: folder,
    seed: 1,
    redact: String,
    onRedact: () => undefined,
  });
}
