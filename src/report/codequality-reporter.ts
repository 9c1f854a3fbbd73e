/**
 * Code quality for GitLab, a subset of the Code Climate format: new findings, which a merge request shows as added or fixed. The
 * format has no word for what was accepted, so known findings and deviations are not in it.
 * @see https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
import { checkReference } from './check-reference.ts';
import { documentReporter } from './document-reporter.ts';
import { findingFile } from './finding-file.ts';
import { inertJson } from './inert-json.ts';
import { reportFiles } from './report-files.ts';
import type { Finding, Report, Severity } from './report.ts';
import { bySeverity } from './severities.ts';
import { visible, visibleLines } from './visible.ts';

export const codequalityReporter = documentReporter(
  reportFiles.codequality,
  (report, reportDir) => `${inertJson(toCodeQuality(report, reportDir), 2)}\n`,
);

/** GitLab has five; `info` is for what is no defect. */
const grades: Readonly<Record<Severity, 'blocker' | 'critical' | 'major' | 'minor'>> = {
  critical: 'blocker',
  high: 'critical',
  medium: 'major',
  low: 'minor',
};

/** The worst first; the same defect has the same fingerprint in every run. */
export function toCodeQuality({ findings }: Report, reportDir: string): readonly object[] {
  return findings
    .filter(({ status }) => status === 'new')
    .toSorted(bySeverity)
    .map((finding) => ({
      type: 'issue',
      categories: ['Bug Risk'],
      check_name: finding.check,
      description: visible(`${finding.title} (${finding.operation}; ${finding.replay})`),
      content: { body: bodyOf(finding) },
      fingerprint: finding.id,
      severity: grades[finding.severity],
      location: { path: findingFile(finding.id, reportDir), lines: { begin: 1 } },
    }));
}

function bodyOf(finding: Finding): string {
  const { explain, documentation } = checkReference(finding);
  const { meaning = '', expected, received } = finding;
  const verdict = [
    ...(expected === undefined ? [] : [`expected ${expected}`]),
    ...(received === undefined ? [] : [`received ${received}`]),
  ];
  return visibleLines([meaning, ...verdict, `${explain} (${documentation})`].join('\n'));
}
