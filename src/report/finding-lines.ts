/** One finding in the terminal: title, expected and received, the smallest requests, and how to see it again. */
import { join } from 'node:path';
import { checkReference } from './check-reference.ts';
import { hasScript, scriptName } from './reproduction-script.ts';
import { diffLines } from './diff-lines.ts';
import type { Paint } from './painter.ts';
import type { Finding, Step } from './report.ts';
import { visible } from './visible.ts';

export interface FindingLook {
  /** `report.json`, where findings are stored beside it. */
  readonly reportFile?: string;
  readonly reportDir: string;
  readonly index: number;
  readonly verbose: boolean;
  readonly paint: Paint;
  /** Columns; `undefined` where nothing limits them. */
  readonly width: number | undefined;
}

/** Longer curl lines are in the report only: nobody reads a catalog on a command line. */
const longestCurl = 600;
/** Lines of a comparison that are shown without `--verbose`. */
const shownDiff = 24;
const shownBody = 400;
/** Less of a body says nothing. */
const leastBody = 16;
/** The number of a step, blanks and the arrow. */
const aroundBody = 10;

export function findingLines(finding: Finding, look: FindingLook): readonly string[] {
  const { severity, title, meaning, check, operation, id, replay, curl } = finding;
  const { paint, index, verbose, reportFile, reportDir } = look;
  const { explain, documentation } = checkReference(finding);
  const last = curl.at(-1);
  return [
    ...(index === 0 ? [] : ['']),
    `${paint.severity(severity, severity.toUpperCase())} ${paint.title(visible(title))}`,
    `  ${visible(operation)}  ${visible(check)}  ${id} (${again(finding)})`,
    `  ${paint.quiet(visible([...(meaning === undefined ? [] : [meaning]), `See ${documentation}`].join(' ')))}`,
    ...verdictLines(finding, look),
    ...finding.steps.map((step, number) => `  ${number + 1}. ${stepLine(step, look)}`),
    ...(last !== undefined && (verbose || last.length <= longestCurl) ? [`  ${visible(last)}`] : []),
    `  ${paint.title(visible(replay))}`,
    ...(reportFile === undefined || !hasScript(finding)
      ? []
      : [`  sh ${visible(join(reportDir, 'findings', scriptName(id)))}`]),
    `  ${visible(explain)}`,
  ];
}

function again({ reproduction, retries }: Finding): string {
  return retries === undefined ? reproduction : `${reproduction}, ${retries.reproduced} of ${retries.tried}`;
}

function verdictLines(
  { expected, received, pointer }: Finding,
  { paint, verbose, width }: FindingLook,
): readonly string[] {
  const at = pointer === undefined || pointer === '' ? [] : [`  at        ${visible(pointer)}`];
  const compared = diffLines(expected, received);
  if (compared === undefined)
    return [
      ...at,
      ...(expected === undefined ? [] : [`  expected  ${paint.expected(fit(visible(expected), 12, width, verbose))}`]),
      ...(received === undefined ? [] : [`  received  ${paint.received(fit(visible(received), 12, width, verbose))}`]),
    ];
  const lines = compared.map(({ side, text }) => {
    const shown = fit(visible(text), 6, width, verbose);
    if (side === 'both') return paint.quiet(`      ${shown}`);
    return side === 'expected' ? paint.expected(`    - ${shown}`) : paint.received(`    + ${shown}`);
  });
  const first = compared.findIndex(({ side }) => side !== 'both');
  const from = verbose || lines.length <= shownDiff ? 0 : Math.max(0, first - 3);
  const shown = verbose ? lines : lines.slice(from, from + shownDiff);
  const left = lines.length - shown.length;
  return [
    ...at,
    '  expected -, received +',
    ...shown,
    ...(left > 0 ? [paint.quiet(`      … ${left} more lines`)] : []),
  ];
}

function stepLine(
  { operation, request, raw, response, error, interleaving }: Step,
  { verbose, width }: FindingLook,
): string {
  const outcome = response === undefined ? visible(error ?? 'no answer') : String(response.status);
  const sent = raw === undefined ? visible(operation) : `${visible(raw.method)} ${visible(raw.path)}`;
  const order = interleaving === undefined ? '' : ` (in parallel, answered as number ${interleaving.answered})`;
  const used = sent.length + outcome.length + order.length + aroundBody;
  const body = request === undefined ? '' : ` ${fit(visible(JSON.stringify(request)), used, width, verbose)}`;
  return `${sent}${body} → ${outcome}${order}`;
}

/** Cut to what is left of the line, never below what can be read at all. */
function fit(text: string, used: number, width: number | undefined, verbose: boolean): string {
  if (verbose) return text;
  const room = Math.max(leastBody, Math.min(shownBody, (width ?? Number.POSITIVE_INFINITY) - used));
  return text.length <= room ? text : `${text.slice(0, room - 1)}…`;
}
