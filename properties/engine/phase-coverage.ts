/**
 * Which phases, checks and operations of a run were exercised: a green run must not hide that something of it was never
 * looked at.
 */
import { defined } from '../../src/json/defined.ts';
import type { Verdict } from '../../src/report/report.ts';
import type { Check } from '../checks/check.ts';
import type { Phase } from '../model/case.ts';
import { counted } from '../../src/text/counted.ts';

/** Why a phase came to its end. */
export type PhaseEnd =
  | 'examples'
  | 'time'
  | 'requests'
  | 'connections'
  | 'findings'
  | 'lost'
  | 'interrupted'
  | 'unused'
  | 'may-not-write';

/** How a phase went. */
export interface PhaseOutcome {
  readonly phase: Phase;
  /** Cases of which at least one answer was judged. */
  readonly cases: number;
  readonly end: PhaseEnd;
  /** Cases of the systematic pass: those that were begun, and all that are about the operations of the run. */
  readonly pass?: { readonly begun: number; readonly all: number };
  /** It had no connection left to make. */
  readonly isOutOfConnections?: boolean;
}

/** What was asked for by its name, rather than by default. */
export interface Asked {
  readonly phases?: readonly string[] | undefined;
  readonly checks?: readonly string[] | undefined;
  readonly operations?: readonly string[] | undefined;
}

/** What a run did, and what it was asked to do. */
interface PhaseCoverageOptions {
  readonly outcomes: readonly PhaseOutcome[];
  readonly checks: readonly Check[];
  readonly evaluated: (id: string) => number;
  readonly wasCalled: (operation: string) => boolean;
  readonly asked: Asked;
  /** Whether the release has what the law of the check is about; so unless told otherwise. */
  readonly isAbout?: (check: Check) => boolean;
}

/** What was not exercised; shown on the console and in the report. */
export interface NotCovered {
  readonly phases: readonly { readonly phase: Phase; readonly reason: string; readonly advice?: string }[];
  readonly checks: readonly string[];
  /** Only those that were asked for. */
  readonly operations: readonly string[];
  /** Phases whose systematic pass was cut from its end. */
  readonly pass: readonly { readonly phase: Phase; readonly begun: number; readonly all: number }[];
  /** Phases that had no connection left to make, and went on with reads alone where there are any. */
  readonly connections: readonly Phase[];
}

/** Of a run that its time or its budget ended, fewer cases than this are next to nothing. */
const leastCases = 5;

/** More than these say no more than their number. */
const checksShown = 12;

const reasons: Readonly<Record<PhaseEnd, string>> = {
  examples: 'there were no examples of it',
  time: 'the time of the run was over',
  requests: 'the budget of the run was used up',
  connections: 'the connections that the run may create were made',
  findings: 'the run ended with --max-findings',
  lost: 'the target was lost',
  interrupted: 'the run was interrupted',
  unused: 'none of its cases is about the operations asked for',
  'may-not-write': 'it writes and the run may not',
};

const advice: Partial<Record<PhaseEnd, string>> = {
  time: 'give it more with --max-time',
  requests: 'give it more with --max-requests',
  connections: 'give it more with --max-connections',
  unused: 'choose others with --operations or --phases',
  'may-not-write': 'permit it with --allow-writes, without --read-only',
};

/** The phases without a case, the checks that judged nothing, and the operations that were asked for and not called. */
export function notCovered({
  outcomes,
  checks,
  evaluated,
  wasCalled,
  asked,
  isAbout = () => true,
}: PhaseCoverageOptions): NotCovered {
  return {
    phases: outcomes
      .filter(({ cases }) => cases === 0)
      .map(({ phase, end }) => ({ phase, reason: reasons[end], ...defined({ advice: advice[end] }) })),
    checks: checks
      .filter((check) => isAbout(check) || isAsked(asked.checks, check.id))
      .map(({ id }) => id)
      .filter((id) => evaluated(id) === 0),
    operations: (asked.operations ?? []).filter((operation) => !wasCalled(operation)),
    connections: outcomes.filter(({ isOutOfConnections }) => isOutOfConnections === true).map(({ phase }) => phase),
    pass: outcomes.flatMap(({ phase, pass }) =>
      pass === undefined || pass.begun === pass.all ? [] : [{ phase, ...pass }],
    ),
  };
}

