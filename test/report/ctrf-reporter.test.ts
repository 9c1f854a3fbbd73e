import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { toCtrf } from '../../src/report/ctrf-reporter.ts';
import { bareReport, hostile, sampleReport } from './sample-report.ts';
import { violationsOf } from './schemas/violations-of.ts';
import { written } from './written.ts';

interface Ctrf {
  readonly results: {
    readonly summary: Readonly<Record<string, number>>;
    readonly tests: readonly { readonly name: string; readonly status: string; readonly duration: number }[];
  };
}

function testNamed(report: Parameters<typeof toCtrf>[0], name: string): unknown {
  return (toCtrf(report) as Ctrf).results.tests.find((each) => each.name === name);
}

describe('ctrf.json', () => {
  test.each([
    ['a run with everything', sampleReport()],
    ['a run with nothing', bareReport()],
    ['a run that could not start', bareReport({ exitCode: 3, reason: `Cannot reach ${hostile}` })],
  ])('is valid by the published schema: %s', async (_, report) => {
    const folder = await written(['ctrf'], [{ type: 'run-finished', report }]);

    const document: unknown = JSON.parse(readFileSync(join(folder, 'ctrf.json'), 'utf8'));

    expect(violationsOf('ctrf-1.0.0', document)).toEqual([]);
  });

  test('counts every test once', () => {
    const { summary, tests } = (toCtrf(sampleReport()) as Ctrf).results;
    const { passed = 0, failed = 0, skipped = 0, pending = 0, other = 0 } = summary;

    expect(summary['tests']).toBe(tests.length);
    expect(passed + failed + skipped + pending + other).toBe(tests.length);
    expect({ failed, other }).toEqual({ failed: 8, other: 1 });
  });

  test('has the durations that were measured: of an exchange, of the judging, of the load that a threshold is about', () => {
    const step = { ok: true, exitCode: 0, startedAt: '2026-01-01T00:00:01.000Z' };
    const steps = ['verify', 'fuzz', 'load'].map((name) => ({ ...step, step: name, durationMs: 9000 }));
    const report = sampleReport({ check: { steps } });

    expect(testNamed(report, 'airbyte-webapp: get a connection')).toMatchObject({
      suite: ['check', 'verify'],
      duration: 12,
    });
    expect(testNamed(report, 'response-schema webBackendUpdateConnection')).toMatchObject({
      suite: ['check', 'fuzz'],
      duration: 341,
    });
    expect(testNamed(report, 'smoke: dropped_iterations count==0')).toMatchObject({ status: 'failed', duration: 9000 });
    expect(testNamed(report, 'load as a whole')).toMatchObject({
      duration: 9000,
      start: Date.parse(step.startedAt),
      stop: Date.parse(step.startedAt) + 9000,
    });
  });

  test('labels what failed with check, operation, severity and findings', () => {
    expect(testNamed(sampleReport(), 'no-server-error webBackendUpdateConnection')).toMatchObject({
      status: 'failed',
      message: 'A name of 256 characters is answered with 500',
      trace: expect.stringContaining('airlock replay 0badcafe') as string,
      labels: { check: 'no-server-error', severity: 'critical', findings: ['0badcafe'] },
    });
  });
});
