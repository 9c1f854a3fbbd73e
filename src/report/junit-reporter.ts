/**
 * JUnit XML: a test case for every check and operation that the run looked at, for every interaction, threshold, comparison, planted
 * fault and rule of a description, and one for the run as a whole.
 * Written by hand, because the packages that we tried write failures as errors or lose the reason of a skipped case.
 */
import { join } from 'node:path';
import { checkReference } from './check-reference.ts';
import { coverageOf } from './coverage.ts';
import { outcomesOf } from './outcomes.ts';
import type { Outcome } from './outcomes.ts';
import { redacted } from './redacted.ts';
import { reportFiles } from './report-files.ts';
import type { Finding, Report } from './report.ts';
import type { Reporter, ReporterOptions } from './reporter.ts';
import { verifiedInteractions } from './verified-interactions.ts';
import type { VerifiedInteraction } from './verified-interactions.ts';
import { writeWhole } from './write-whole.ts';
import { element } from './xml.ts';
import type { Xml } from './xml.ts';

export function junitReporter({ reportDir, redact }: ReporterOptions): Reporter {
  const file = join(reportDir, reportFiles.junit);
  let isWritten = false;
  return {
    emit(event) {
      if (event.type !== 'run-finished') return;
      writeWhole(file, toJunit(redacted(event.report, redact)));
      isWritten = true;
    },
    written: () => (isWritten ? [file] : []),
  };
}

interface TestCase {
  readonly name: string;
  readonly failure?: Xml;
  readonly error?: Xml;
  readonly skipped?: string;
}

/** The document as text. Known findings and deviations are skipped test cases that say why. */
export function toJunit(report: Report): string {
  const { command, startedAt, durationMs } = report;
  const cases = casesOf(report);
  const counts = {
    tests: cases.length,
    failures: cases.filter(({ failure }) => failure !== undefined).length,
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

function caseElement({ name, failure, error, skipped }: TestCase, command: string): Xml {
  const outcome = skipped === undefined ? [] : [element('skipped', { message: skipped })];
  return element('testcase', { name, classname: `airlock.${command.replaceAll(' ', '.')}`, time: 0 }, [
    ...outcome,
    ...(error === undefined ? [] : [error]),
    ...(failure === undefined ? [] : [failure]),
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
    ...outcomesOf(report).map(outcomeCase),
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
  return { name, failure: element('failure', { message: 'the target does not hold it', type: 'broken' }) };
}

function outcomeCase({ name, verdict, detail = verdict }: Outcome): TestCase {
  if (verdict === 'held') return { name };
  if (verdict === 'undecided') return { name, skipped: detail };
  if (verdict === 'invalid') return { name, error: element('error', { message: detail, type: verdict }) };
  return { name, failure: element('failure', { message: detail, type: verdict }, [detail]) };
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
function wholeRun(report: Report): TestCase {
  const { command, exitCode, reason = `exit code ${exitCode}`, findings } = report;
  const name = `${command} as a whole`;
  const says =
    findings.some(({ status }) => status === 'new') || outcomesOf(report).some(({ verdict }) => verdict === 'failed');
  // A failure has a case of its own and must not be counted twice.
  if (exitCode === 0 || ((exitCode === 1 || exitCode === 5) && says)) return { name };
  return { name, error: element('error', { message: reason, type: `exit-${exitCode}` }) };
}

function findingCase(name: string, findings: readonly Finding[]): TestCase {
  const fresh = findings.filter(({ status }) => status === 'new');
  if (fresh.length > 0) return { name, failure: failureElement(fresh) };
  const reasons = findings.map(({ status, explanation }) =>
    explanation === undefined ? status : `${status}: ${explanation}`,
  );
  return { name, skipped: [...new Set(reasons)].join('; ') };
}

/** One element for all: Jenkins and GitLab show no second failure of a case. */
function failureElement(findings: readonly Finding[]): Xml {
  const [first] = findings;
  const more = findings.length === 1 ? '' : ` and ${findings.length - 1} more`;
  return element('failure', { message: `${first?.title ?? ''}${more}`, type: first?.severity }, [
    findings.map(textOf).join('\n\n'),
  ]);
}

function textOf(finding: Finding): string {
  const { id, title, expected, received, reproduction, curl, replay } = finding;
  const { explain, documentation } = checkReference(finding);
  return [
    title,
    `finding  ${id} (${reproduction})`,
    ...(expected === undefined ? [] : [`expected ${expected}`]),
    ...(received === undefined ? [] : [`received ${received}`]),
    ...curl,
    replay,
    `${explain} (${documentation})`,
  ].join('\n');
}
