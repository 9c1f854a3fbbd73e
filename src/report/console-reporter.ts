/** The findings and the summary on standard output. */
import { findingLines } from './finding-lines.ts';
import type { RunEvent } from './events.ts';
import { painter } from './painter.ts';
import type { Paint } from './painter.ts';
import type { Finding, Report } from './report.ts';
import type { Reporter, ReporterOptions } from './reporter.ts';
import { bySeverity } from './severities.ts';
import { visible } from './visible.ts';
import { columnsOf, wrapped } from './wrapped.ts';
import { counted } from '../text/counted.ts';

/** The first findings are shown in full, the next in a line each: the worst must stay on the screen. */
const shownInFull = 5;
const shownAsLines = 12;

export function consoleReporter(options: ReporterOptions): Reporter {
  const paint = painter(options.color && process.stdout.isTTY);
  const print = (line: string): void => {
    for (const fitting of wrapped(options.redact(line), columnsOf(process.stdout))) console.log(fitting);
  };
  // The last line alone is printed by what ends the run.
  if (options.quiet) return { emit: () => undefined };
  let begun = false;
  return {
    emit(event) {
      if (event.type === 'run-started') {
        print(begun ? paint.quiet(placeOf(event)) : headOf(event));
        begun = true;
      }
      if (event.type === 'notice' && event.level === 'warning')
        print(`${paint.warning('warning:')} ${visible(event.text)}`);
      if (event.type === 'notice' && event.level === 'info') print(visible(event.text));
      if (event.type === 'run-finished')
        for (const line of reportLines(event.report, { ...options, paint })) print(line);
    },
  };
}

type RunStarted = Extract<RunEvent, { type: 'run-started' }>;

/** The seed comes first: it is what a run that ends badly is repeated with. */
function headOf({ command, target, seed }: RunStarted): string {
  const parts = [
    `airlock ${command}`,
    seed === undefined ? '' : `seed ${seed}`,
    target === undefined ? '' : visible(target),
  ];
  return parts.filter((part) => part !== '').join('  ');
}

function placeOf({ target = '', workspaceId = '' }: RunStarted): string {
  return visible(`on ${target}${workspaceId === '' ? '' : `, workspace ${workspaceId}`}`);
}

export interface ConsoleLook extends Pick<ReporterOptions, 'verbose' | 'reportFile'> {
  /** Of the reports; findings are stored below it where there is a `reportFile`. */
  readonly reportDir: string;
  readonly paint: Paint;
  /** Columns; unlimited when standard output is no terminal. */
  readonly width?: number;
}

/** All that is printed at the end of a run, line by line. */
export function reportLines(report: Report, look: ConsoleLook): readonly string[] {
  const width = look.width ?? columnsOf(process.stdout);
  const fresh = report.findings.filter(({ status }) => status === 'new').toSorted(bySeverity);
  const limit = look.verbose ? fresh.length : shownInFull;
  const brief = fresh.slice(limit, limit + shownAsLines);
  const rest = fresh.length - limit - brief.length;
  const lines = [
    ...fresh.slice(0, limit).flatMap((finding, index) => findingLines(finding, { ...look, index, width })),
    ...(brief.length === 0
      ? []
      : ['', ...brief.map((finding) => `${finding.severity.padEnd(8)} ${finding.id} ${visible(finding.title)}`)]),
    ...(rest > 0 ? [`… and ${rest} more: see ${look.reportFile ?? '--verbose'}`] : []),
  ];
  return [...lines, ...(lines.length > 0 ? [''] : []), ...explained(report, look), ...summaryOf(report)];
}

/** Known findings and deviations: counted, and named when asked. */
function explained({ findings }: Report, { verbose, paint }: ConsoleLook): readonly string[] {
  const by = (status: Finding['status'], [one, many]: readonly [string, string]): readonly string[] => {
    const those = findings.filter((finding) => finding.status === status);
    if (those.length === 0) return [];
    const reasons = [...new Set(those.map(({ explanation }) => explanation ?? 'no reason given'))];
    return [
      paint.quiet(
        `${counted(those.length, one, many)}: ${visible(reasons.slice(0, 8).join(', '))}${reasons.length > 8 ? ', …' : ''}`,
      ),
      ...(verbose ? those.map(({ id, title }) => `  ${id} ${visible(title)}`) : []),
    ];
  };
  return [
    ...by('deviation', ['known deviation of released servers', 'known deviations of released servers']),
    ...by('known', ['finding accepted before', 'findings accepted before']),
  ];
}

function summaryOf(report: Report): readonly string[] {
  const summary = report['summary'];
  return Array.isArray(summary) ? summary.map((line) => visible(String(line))) : [];
}
