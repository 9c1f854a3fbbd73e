import { describe, expect, test } from 'vitest';
import { joinResults } from '../../src/commands/check/join-results.ts';
import { runBody } from '../../src/commands/run-body.ts';
import type { CommandBody, RunRequest } from '../../src/commands/run-body.ts';
import { UsageError } from '../../src/commands/usage-error.ts';
import type { Report, StepResult, Verdict } from '../../src/report/report.ts';

describe('the exit code', () => {
  test.each<[readonly Verdict['code'][], number]>([
    [[], 0],
    [[6, 5], 5],
    [[5, 1, 6], 1],
    [[1, 4], 4],
    [[6, 5, 1, 4, 3], 3],
  ])('of verdicts %j is %i', async (codes, expected) => {
    const report = await run(async () => ({ verdicts: codes.map((code) => ({ code, reason: `reason ${code}` })) }));

    expect(report.exitCode).toBe(expected);
    expect(report.reason).toBe(expected === 0 ? undefined : `reason ${expected}`);
  });

  test('comes with every reason of its kind', async () => {
    const verdicts: Verdict[] = [
      { code: 1, reason: '2 interactions are broken' },
      { code: 5, reason: 'it became slower' },
      { code: 1, reason: '3 new findings' },
    ];

    expect((await run(async () => ({ verdicts }))).reason).toBe('2 interactions are broken; 3 new findings');
  });

  test('is 130 after an interruption, whatever else was found', async () => {
    const stop = new AbortController();

    const report = await run(
      async () => {
        stop.abort();
        return { verdicts: [{ code: 1, reason: 'a finding' }] };
      },
      { signal: stop.signal },
    );

    expect(report.exitCode).toBe(130);
  });

  test('is 6 for a defect of ours, with the place beside it, and the report is there', async () => {
    const report = await run(async () => {
      throw new RangeError('Invalid array length');
    });

    expect(report.exitCode).toBe(6);
    expect(report.reason).toContain('Invalid array length');
    expect(report['defect']).toContain('run-body.test.ts');
  });

  test('is none when the command line is wrong: nothing was begun', async () => {
    const refused = run(async () => {
      throw new UsageError('Cannot use it');
    });

    await expect(refused).rejects.toThrow('Cannot use it');
  });
});

describe('the results of several steps', () => {
  test('are joined: sections side by side, counts added, verdicts and lines one after the other', () => {
    const first: StepResult = {
      sections: { verify: 1 },
      checks: { pact: { evaluated: 2, failed: 1 } },
      summary: ['a'],
      verdicts: [{ code: 1, reason: 'x' }],
    };
    const second: StepResult = {
      seed: 7,
      sections: { fuzz: 2 },
      checks: { pact: { evaluated: 3, failed: 0 } },
      summary: ['b'],
    };

    const joined = joinResults([first, second]);

    expect(joined).toEqual({
      seed: 7,
      findings: [],
      checks: { pact: { evaluated: 5, failed: 1 } },
      sections: { verify: 1, fuzz: 2 },
      summary: ['a', 'b'],
      verdicts: [{ code: 1, reason: 'x' }],
    });
  });
});

function run(body: CommandBody, changes: Partial<RunRequest> = {}): Promise<Report> {
  return runBody(body, {
    command: 'fuzz',
    options: {},
    emit: () => undefined,
    signal: new AbortController().signal,
    reportDir: 'airlock-report',
    redact: String,
    onRedact: () => undefined,
    ...changes,
  });
}
