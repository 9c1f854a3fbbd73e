/** JUnit XML: a test case for every check and operation that the run looked at, and one for every pact or threshold. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { getJunitXml } from 'junit-xml';
import type { TestCase, TestSuite } from 'junit-xml';
import { redacted } from './redacted.ts';
import type { Finding, Report } from './report.ts';
import type { Reporter, ReporterOptions } from './reporters.ts';
import { visible } from './visible.ts';

export function junitReporter({ reportDir, redact }: ReporterOptions): Reporter {
  return {
    emit(event) {
      if (event.type === 'run-finished')
        writeFileSync(join(reportDir, 'junit.xml'), toJunit(redacted(event.report, redact)));
    },
  };
}

/** The document as text. Known findings and deviations are skipped test cases that say why. */
export function toJunit(report: Report): string {
  const { command, startedAt, durationMs } = report;
  const suites: TestSuite[] = [
    { name: command, timestamp: new Date(startedAt), time: durationMs / 1000, testCases: casesOf(report) },
  ];
  return getJunitXml({ name: 'airlock', time: durationMs / 1000, suites });
}

function casesOf(report: Report): readonly TestCase[] {
  const byCase = Map.groupBy(report.findings, ({ check, operation }) => `${check} ${operation}`);
  const failing = new Set(report.findings.map(({ check }) => check));
  const silent = Object.entries(report.checks ?? {}).filter(([check]) => !failing.has(check));
  return [
    wholeRun(report),
    ...silent.map(([check, { evaluated }]) => passedCase(check, evaluated, report)),
    ...[...byCase].map(([name, findings]) => findingCase(name, findings, report)),
  ];
}

/** Says that the run itself could be carried out, which no single check can say. */
function wholeRun({ command, exitCode, reason }: Report): TestCase {
  const base = { name: `${command} as a whole`, classname: `airlock.${command}` };
  if (exitCode === 0 || exitCode === 1) return base;
  return { ...base, errors: [{ message: visible(reason ?? `exit code ${exitCode}`), type: `exit-${exitCode}` }] };
}

function passedCase(check: string, evaluated: number, { command }: Report): TestCase {
  const base = { name: visible(check), classname: `airlock.${command}` };
  return evaluated === 0 ? { ...base, skipped: { message: 'nothing in this run could be judged by it' } } : base;
}

function findingCase(name: string, findings: readonly Finding[], { command }: Report): TestCase {
  const fresh = findings.filter(({ status }) => status === 'new');
  const base = { name: visible(name), classname: `airlock.${command}` };
  if (fresh.length === 0) {
    const reasons = findings.map(
      ({ status, explanation }) => `${status}${explanation === undefined ? '' : `: ${explanation}`}`,
    );
    return { ...base, skipped: { message: visible(reasons.join('; ')) } };
  }
  return {
    ...base,
    failures: fresh.map((finding) => ({
      message: visible(finding.title),
      type: finding.severity,
      // The library writes the text into CDATA and leaves its end as it is.
      body: bodyOf(finding).replaceAll(']]>', ']] >'),
    })),
  };
}

function bodyOf({ id, expected, received, reproduction, curl, replay }: Finding): string {
  const lines = [
    `finding  ${id} (${reproduction})`,
    ...(expected === undefined ? [] : [`expected ${expected}`]),
    ...(received === undefined ? [] : [`received ${received}`]),
    ...curl,
    replay,
  ];
  return lines.map(visible).join('\n');
}
