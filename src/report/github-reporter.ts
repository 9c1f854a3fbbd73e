/** Annotations and a job summary, when GitHub Actions runs the command. */
import { appendFileSync } from 'node:fs';
import { checkReference } from './check-reference.ts';
import { markdownBlock, markdownCode, markdownText } from './markdown.ts';
import { outcomesOf } from './outcomes.ts';
import { redacted } from './redacted.ts';
import type { Finding, Report } from './report.ts';
import type { Reporter, ReporterOptions } from './reporter.ts';
import { bySeverity } from './severities.ts';
import { verdictInWords } from './verdict-in-words.ts';
import { visible } from './visible.ts';

/** GitHub shows no more errors of one step. */
const shownAnnotations = 10;
/** A job summary over 1 MiB is dropped whole. */
const shownRows = 100;

export function githubReporter({ redact, reportDir }: ReporterOptions): Reporter {
  return {
    emit(event) {
      if (event.type !== 'run-finished' || process.env['GITHUB_ACTIONS'] !== 'true') return;
      // Before anything is escaped: afterwards a secret may not be recognised any more.
      const report = redacted(event.report, redact);
      for (const line of annotationsOf(report).slice(0, shownAnnotations)) console.log(line);
      const file = process.env['GITHUB_STEP_SUMMARY'];
      if (file !== undefined && file !== '') appendSummary(file, toMarkdown(report, reportDir));
    },
  };
}

/** The summary is an extra: a run is no worse without it. */
function appendSummary(file: string, markdown: string): void {
  try {
    appendFileSync(file, markdown);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.log(`::warning::${escapeData(visible(`Cannot write GITHUB_STEP_SUMMARY "${file}": ${reason}`))}`);
  }
}

/** The worst findings first, then what failed besides answers; the reason alone where there is neither. */
export function annotationsOf(report: Report): readonly string[] {
  const { findings, command, exitCode, reason = `exit ${exitCode}` } = report;
  const fresh = findings.filter(({ status }) => status === 'new').toSorted(bySeverity);
  const failed = outcomesOf(report).filter(({ verdict }) => verdict === 'failed' || verdict === 'invalid');
  const lines = [
    ...fresh.map(annotationOf),
    ...failed.map(({ kind, name, detail = '' }) => errorLine(kind, `${name}: ${detail}`)),
  ];
  return lines.length > 0 || exitCode === 0 ? lines : [errorLine(`airlock ${command}`, reason)];
}

function annotationOf(finding: Finding): string {
  const { title, check, expected, received, replay } = finding;
  const { explain, documentation } = checkReference(finding);
  const wanted = expected === undefined ? '' : ` Expected ${expected},`;
  const got = received === undefined ? '' : ` received ${received}.`;
  return errorLine(check, `${title}.${wanted}${got} ${replay}; ${explain} (${documentation})`);
}

/** A workflow command. The runner reads more escapes in its properties than in its message. */
function errorLine(title: string, message: string): string {
  const property = escapeData(visible(title)).replaceAll(':', '%3A').replaceAll(',', '%2C');
  return `::error title=${property}::${escapeData(visible(message))}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** The job summary: verdict, figures, the findings with the new ones first, and where the reports are. */
export function toMarkdown(report: Report, reportDir: string): string {
  const { command, reason, findings } = report;
  const sorted = findings.toSorted(
    (left, right) => Number(right.status === 'new') - Number(left.status === 'new') || bySeverity(left, right),
  );
  const rows = sorted.slice(0, shownRows).map(rowOf);
  const head = ['| severity | finding | check | status | replay | explain |', '|---|---|---|---|---|---|'];
  const rest = findings.length - rows.length;
  return [
    `## airlock ${command}: ${markdownText(verdictInWords(report).sentence)}`,
    '',
    ...(reason === undefined ? [] : [markdownText(reason), '']),
    ...(findings.length === 0 ? [] : [`${countsOf(findings)}.`, '']),
    ...figures(report),
    ...outcomeTable(report),
    ...(rows.length > 0 ? [...head, ...rows] : Object.keys(report.checks).length > 0 ? ['No findings.'] : []),
    ...(rest > 0 ? ['', `… and ${rest} more in the report.`] : []),
    '',
    `Reports: ${markdownCode(reportDir)}${artifactsOfRun()}`,
    '',
  ].join('\n');
}

function countsOf(findings: readonly Finding[]): string {
  const counts = (['new', 'known', 'deviation'] as const).map((status) => ({
    status,
    count: findings.filter((finding) => finding.status === status).length,
  }));
  return `Findings: ${counts
    .filter(({ count }) => count > 0)
    .map(({ status, count }) => `${count} ${status}`)
    .join(', ')}`;
}

/** The page of the run, which lists what jobs have kept. */
function artifactsOfRun(): string {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id } = process.env;
  if (server === undefined || repository === undefined || id === undefined) return '';
  return ` of the job; what was kept is among the [artifacts of the run](${server}/${repository}/actions/runs/${id}#artifacts)`;
}

function rowOf(finding: Finding): string {
  const { severity, title, check, status, replay } = finding;
  const { explain, documentation } = checkReference(finding);
  const commands = `${markdownCode(replay)} | ${markdownCode(explain)} ${markdownText(documentation)}`;
  return `| ${severity} | ${markdownText(title)} | ${markdownText(check)} | ${status} | ${commands} |`;
}

/** What did not hold, and what could not be decided; what held is counted. */
function outcomeTable(report: Report): readonly string[] {
  const outcomes = outcomesOf(report);
  const notable = outcomes.filter(({ verdict }) => verdict !== 'held');
  if (notable.length === 0) return [];
  const rows = notable
    .slice(0, shownRows)
    .map(({ name, verdict, detail = '' }) => `| ${verdict} | ${markdownText(name)} | ${markdownText(detail)} |`);
  const held = `${outcomes.length - notable.length} of ${outcomes.length} held.`;
  return [held, '', '| verdict | what | why |', '|---|---|---|', ...rows, ''];
}

function figures(report: Report): readonly string[] {
  const summary = report['summary'];
  if (!Array.isArray(summary) || summary.length === 0) return [];
  return [...markdownBlock(summary.map(String)), ''];
}
