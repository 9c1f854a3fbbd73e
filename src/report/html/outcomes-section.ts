/** What `spec` and `doctor` judged, the failures first; other sections show their own outcomes. */
import { outcomesOf } from '../outcomes.ts';
import type { Outcome } from '../outcomes.ts';
import type { Report } from '../report.ts';
import type { Section } from './section.ts';
import { table, withReason } from './table.ts';
import type { Cell } from './table.ts';

const order: readonly Outcome['verdict'][] = ['failed', 'invalid', 'undecided', 'held'];
const classes: Readonly<Record<Outcome['verdict'], string>> = {
  failed: 'bad',
  invalid: 'bad',
  undecided: 'unsure',
  held: 'good',
};

export function outcomesSection(report: Report): Section | undefined {
  const outcomes = outcomesOf(report)
    .filter(({ kind }) => kind === 'spec' || kind === 'doctor')
    .toSorted((left, right) => order.indexOf(left.verdict) - order.indexOf(right.verdict));
  if (outcomes.length === 0) return undefined;
  const rows = outcomes.map(({ name, verdict, detail }): readonly Cell[] => [
    name,
    { text: withReason(verdict, detail), className: classes[verdict] },
  ]);
  const content = table('What was examined, and how it ended', ['what', 'verdict'], rows);
  return { id: 'outcomes', title: 'Examined', content };
}
