/** What a run judged besides answers: load thresholds, comparisons, planted faults, descriptions, the environment. */
import { defined } from '../json/defined.ts';
import { listAt, member, objectAt, textAt } from '../json/json.ts';
import type { Comparison, ThresholdResult } from './performance-section.ts';
import { matrixOf } from './selftest-section.ts';
import { measuredText } from '../text/measured-text.ts';
import { ratioText } from '../text/ratio-text.ts';

/** `undecided` is neither good nor bad: shown, and never a failure. */
export interface Outcome {
  /** The section it comes from. */
  readonly kind: 'load' | 'baseline' | 'selftest' | 'spec' | 'doctor';
  readonly name: string;
  readonly verdict: 'held' | 'failed' | 'invalid' | 'undecided';
  readonly detail?: string;
  /** Absent where it was not measured for this outcome alone. */
  readonly durationMs?: number;
}

/** The sections of a report. */
type Sections = Readonly<Record<string, unknown>>;

export function outcomesOf(report: Sections): readonly Outcome[] {
  return [
    ...loadOutcomes(report),
    ...baselineOutcomes(report),
    ...selftestOutcomes(report),
    ...specOutcomes(report),
    ...doctorOutcomes(report),
  ];
}

function loadOutcomes(report: Sections): readonly Outcome[] {
  const section = report['load'];
  const type = textAt(section, 'type') ?? 'load';
  const thresholds = (listAt(section, 'thresholds') as readonly ThresholdResult[]).map((threshold): Outcome => ({
    kind: 'load',
    name: `${type}: ${threshold.metric} ${threshold.expression}`,
    verdict: threshold.ok ? 'held' : 'failed',
    ...(threshold.ok ? {} : { detail: crossedBy(threshold) }),
  }));
  const doubts = listAt(section, 'doubts').map((doubt): Outcome => ({
    kind: 'load',
    name: `${type}: the schedule was completed`,
    verdict: 'invalid',
    detail: String(doubt),
  }));
  return [...thresholds, ...doubts];
}

function crossedBy(threshold: ThresholdResult): string {
  const measured = measuredText(threshold);
  return `the threshold was crossed${measured === '' ? '' : `: ${measured}`}`;
}

function baselineOutcomes(report: Sections): readonly Outcome[] {
  const verdicts: Readonly<Record<string, Outcome['verdict']>> = {
    regression: 'failed',
    invalid: 'invalid',
    inconclusive: 'undecided',
  };
  const arms = objectAt(report['baseline'], 'arms');
  const [base, candidate] = [textAt(arms, 'base'), textAt(arms, 'candidate')];
  const between = base === undefined || candidate === undefined ? '' : `; base ${base}, candidate ${candidate}`;
  return (listAt(report['baseline'], 'comparisons') as readonly Comparison[]).map(
    ({ operation, quantile, verdict, why, ...ratio }): Outcome => ({
      kind: 'baseline',
      name: `${operation} ${quantile} against the baseline`,
      verdict: verdicts[verdict] ?? 'held',
      detail: `${verdict}: ${ratioText(ratio)}${why === undefined ? '' : `; ${why}`}${between}`,
    }),
  );
}

function selftestOutcomes(report: Sections): readonly Outcome[] {
  const faults = matrixOf(report).map(({ fault, title, claimedBy, caughtBy, seconds }): Outcome => {
    const missing = claimedBy.filter((check) => !caughtBy.includes(check));
    const durationMs = seconds === undefined ? undefined : seconds * 1000;
    const outcome = { kind: 'selftest', name: `fault ${fault}`, ...defined({ durationMs }) } as const;
    if (missing.length === 0) return { ...outcome, verdict: 'held' };
    return { ...outcome, verdict: 'failed', detail: `${title}: not caught by ${missing.join(', ')}` };
  });
  const clean = member(report['selftest'], 'clean');
  const noise = listAt(clean, 'findings').map(String);
  if (clean === undefined) return faults;
  const name = 'a backend without faults raises nothing';
  return [
    ...faults,
    noise.length === 0
      ? { kind: 'selftest', name, verdict: 'held' }
      : { kind: 'selftest', name, verdict: 'failed', detail: noise.join('; ') },
  ];
}

interface SpecFault {
  readonly rule: string;
  readonly kind: string;
  readonly pointer: string;
  readonly reason: string;
}

interface SpecChange {
  readonly kind: string;
  readonly scope: string;
  readonly member?: string;
  readonly pointer: string;
  readonly class: string;
}

/** Contradictions and breaking changes fail; gaps and risky changes are told. */
function specOutcomes(report: Sections): readonly Outcome[] {
  const section = report['spec'];
  const faults = (listAt(section, 'faults') as readonly SpecFault[]).map(
    ({ rule, kind, pointer, reason }): Outcome => ({
      kind: 'spec',
      name: `${rule} ${pointer}`,
      verdict: kind === 'contradiction' ? 'failed' : 'undecided',
      detail: `${kind}: ${reason}`,
    }),
  );
  const changes = (listAt(section, 'changes') as readonly SpecChange[]).map(
    ({ kind, scope, member, pointer, class: effect }): Outcome => ({
      kind: 'spec',
      name: `${kind} ${scope}${member === undefined ? '' : `.${member}`}`,
      verdict: effect === 'breaking' ? 'failed' : effect === 'risky' ? 'undecided' : 'held',
      detail: `${effect}, at ${pointer}`,
    }),
  );
  if (textAt(section, 'command') !== 'check' || faults.some(({ verdict }) => verdict === 'failed'))
    return [...faults, ...changes];
  return [{ kind: 'spec', name: 'the description does not contradict itself', verdict: 'held' }, ...faults];
}

interface Examined {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

function doctorOutcomes(report: Sections): readonly Outcome[] {
  return (listAt(report['doctor'], 'examined') as readonly Examined[]).map(({ name, ok, detail }): Outcome => ({
    kind: 'doctor',
    name,
    verdict: ok ? 'held' : 'failed',
    detail,
  }));
}
