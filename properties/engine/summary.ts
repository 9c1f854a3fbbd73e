/** The lines that the console prints about a run. */
import type { Finding } from '../../src/report/report.ts';
import type { LeftOut } from './left-out.ts';
import type { RunStatistics } from './run-statistics.ts';
import { boundLines, idleLines, line } from './phase-coverage.ts';
import type { NotCovered } from './phase-coverage.ts';
import type { Unexercised } from './unexercised.ts';
import { counted } from '../../src/text/counted.ts';
import { percent } from '../../src/text/percent.ts';

interface SummaryOptions {
  readonly statistics: RunStatistics;
  readonly findings: readonly Finding[];
  readonly seconds: number;
  /** Of the time. */
  readonly targetShare: number;
  readonly seed: number;
  readonly checks: readonly unknown[];
  readonly unexercised: Unexercised;
  readonly withoutTurn: NotCovered;
  readonly leftOut: readonly LeftOut[];
  /** Nothing failed and nobody asked: what was not exercised is counted, and not named. */
  readonly isTerse: boolean;
}

/** Branches are many: the console names the first, the report all. */
const branchesShown = 5;

export function summaryOf(options: SummaryOptions): readonly string[] {
  const { statistics, findings, seconds, seed, checks } = options;
  const byStatus = (status: Finding['status']): number =>
    findings.filter((finding) => finding.status === status).length;
  const { valid, invalid } = statistics.acceptance();
  return [
    `fuzz      ${statistics.requests} requests in ${seconds.toFixed(1)} s (${Math.round(statistics.requests / seconds)}/s, target busy for ${percent(options.targetShare)} of the time), ${statistics.cases} cases, seed ${seed}`,
    `          ${valid.sent === 0 ? 'no valid writes and reads sent' : `${percent(statistics.acceptedShare())} of ${valid.sent} valid writes and reads accepted`}, ${invalid.sent === 0 ? 'no invalid ones' : `${invalid.rejected} of ${invalid.sent} invalid ones refused`}`,
    ...acceptanceLines(statistics),
    `          ${counted(checks.length, 'check')}, ${counted(byStatus('new'), 'new finding')}, ${byStatus('known')} known, ${counted(byStatus('deviation'), 'deviation')}`,
    ...boundLines(options.withoutTurn),
    ...(options.isTerse
      ? countedLine(options)
      : [...idleLines(options.withoutTurn, checks.length), ...unexercisedLines(options.unexercised)]),
    ...(options.leftOut.length === 0
      ? []
      : [
          `          left out: ${options.leftOut.map(({ what, option }) => `${what} (${option})`).join(', ')}`,
          `          which hides: ${options.leftOut.map(({ hides }) => hides).join('; ')}`,
        ]),
    ...statistics.mislabelled
      .slice(0, 1)
      .map((reason) => `          kept back by the referee, a fault of Airlock: ${reason}`),
  ];
}

/** By operation, the ones below 100 % first; all of them are in the report. */
function acceptanceLines(statistics: RunStatistics): readonly string[] {
  const shares = statistics.acceptedShares().toSorted((left, right) => left.share - right.share);
  const refused = shares.filter(({ share }) => share < 1);
  return refused.length === 0
    ? []
    : [`          accepted by ${refused.map(({ operation, share }) => `${operation} ${percent(share)}`).join(', ')}`];
}

/** What a green run did not look at, in one line: its silence must not hide it. */
function countedLine({ withoutTurn, unexercised }: SummaryOptions): readonly string[] {
  const { operations, statuses, branches } = unexercised;
  const counts = [
    [withoutTurn.checks.length, 'check', 'checks'],
    [operations.length, 'operation', 'operations'],
    [statuses.length, 'declared status', 'declared statuses'],
    [branches.length, 'member or value', 'members and values'],
  ] as const;
  const parts = counts.flatMap(([count, one, many]) => (count === 0 ? [] : [counted(count, one, many)]));
  return parts.length === 0 ? [] : [`          not exercised: ${parts.join(', ')}; --verbose names them`];
}

function unexercisedLines({ operations, statuses, branches }: Unexercised): readonly string[] {
  const more = branches.length - branchesShown;
  const named = branches.slice(0, branchesShown).join(', ');
  const shown = more > 0 ? `${named} and ${more} more, see report.json` : named;
  return [
    ...line('operations not called', operations),
    ...line('declared statuses not seen', statuses),
    ...line('members and values not sent', branches.length === 0 ? [] : [shown]),
  ];
}
