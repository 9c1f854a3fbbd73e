/** Judges several statements at once with the error of a single one for all together. */
import { judge } from './verdict.ts';
import type { Judged, Rule } from './verdict.ts';

export interface Statement {
  readonly logRatios: readonly number[];
  /** The look that decided, counted from 1. */
  readonly look: number;
}

/** Holm's procedure: the alpha of a decided statement is shared among the others, until nothing changes. */
export function judgeFamily(statements: readonly Statement[], rule: Rule): readonly Judged[] {
  const certain = new Map<number, Judged>();
  for (;;) {
    const family = statements.length - certain.size;
    const judged = statements.map(
      ({ logRatios, look }, index) => certain.get(index) ?? judge(logRatios, rule, { look, family }),
    );
    const before = certain.size;
    for (const [index, one] of judged.entries()) if (one.verdict === 'regression') certain.set(index, one);
    if (certain.size === before || certain.size === statements.length) return judged;
  }
}
