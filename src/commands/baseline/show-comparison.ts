/** Comparisons in words, and the exit code that follows from them. */
import type { Comparison } from '../../performance/comparison.ts';
import { finiteMembers } from '../../json/finite-members.ts';
import type { ComparedArms } from '../../report/performance-section.ts';
import type { StepResult, Verdict } from '../../report/report.ts';
import { detectedText } from '../../text/detected-text.ts';
import { ratioText } from '../../text/ratio-text.ts';

export interface Showing {
  readonly mode: string;
  readonly arms: ComparedArms;
  readonly failOnInconclusive: boolean;
  /** Further members of the report's section. */
  readonly section: object;
  readonly notes: readonly string[];
}

export function resultOf(
  comparisons: readonly Comparison[],
  { mode, arms, failOnInconclusive, section, notes }: Showing,
): StepResult {
  const having = (verdict: Comparison['verdict']): readonly Comparison[] =>
    comparisons.filter((comparison) => comparison.verdict === verdict);
  const overall =
    (['regression', 'invalid', 'inconclusive', 'pass', 'improvement'] as const).find(
      (verdict) => having(verdict).length > 0,
    ) ?? 'inconclusive';
  const verdicts: Verdict[] = [];
  if (having('regression').length > 0)
    verdicts.push({ code: 5, reason: `${arms.candidate} is slower than ${arms.base}: ${named(having('regression'))}` });
  if (having('invalid').length > 0)
    verdicts.push({ code: 6, reason: `The comparison is invalid: ${named(having('invalid'))}` });
  if (failOnInconclusive && having('inconclusive').length > 0)
    verdicts.push({
      code: 6,
      reason: `Nothing is certain about ${named(having('inconclusive'))}; give it more time with --max-duration`,
    });
  return {
    verdicts,
    sections: { baseline: { mode, arms, verdict: overall, ...section, comparisons: comparisons.map(finiteMembers) } },
    summary: [
      `baseline  base       ${arms.base}`,
      `          candidate  ${arms.candidate}`,
      ...comparisons.map((comparison) => lineOf(comparison)),
      ...notes.map((note) => `          ${note}`),
      `          ${mode}: ${overall}`,
    ],
  };
}

function lineOf(comparison: Comparison): string {
  const { operation, quantile, verdict, blocks, minimumDetectable, seconds, why } = comparison;
  const { baseMs, candidateMs } = comparison;
  const times =
    baseMs === undefined || candidateMs === undefined
      ? ''
      : `: base ${baseMs.toFixed(1)} ms, candidate ${candidateMs.toFixed(1)} ms`;
  return `          ${operation.padEnd(5)}${quantile.padEnd(4)} ${verdict.padEnd(12)} ${ratioText(comparison)}${times}; ${blocks} blocks in ${seconds} s, ${detectedText(minimumDetectable)}${why === undefined ? '' : `; ${why}`}`;
}

/** What is true of several for one reason is said once. */
function named(some: readonly Comparison[]): string {
  const byWords = Map.groupBy(some, (comparison) => comparison.why ?? ratioText(comparison));
  return [...byWords]
    .map(([words, those]) => {
      const which = those.map(({ operation, quantile }) => `${operation} ${quantile}`).join(', ');
      return those[0]?.why === undefined ? `${which} ${words}` : `${which}: ${words}`;
    })
    .join('; ');
}
