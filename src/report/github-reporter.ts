/** Annotations and a job summary, when GitHub Actions runs the command. */
import { appendFileSync } from 'node:fs';
import type { Finding, Report } from './report.ts';
import type { Reporter, ReporterOptions } from './reporters.ts';
import { visible } from './visible.ts';

export function githubReporter({ redact }: ReporterOptions): Reporter {
  return {
    emit(event) {
      if (event.type !== 'run-finished' || process.env['GITHUB_ACTIONS'] !== 'true') return;
      for (const finding of event.report.findings)
        if (finding.status === 'new') console.log(redact(annotationOf(finding)));
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

export function toMarkdown(report: Report): string {
  const rows = report.findings.map(
    ({ severity, title, check, status, replay }) =>
      `| ${severity} | ${cell(title)} | ${cell(check)} | ${status} | \`${cell(replay)}\` |`,
  );
  const table =
    rows.length === 0
      ? ['No findings.']
      : ['| severity | finding | check | status | replay |', '|---|---|---|---|---|', ...rows];
  return [
    `## airlock ${report.command}: ${report.exitCode === 0 ? 'passed' : `exit ${report.exitCode}`}`,
    '',
    ...(report.reason === undefined ? [] : [visible(report.reason), '']),
    ...table,
    '',
  ].join('\n');
}

function cell(text: string): string {
  return visible(text).replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('`', "'");
}
