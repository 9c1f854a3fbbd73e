/**
 * CTRF, the Common Test Report Format: the cases of JUnit with labels, for tools that compare and send around test results.
 * @see https://github.com/ctrf-io/ctrf
 */
import { randomUUID } from 'node:crypto';
import { defined } from '../json/defined.ts';
import { documentReporter } from './document-reporter.ts';
import { inertJson } from './inert-json.ts';
import { reportFiles } from './report-files.ts';
import type { Finding, Report } from './report.ts';
import { testSuitesOf } from './test-suites.ts';
import type { TestCase, TestSuite } from './test-suites.ts';

export const ctrfReporter = documentReporter(reportFiles.ctrf, (report) => `${inertJson(toCtrf(report), 2)}\n`);

export function toCtrf(report: Report): object {
  const suites = testSuitesOf(report);
  const tests = suites.flatMap((suite) => suite.cases.map((testCase) => testOf(testCase, suite, report)));
  const count = (wanted: CtrfTest['status']): number => tests.filter(({ status }) => status === wanted).length;
  const start = Date.parse(report.startedAt);
  const { seed, target } = report;
  return {
    reportFormat: 'CTRF',
    specVersion: '1.0.0',
    reportId: randomUUID(),
    timestamp: new Date(start + report.durationMs).toISOString(),
    generatedBy: 'airlock',
    results: {
      tool: { name: 'airlock', version: report.tool.version },
      summary: {
        tests: tests.length,
        passed: count('passed'),
        failed: count('failed'),
        skipped: count('skipped'),
        pending: count('pending'),
        other: count('other'),
        suites: suites.length,
        start,
        stop: start + report.durationMs,
        duration: report.durationMs,
      },
      tests,
      environment: {
        ...defined({ testEnvironment: target?.url }),
        extra: { command: report.command, exitCode: report.exitCode, ...defined({ reason: report.reason, seed }) },
      },
    },
  };
}

interface CtrfTest {
  readonly name: string;
  readonly status: 'passed' | 'failed' | 'skipped' | 'pending' | 'other';
  readonly [member: string]: unknown;
}

function testOf(testCase: TestCase, { step, startedAt, durationMs: ofStep }: TestSuite, report: Report): CtrfTest {
  const { kind, name, type, message, details, durationMs, findings = [] } = testCase;
  const start = Date.parse(startedAt);
  // A threshold or a comparison is judged by all that its step measured.
  const duration = durationMs ?? (['step', 'load', 'baseline'].includes(kind) ? ofStep : 0);
  return {
    name,
    status: statusOf(testCase),
    duration: Math.ceil(duration), // whole milliseconds; 0 is for what was not measured
    suite: step === report.command ? [step] : [report.command, step],
    type: kind,
    ...(kind === 'step' ? { start, stop: start + ofStep } : {}),
    ...defined({ message, trace: details, rawStatus: type }),
    ...labelsOf(findings),
  };
}

function labelsOf(findings: readonly Finding[]): { readonly labels?: object } {
  const [first] = findings;
  if (first === undefined) return {};
  const { check, operation, severity } = first;
  return { labels: { check, operation, severity, findings: findings.map(({ id }) => id) } };
}

/** What is undecided or could not be judged is neither; a pending interaction is one that does not count yet. */
function statusOf({ status, type }: TestCase): CtrfTest['status'] {
  if (status === 'error') return 'failed';
  if (status !== 'skipped') return status;
  return type === 'pending' ? 'pending' : type === 'undecided' ? 'other' : 'skipped';
}
