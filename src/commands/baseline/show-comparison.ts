/** Comparisons in words, and the exit code that follows from them. */
import type { Comparison } from '../../performance/comparison.ts';
import type { StepResult, Verdict } from '../../report/report.ts';

export interface Showing {
  readonly mode: string;
  readonly failOnInconclusive: boolean;
  /** Further members of the report's section. */
  readonly section: object;
  readonly notes: readonly string[];
}

export function resultOf(
  comparisons: readonly Comparison[],
  { mode, failOnInconclusive, section, notes }: Showing,
): StepResult {
  const having = (verdict: Comparison['verdict']): readonly Comparison[] =>
    comparisons.filter((comparison) => comparison.verdict === verdict);
  const overall =
    (['regression', 'invalid', 'inconclusive', 'pass', 'improvement'] as const).find(
      (verdict) => having(verdict).length > 0,
    ) ?? 'inconclusive';
  const verdicts: Verdict[] = [];
  if (having('regression').length > 0)
    verdicts.push({ code: 5, reason: `Slower than the baseline: ${named(having('regression'))}` });
  if (having('invalid').length > 0)
    verdicts.push({ code: 6, reason: `The comparison is invalid: ${named(having('invalid'))}` });
  if (failOnInconclusive && having('inconclusive').length > 0)
    verdicts.push({
      code: 6,
      reason: `Nothing is certain about ${named(having('inconclusive'))}; give it more time with --max-duration`,
    });
  return {
    verdicts,
    sections: { baseline: { mode, verdict: overall, ...section, comparisons } },
    summary: [
      ...comparisons.map((comparison, index) => lineOf(comparison, index === 0 ? 'baseline' : '')),
      ...notes.map((note) => `          ${note}`),
      `          ${mode}: ${overall}`,
    ],
  };
}

function lineOf(comparison: Comparison, title: string): string {
  const { operation, quantile, verdict, ratio, low, high, blocks, minimumDetectable, seconds, why } = comparison;
  const { baseMs, candidateMs } = comparison;
  const times =
    baseMs === undefined || candidateMs === undefined ? '' : ` ${baseMs.toFixed(1)} → ${candidateMs.toFixed(1)} ms`;
  return `${title.padEnd(10)}${operation.padEnd(5)}${quantile.padEnd(4)} ${verdict.padEnd(12)} ×${ratio.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})${times}, ${blocks} blocks in ${seconds} s, detects ${percent(minimumDetectable)}${why === undefined ? '' : `; ${why}`}`;
}

export function percent(share: number): string {
  return Number.isFinite(share) ? `+${(share * 100).toFixed(1)} %` : 'nothing yet';
}

function named(some: readonly Comparison[]): string {
  return some
    .map(({ operation, quantile, ratio, why }) => `${operation} ${quantile} ${why ?? `×${ratio.toFixed(3)}`}`)
    .join('; ');
}
