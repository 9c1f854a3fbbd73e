/**
 * JUnit XML: a suite for each step of the run, with its cases.
 * Written by hand, because the packages that we tried write failures as errors or lose the reason of a skipped case.
 */
import { documentReporter } from './document-reporter.ts';
import { reportFiles } from './report-files.ts';
import type { Report } from './report.ts';
import { testSuitesOf } from './test-suites.ts';
import type { TestCase, TestSuite } from './test-suites.ts';
import { element } from './xml.ts';
import type { Xml } from './xml.ts';

export const junitReporter = documentReporter(reportFiles.junit, toJunit);

/** The document as text. Known findings and deviations are skipped test cases that say why. */
export function toJunit(report: Report): string {
  const suites = testSuitesOf(report);
  const cases = suites.flatMap((suite) => suite.cases);
  const root = element(
    'testsuites',
    { name: 'airlock', ...countsOf(cases), time: seconds(report.durationMs) },
    suites.map(suiteElement),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root.xml}\n`;
}

function suiteElement({ step, startedAt, durationMs, cases }: TestSuite): Xml {
  // JUnit's schema allows no fraction and no zone; the time is UTC.
  const timestamp = startedAt.replace(/\.\d+Z$/, '');
  const attributes = { name: step, ...countsOf(cases), time: seconds(durationMs), timestamp };
  return element(
    'testsuite',
    attributes,
    cases.map((testCase) => caseElement(testCase, step)),
  );
}

function countsOf(cases: readonly TestCase[]): Readonly<Record<string, number>> {
  const count = (wanted: TestCase['status']): number => cases.filter(({ status }) => status === wanted).length;
  return { tests: cases.length, failures: count('failed'), errors: count('error'), skipped: count('skipped') };
}

/** Without a time where nothing was measured: 0 would say that it took none. */
function caseElement({ name, status, message, type, details, durationMs }: TestCase, step: string): Xml {
  const time = durationMs === undefined ? undefined : seconds(durationMs);
  return element('testcase', { name, classname: `airlock.${step.replaceAll(' ', '.')}`, time }, [
    ...(status === 'skipped' ? [element('skipped', { message })] : []),
    ...(status === 'error' ? [element('error', { message, type })] : []),
    // One element for all findings of a case: Jenkins and GitLab show no second failure.
    ...(status === 'failed' ? [element('failure', { message, type }, details === undefined ? [] : [details])] : []),
  ]);
}

/** To the microsecond, as a decimal: an exponent is no number to some readers. */
function seconds(ms: number): string {
  return (ms / 1000).toFixed(6).replace(/\.?0+$/, '');
}
