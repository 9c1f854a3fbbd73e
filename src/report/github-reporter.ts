/** Annotations and a job summary, when GitHub Actions runs the command. */
import { appendFileSync } from 'node:fs';
import type { Finding, Report } from './report.ts';
import type { Reporter, ReporterOptions } from './reporters.ts';
import { visible } from './visible.ts';

/** GitHub shows no more errors of one step. */
const shownAnnotations = 10;
/** A job summary over 1 MiB is dropped whole. */
const shownRows = 100;

export function githubReporter({ redact }: ReporterOptions): Reporter {
  return {
    emit(event) {
      if (event.type !== 'run-finished' || process.env['GITHUB_ACTIONS'] !== 'true') return;
      const fresh = event.report.findings.filter(({ status }) => status === 'new');
      for (const finding of fresh.slice(0, shownAnnotations)) console.log(redact(annotationOf(finding)));
      const file = process.env['GITHUB_STEP_SUMMARY'];
      if (file !== undefined && file !== '') appendFileSync(file, redact(toMarkdown(event.report)));
    },
  };
}

/** A workflow command; its message is escaped as the runner wants it. */
function annotationOf({ title, check, expected, received, replay }: Finding): string {
  const message = visible(`${title}. Expected ${expected ?? ''}, received ${received ?? ''}. ${replay}`);
  return `::error title=${escape(check)}::${escape(message)}`;
}

function escape(text: string): string {
  return text
    .replaceAll('%', '%25')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A')
    .replaceAll(':', '%3A')
    .replaceAll(',', '%2C');
}

/** The job summary: outcome, figures and the findings, the new ones first. */
export function toMarkdown(report: Report): string {
  const { command, exitCode, reason, findings } = report;
  const sorted = findings.toSorted((left, right) => Number(right.status === 'new') - Number(left.status === 'new'));
  const rows = sorted
    .slice(0, shownRows)
    .map(
      ({ severity, title, check, status, replay }) =>
        `| ${severity} | ${cell(title)} | ${cell(check)} | ${status} | \`${cell(replay)}\` |`,
    );
  const head = ['| severity | finding | check | status | replay |', '|---|---|---|---|---|'];
  const rest = findings.length - rows.length;
  return [
    `## airlock ${command}: ${exitCode === 0 ? 'passed' : `exit ${exitCode}`}`,
    '',
    ...(reason === undefined ? [] : [cell(reason), '']),
    ...figures(report),
    ...(rows.length === 0 ? ['No findings.'] : [...head, ...rows]),
    ...(rest > 0 ? ['', `… and ${rest} more in the report.`] : []),
    '',
  ].join('\n');
}

function figures(report: Report): readonly string[] {
  const summary = report['summary'];
  if (!Array.isArray(summary) || summary.length === 0) return [];
  return ['```', ...summary.map((line) => cell(String(line))), '```', ''];
}

function cell(text: string): string {
  return visible(text).replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('`', "'");
}
