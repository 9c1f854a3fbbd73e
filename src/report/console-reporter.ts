/** The summary and the findings on standard output, in plain words. */
import { styleText } from 'node:util';
import type { Finding, Report, Severity } from './report.ts';
import type { Reporter, ReporterOptions } from './reporters.ts';
import { visible } from './visible.ts';

/** More than these are in the report, not on the screen. */
const shownFindings = 20;
const colours: Readonly<Record<Severity, 'red' | 'yellow' | 'cyan'>> = {
  critical: 'red',
  high: 'red',
  medium: 'yellow',
  low: 'cyan',
};

export function consoleReporter(options: ReporterOptions): Reporter {
  const paint = (format: Parameters<typeof styleText>[0], text: string): string =>
    options.color && process.stdout.isTTY ? styleText(format, text) : text;
  const print = (line: string): void => console.log(options.redact(line));
  return {
    emit(event) {
      if (event.type === 'run-started' && !options.quiet)
        print(
          `airlock ${event.command}${event.target === undefined ? '' : ` ${visible(event.target)}`}${event.seed === undefined ? '' : `  seed ${event.seed}`}`,
        );
      if (event.type === 'notice' && (event.level === 'warning' || !options.quiet))
        print(`${event.level === 'warning' ? 'warning: ' : ''}${visible(event.text)}`);
      if (event.type === 'run-finished') printReport(event.report);
    },
  };

  function printReport(report: Report): void {
    const findings = report.findings.filter((finding) => finding.status === 'new' || options.verbose);
    for (const finding of findings.slice(0, shownFindings)) printFinding(finding);
    if (findings.length > shownFindings)
      print(`… and ${findings.length - shownFindings} more: see ${options.reportDir}/report.json`);
    const deviations = report.findings.filter(({ status }) => status === 'deviation');
    if (deviations.length > 0 && !options.quiet)
      print(
        `${deviations.length} known deviations of released servers: ${[...new Set(deviations.map(({ explanation }) => explanation ?? ''))].join(', ')}`,
      );
    const summary = report['summary'];
    if (Array.isArray(summary) && !options.quiet) for (const line of summary) print(visible(String(line)));
  }

  function printFinding(finding: Finding): void {
    const { severity, title, check, id, reproduction, retries, expected, received } = finding;
    const again = retries === undefined ? reproduction : `${reproduction}, ${retries.reproduced} of ${retries.tried}`;
    print('');
    print(`${paint([colours[severity], 'bold'], severity.toUpperCase())} ${paint('bold', visible(title))}`);
    print(`  ${check} ${id} (${again})`);
    if (expected !== undefined) print(`  expected  ${paint('green', visible(expected))}`);
    if (received !== undefined) print(`  received  ${paint('red', visible(received))}`);
    for (const [index, step] of finding.steps.entries()) {
      const body = step.request === undefined ? '' : ` ${cut(visible(JSON.stringify(step.request)))}`;
      print(
        `  ${index + 1}. ${visible(step.operation)}${body} → ${step.response === undefined ? visible(step.error ?? 'no answer') : step.response.status}`,
      );
    }
    const last = finding.curl.at(-1);
    if (last !== undefined && (options.verbose || last.length < 600)) print(`  ${visible(last)}`);
    print(`  ${finding.replay}`);
  }

  function cut(text: string): string {
    return options.verbose || text.length <= 400 ? text : `${text.slice(0, 400)}…`;
  }
}
