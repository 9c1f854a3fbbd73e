/** JUnit XML: a test case for every check and operation that the run looked at, and one for every pact or threshold. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { getJunitXml } from 'junit-xml';
import type { Finding, Report } from './report.ts';
import type { Reporter, ReporterOptions } from './reporters.ts';
import { visible } from './visible.ts';

export function junitReporter({ reportDir, redact }: ReporterOptions): Reporter {
  return {
    emit(event) {
      if (event.type === 'run-finished') writeFileSync(join(reportDir, 'junit.xml'), redact(toJunit(event.report)));
    },
  };
}

/** The document as text. Known findings and deviations are skipped test cases that say why. */
export function toJunit(report: Report): string {
  const failing = new Map<string, Finding[]>();
  for (const finding of report.findings) {
    const key = `${finding.check} ${finding.operation}`;
    failing.set(key, [...(failing.get(key) ?? []), finding]);
  }
  const passed = Object.keys(report.checks ?? {})
    .filter((check) => !report.findings.some((finding) => finding.check === check))
    .map((check) => ({ name: check, classname: `airlock.${report.command}` }));
  const failed = [...failing].map(([key, findings]) => caseOf(key, findings, report.command));
  const outcome = {
    name: `${report.command} as a whole`,
    classname: `airlock.${report.command}`,
    ...(report.exitCode === 0 || report.exitCode === 1
      ? {}
      : { errors: [{ message: visible(report.reason ?? `exit code ${report.exitCode}`) }] }),
  };
  return getJunitXml({
    name: 'airlock',
    suites: [
      {
        name: report.command,
        timestamp: report.startedAt,
        time: report.durationMs / 1000,
        testCases: [outcome, ...passed, ...failed],
      },
    ],
  });
}

function caseOf(key: string, findings: readonly Finding[], command: string) {
  const fresh = findings.filter(({ status }) => status === 'new');
  const base = { name: visible(key), classname: `airlock.${command}` };
  if (fresh.length === 0)
    return {
      ...base,
      skipped: {
        message: visible(findings.map(({ status, explanation }) => `${status}: ${explanation ?? ''}`).join('; ')),
      },
    };
  return {
    ...base,
    failures: fresh.map((finding) => ({
      message: visible(finding.title),
      type: finding.severity,
      body: visible(`expected ${finding.expected ?? ''}; received ${finding.received ?? ''}; ${finding.replay}`),
    })),
  };
}
