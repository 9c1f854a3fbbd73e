/**
 * JUnit XML: a test case for every check and operation that the run looked at, and one for the run as a whole.
 * Written by hand, because the packages that we tried write failures as errors or lose the reason of a skipped case.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { coverageOf } from './coverage.ts';
import { redacted } from './redacted.ts';
import type { Finding, Report } from './report.ts';
import type { Reporter, ReporterOptions } from './reporters.ts';
import { verifiedInteractions } from './verified-interactions.ts';
import type { VerifiedInteraction } from './verified-interactions.ts';
import { element } from './xml.ts';
import type { Xml } from './xml.ts';

export function junitReporter({ reportDir, redact }: ReporterOptions): Reporter {
  return {
    emit(event) {
      if (event.type === 'run-finished')
        writeFileSync(join(reportDir, 'junit.xml'), toJunit(redacted(event.report, redact)));
    },
  };
}

interface TestCase {
  readonly name: string;
  readonly failures?: readonly Xml[];
  readonly error?: Xml;
  readonly skipped?: string;
}

/** The document as text. Known findings and deviations are skipped test cases that say why. */
export function toJunit(report: Report): string {
  const { command, startedAt, durationMs } = report;
  const cases = casesOf(report);
  const counts = {
    tests: cases.length,
    failures: cases.filter(({ failures }) => failures !== undefined).length,
    errors: cases.filter(({ error }) => error !== undefined).length,
    skipped: cases.filter(({ skipped }) => skipped !== undefined).length,
    time: durationMs / 1000,
  };
  const suite = element(
    'testsuite',
    { name: command, ...counts, timestamp: startedAt.replace(/\.\d+Z$/, '') },
    cases.map((testCase) => caseElement(testCase, command)),
  );
  const root = element('testsuites', { name: 'airlock', ...counts }, [suite]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root.xml}\n`;
}

function caseElement({ name, failures = [], error, skipped }: TestCase, command: string): Xml {
  const outcome = skipped === undefined ? [] : [element('skipped', { message: skipped })];
  return element('testcase', { name, classname: `airlock.${command.replaceAll(' ', '.')}`, time: 0 }, [
    ...outcome,
    ...(error === undefined ? [] : [error]),
    ...failures,
  ]);
}

function casesOf(report: Report): readonly TestCase[] {
  const byCase = Map.groupBy(report.findings, ({ check, operation }) => `${check} ${operation}`);
  const judged = [...judgedCases(report)].filter((name) => !byCase.has(name));
  const failing = new Set(report.findings.map(({ check }) => check));
  const named = new Set(judged.map((name) => name.split(' ')[0]));
  const others = Object.entries(report.checks ?? {}).filter(([check]) => !failing.has(check) && !named.has(check));
  return [
    wholeRun(report),
    ...verifiedInteractions(report).map(interactionCase),
    ...judged.map((name) => ({ name })),
    ...others.map(([name, { evaluated }]) =>
      evaluated === 0 ? { name, skipped: 'nothing in this run could be judged by it' } : { name },
    ),
    ...[...byCase].map(([name, findings]) => findingCase(name, findings)),
  ];
}

/** An interaction of a pact; what a broken one expected and received stands in its finding. */
function interactionCase({ consumer, description, verdict }: VerifiedInteraction): TestCase {
  const name = `${consumer}: ${description}`;
  if (verdict === 'verified') return { name };
  if (verdict !== 'broken') return { name, skipped: verdict };
  return { name, failures: [element('failure', { message: 'the target does not hold it', type: 'broken' })] };
}

/** Check and operation, wherever the run judged at least one answer. */
function judgedCases(report: Report): ReadonlySet<string> {
  return new Set(
    Object.entries(coverageOf(report)).flatMap(([operation, byStatus]) =>
      Object.values(byStatus).flatMap((counts) => Object.keys(counts).map((check) => `${check} ${operation}`)),
    ),
  );
}

/** Says that the run itself could be carried out, which no single check can say. */
function wholeRun({ command, exitCode, reason = `exit code ${exitCode}` }: Report): TestCase {
  const name = `${command} as a whole`;
  if (exitCode === 0 || exitCode === 1) return { name };
  return { name, error: element('error', { message: reason, type: `exit-${exitCode}` }) };
}

function findingCase(name: string, findings: readonly Finding[]): TestCase {
  const fresh = findings.filter(({ status }) => status === 'new');
  if (fresh.length > 0) return { name, failures: fresh.map(failureElement) };
  const reasons = findings.map(({ status, explanation }) =>
    explanation === undefined ? status : `${status}: ${explanation}`,
  );
  return { name, skipped: [...new Set(reasons)].join('; ') };
}

function failureElement({ id, title, severity, expected, received, reproduction, curl, replay }: Finding): Xml {
  const lines = [
    `finding  ${id} (${reproduction})`,
    ...(expected === undefined ? [] : [`expected ${expected}`]),
    ...(received === undefined ? [] : [`received ${received}`]),
    ...curl,
    replay,
  ];
  return element('failure', { message: title, type: severity }, [lines.join('\n')]);
}