const unable: ReadonlySet<PhaseEnd> = new Set(['unused', 'may-not-write']);

/** Whether the run ended for a reason of its own, which is said elsewhere. */
function isExcused({ end }: PhaseOutcome): boolean {
  return end === 'findings' || end === 'lost' || end === 'interrupted';
}

/**
 * Exit 6 for a run that exercised nothing or next to nothing, that did not come to all of its phases, or in which
 * something that was asked for by name was not exercised.
 */
export function coverageVerdicts(
  missing: NotCovered,
  { outcomes, asked }: Pick<PhaseCoverageOptions, 'outcomes' | 'asked'>,
): readonly Verdict[] {
  if (outcomes.some(isExcused)) return [];
  const cases = outcomes.reduce((sum, outcome) => sum + outcome.cases, 0);
  const verdict = (reason: string, phases: NotCovered['phases']): readonly Verdict[] => [
    { code: 6, reason: [reason, ...new Set(phases.flatMap((phase) => phase.advice ?? []))].join('; ') },
  ];
  if (cases === 0) {
    const why = [...new Set(missing.phases.map(({ reason }) => reason))].join(', ');
    return verdict(`Nothing was exercised: ${why}`, missing.phases);
  }
  // What a phase cannot do in this run is no fault of it, unless it was asked for.
  const isUnable = (phase: Phase): boolean => outcomes.some(({ phase: one, end }) => one === phase && unable.has(end));
  const phases = missing.phases.filter(({ phase }) => !isUnable(phase) || isAsked(asked.phases, phase));
  const named = [
    ...phases.map(({ phase, reason }) => `phase ${phase} (${reason})`),
    ...missing.checks.filter((id) => isAsked(asked.checks, id)).map((id) => `check ${id} (it had nothing to judge)`),
    ...missing.operations.map((operation) => `operation ${operation} (it was not called)`),
  ];
  if (named.length > 0) return verdict(`Not all of the run had a turn: ${named.join(', ')}`, phases);
  const cut = outcomes.find(({ end }) => end === 'time' || end === 'requests');
  if (cut === undefined || cases >= leastCases) return [];
  const { end, phase } = cut;
  return verdict(
    `Next to nothing was exercised: ${counted(cases, 'case')} of at least ${leastCases}, for ${reasons[end]}`,
    [{ phase, reason: reasons[end], ...defined({ advice: advice[end] }) }],
  );
}

function isAsked(names: readonly string[] | undefined, name: string): boolean {
  return names?.includes(name) === true;
}

/** What the bounds of the run took from it, a line for each kind; none when all were exercised. */
export function boundLines({ phases, operations, pass, connections }: NotCovered): readonly string[] {
  const byReason = Map.groupBy(phases, ({ reason }) => reason);
  return [
    ...[...byReason].flatMap(([reason, some]) =>
      line(
        `phases without a turn, for ${reason}`,
        some.map(({ phase }) => phase),
      ),
    ),
    ...line('asked for and not called', operations),
    ...line('without further connections (--max-connections)', connections),
    ...line(
      'systematic pass cut from its end',
      pass.map(({ phase, begun, all: whole }) => `${phase} ${begun} of ${whole} cases`),
    ),
  ];
}

/** The checks that judged nothing. @param all how many checks the run has */
export function idleLines({ checks }: NotCovered, all: number): readonly string[] {
  return line(
    'checks that had nothing to judge',
    checks.length > checksShown ? [`${checks.length} of ${all}, see report.json`] : checks,
  );
}

/** None where there are no names. */
export function line(what: string, names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [`          ${what}: ${names.join(', ')}`];
}
