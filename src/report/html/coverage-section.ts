/** Which operations answered with which status, which checks had something to say, and what was left out. */
import { operations } from '../../../schemas/operations.ts';
import { statusFor } from '../../../schemas/response-for.ts';
import type { Operation } from '../../../schemas/operations.ts';
import { coverageOf } from '../coverage.ts';
import type { Finding, Report } from '../report.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import { folded } from './section.ts';
import type { Section } from './section.ts';
import { failures, minor, numbers, table } from './table.ts';
import type { Cell } from './table.ts';
import { percent } from '../../text/percent.ts';

export function coverageSection(report: Report): Section | undefined {
  const seen = report.requests.byOperation;
  // Requests that no check looked at cover nothing.
  if (Object.keys(seen).length === 0 || Object.keys(report.checks).length === 0) return undefined;
  const content = markup`${statusTable(report)}
<p class="note"><span class="missed">–</span> declared by the description and not answered in this run.</p>
${matrices(report)}
${checksTable(report)}`;
  return { id: 'coverage', title: 'Coverage', content };
}

function statusTable(report: Report): Markup {
  const byOperation = report.requests.byOperation;
  const statuses = [
    ...new Set(
      Object.entries(byOperation).flatMap(([id, { byStatus }]) => [...Object.keys(byStatus), ...declared(report, id)]),
    ),
  ].toSorted();
  const rows = Object.entries(byOperation).map(([id, { total, byStatus }]): readonly Cell[] => [
    id,
    failing(report.findings, id),
    total,
    rate(report.acceptance?.byOperation?.[id]?.valid),
    ...statuses.map((status): Cell => {
      const count = byStatus[status];
      if (count !== undefined) return count;
      return isMissed(declared(report, id), status, Object.keys(byStatus)) ? { text: '–', className: 'missed' } : '';
    }),
  ]);
  // What is wrong comes first: the statuses are many, and a phone shows them when its table is moved.
  const columns = ['operation', 'failed checks', ...numbers('requests', 'valid accepted', ...statuses)];
  return table('Requests by operation and status', columns, rows);
}

/** How often each check judged each status of each operation: folded, since it is for those who doubt a silence. */
function matrices(report: Report): readonly Markup[] {
  return Object.entries(coverageOf(report)).map(([operation, byStatus]) => {
    const statuses = Object.keys(byStatus).toSorted();
    const checks = [...new Set(Object.values(byStatus).flatMap((counts) => Object.keys(counts)))];
    const rows = checks.map((check): readonly Cell[] => [
      check,
      ...statuses.map((status) => byStatus[status]?.[check] ?? ''),
    ]);
    const caption = `${operation}: evaluations by check and status`;
    return folded(
      `${operation}: what each check judged, by status`,
      table(caption, ['check', ...numbers(...statuses)], rows),
    );
  });
}

/** Statuses and ranges that the description of the run lists: the release's, else Airlock's own. */
function declared(report: Report, id: string): readonly string[] {
  const known: Readonly<Record<string, Operation>> = operations;
  const released = report['release'] as ReleaseSection | undefined; // our own section, written by src/commands/release.ts
  return (released?.statuses?.[id] ?? known[id]?.published ?? []).map(String);
}

interface ReleaseSection {
  readonly statuses?: Readonly<Record<string, readonly (string | number)[]>>;
}

function isMissed(keys: readonly string[], key: string, seen: readonly string[]): boolean {
  return keys.includes(key) && !seen.some((status) => statusFor(keys, status) === key);
}

function rate(valid: { readonly sent: number; readonly accepted: number } | undefined): string {
  return valid === undefined || valid.sent === 0 ? '' : percent(valid.accepted / valid.sent);
}

function failing(findings: readonly Finding[], operation: string): Cell {
  const checks = new Set(
    findings.filter((finding) => finding.operation === operation && finding.status === 'new').map(({ check }) => check),
  );
  return { text: [...checks].join(', '), className: 'bad' };
}

function checksTable({ checks, findings }: Report): Markup | undefined {
  const rows = Object.entries(checks).map(([id, { evaluated, failed }]): readonly Cell[] => {
    const where = new Set(findings.filter(({ check }) => check === id).map(({ operation }) => operation));
    return [
      id,
      evaluated === 0 ? { text: 'never', className: 'missed' } : evaluated,
      failures(failed),
      [...where].join(', '),
    ];
  });
  if (rows.length === 0) return undefined;
  return table('Checks', ['check', ...numbers('evaluated', 'failed'), ...minor('findings on')], rows);
}
