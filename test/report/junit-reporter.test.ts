import { readFileSync } from 'node:fs';
import { validateXML } from 'xmllint-wasm';
import { describe, expect, test } from 'vitest';
import { toJunit } from '../../src/report/junit-reporter.ts';
import { testSuitesOf } from '../../src/report/test-suites.ts';
import { bareReport, hostile, sampleFinding, sampleReport } from './sample-report.ts';

const xsd = readFileSync(new URL('junit.xsd', import.meta.url), 'utf8');

describe('junit.xml', () => {
  test.each([
    ['a run with everything', sampleReport()],
    ['a run with nothing', bareReport()],
    ['a run that could not start', bareReport({ exitCode: 3, reason: `Cannot reach ${hostile}` })],
  ])('is valid by the common schema: %s', async (_, report) => {
    const outcome = await validateXML({ xml: toJunit(report), schema: xsd });

    expect(outcome.errors).toEqual([]);
  });

  test('has a case for each check and operation: failed, skipped with its reason, or passed', () => {
    const xml = toJunit(sampleReport());

    expect(xml).toMatch(/<testcase name="no-leak webBackendUpdateConnection"[^>]*><failure /);
    expect(xml).toMatch(/<testcase name="refresh-diff"[^>]*><skipped message="nothing in this run/);
    expect(xml).toMatch(/<testcase name="response-schema webBackendUpdateConnection"[^>]*\/>/);
    expect(xml).toContain('tests="18" failures="8" errors="0" skipped="2"');
  });

  test('has one failure in a case, since viewers show no second one, with all that was found in it', () => {
    const findings = [sampleFinding(), sampleFinding({ id: '00000009', title: 'Another' })];

    const xml = toJunit(bareReport({ findings, exitCode: 1 }));

    expect(xml.match(/<failure /g)).toHaveLength(1);
    expect(xml).toContain('and 1 more" type="high"');
    expect(xml).toContain('airlock replay 00000009');
  });

  test('skips a finding that is only known, and says why', () => {
    const xml = toJunit(bareReport({ findings: [sampleFinding({ status: 'known', explanation: 'until 2.0' })] }));

    expect(xml).toContain('<skipped message="known: until 2.0"/>');
    expect(xml).not.toContain('<failure');
  });

  test('reports a run that could not be carried out as an error', () => {
    expect(toJunit(bareReport({ exitCode: 3, reason: 'Cannot reach it' }))).toContain(
      '<error message="Cannot reach it" type="exit-3"/>',
    );
  });
});

describe('the suites of junit.xml', () => {
  const step = { ok: true, exitCode: 0, startedAt: '2026-01-01T00:00:00.500Z' };
  const report = sampleReport({
    baseline: undefined,
    selftest: undefined,
    check: {
      steps: [
        { ...step, step: 'contract', durationMs: 4000 },
        { ...step, step: 'verify', durationMs: 6000, ok: false, exitCode: 1, reason: '1 interaction is broken' },
        { ...step, step: 'fuzz', durationMs: 30_000, ok: false, exitCode: 1, reason: '3 new findings' },
        { ...step, step: 'load', durationMs: 9000, ok: false, exitCode: 6, reason: 'k6 fell behind' },
      ],
    },
  });
  const suites = testSuitesOf(report);

  test('are the steps of the run, each with what it judged', async () => {
    const cases = suites.map(({ step: name, cases: own }) => [name, ...new Set(own.map(({ kind }) => kind))]);

    expect(cases).toEqual([
      ['contract', 'step'],
      ['verify', 'step', 'interaction'],
      ['fuzz', 'step', 'check'],
      ['load', 'step', 'load'],
    ]);
    expect((await validateXML({ xml: toJunit(report), schema: xsd })).errors).toEqual([]);
  });

  test('have the times that were measured, and add up to the time of their step', () => {
    for (const { durationMs, cases } of suites)
      expect(cases.reduce((sum, { durationMs: own = 0 }) => sum + own, 0)).toBeCloseTo(durationMs, 3);
    const xml = toJunit(report);

    expect(xml).toMatch(/<testsuite name="fuzz"[^>]* time="30" timestamp="2026-01-01T00:00:00"/);
    expect(xml).toMatch(/<testcase name="airbyte-webapp: get a connection"[^>]* time="0.012"/);
    expect(xml).toMatch(/<testcase name="patch-frame webBackendUpdateConnection"[^>]* time="0.1625"/);
    expect(xml).toContain('<testcase name="refresh-diff" classname="airlock.fuzz"><skipped');
    expect(xml).not.toContain('time="0"');
  });

  test('leave the step without a time where its cases ran at the same time and took longer than it did', () => {
    const matrix = [1, 2].map((fault) => ({ fault: `f${fault}`, title: '', claimedBy: [], caughtBy: [], seconds: 4 }));
    const xml = toJunit(bareReport({ command: 'selftest', durationMs: 5000, selftest: { matrix } }));

    expect(xml).toContain('<testcase name="selftest as a whole" classname="airlock.selftest"/>');
    expect(xml).toContain('<testcase name="fault f2" classname="airlock.selftest" time="4"/>');
    expect(xml).toMatch(/<testsuite name="selftest"[^>]* time="5"/);
  });

  test('say which step could not be carried out', () => {
    expect(toJunit(report)).toMatch(/name="load as a whole"[^>]*><error message="k6 fell behind" type="exit-6"/);
  });

  test('have one more where the run failed and no step did', () => {
    const interrupted = testSuitesOf({ ...report, exitCode: 130, reason: 'Interrupted' });

    expect(interrupted[0]).toMatchObject({ step: 'check', cases: [{ status: 'error', message: 'Interrupted' }] });
  });
});

describe('junit.xml of verify', () => {
  test('has a case for each interaction, skipped with the reason where it was not judged', () => {
    const results = [
      { consumer: 'web', description: 'get', states: [], verdict: 'verified' },
      { consumer: 'web', description: 'update', states: ['a connection'], verdict: 'broken' },
      { consumer: 'web', description: 'create', states: [], verdict: 'unreachable' },
    ];

    const xml = toJunit(bareReport({ command: 'verify', verify: { results } }));

    expect(xml).toMatch(/name="web: get"[^>]*\/>/);
    expect(xml).toMatch(/name="web: update"[^>]*><failure /);
    expect(xml).toMatch(/name="web: create"[^>]*><skipped message="unreachable"/);
  });
});

describe('what is judged besides answers', () => {
  const report = sampleReport({ findings: [], checks: {}, verify: {}, fuzz: {}, exitCode: 5, reason: 'slower' });
  const spec = {
    command: 'check',
    faults: [
      { rule: 'unsatisfiable', kind: 'contradiction', pointer: '/a', reason: 'no value satisfies it' },
      { rule: 'untyped-schema', kind: 'gap', pointer: '/b', reason: 'no rule' },
    ],
  };

  test('has a JUnit case each: thresholds, comparisons, planted faults', () => {
    const xml = toJunit(report);

    expect(xml).toMatch(/name="smoke: http_req_duration[^>]*p\(95\)&lt;500"[^>]*\/>/);
    expect(xml).toMatch(
      /name="smoke: dropped_iterations count==0"[^>]*><failure message="the threshold was crossed: 1,234"/,
    );
    expect(xml).toMatch(/p95 against the baseline"[^>]*><failure message="regression: ×1.240/);
    expect(xml).toMatch(/p95 against the baseline"[^>]*><skipped message="inconclusive/);
    expect(xml).toMatch(/name="fault rare-500"[^>]*><failure /);
    expect(xml).toMatch(/name="fault update-resets-prefix"[^>]*\/>/);
    // The run as a whole is no error besides.
    expect(xml).toContain('errors="0"');
  });

  test('has one for each contradiction and gap of a description, and is valid', async () => {
    const xml = toJunit(bareReport({ command: 'spec check', exitCode: 1, spec }));

    const { errors } = await validateXML({ xml, schema: xsd });

    expect(errors).toEqual([]);
    expect(xml).toMatch(/name="unsatisfiable \/a"[^>]*><failure message="contradiction: no value satisfies it"/);
    expect(xml).toMatch(/name="untyped-schema \/b"[^>]*><skipped message="gap: no rule"/);
  });

  test('reports a run that failed for a reason without a case as an error', () => {
    expect(toJunit(bareReport({ exitCode: 5, reason: 'no rate held' }))).toContain('<error message="no rate held"');
  });
});
