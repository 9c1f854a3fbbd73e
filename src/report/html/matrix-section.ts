/** The selftest: which planted fault was caught by which check. */
import type { Report } from '../report.ts';
import { matrixOf } from '../selftest-section.ts';
import type { MatrixRow } from '../selftest-section.ts';
import { markup } from './markup.ts';
import type { Section } from './section.ts';
import { minor, table } from './table.ts';
import type { Cell } from './table.ts';

export function matrixSection(report: Report): Section | undefined {
  const rows = matrixOf(report);
  if (rows.length === 0) return undefined;
  const checks = [...new Set(rows.flatMap(({ claimedBy, caughtBy }) => [...claimedBy, ...caughtBy]))].toSorted();
  const caught = rows.filter(({ caughtBy }) => caughtBy.length > 0).length;
  const content = markup`<p>${caught} of ${rows.length} caught. ● caught by a check that claims it, ○ caught by another, – claimed and not caught.</p>
${table(
  'Planted faults by check',
  ['fault', ...minor('what it does'), ...checks],
  rows.map((row): readonly Cell[] => [
    row.fault,
    { text: row.title, className: row.caughtBy.length > 0 ? '' : 'bad' },
    ...checks.map((check) => cellOf(row, check)),
  ]),
  'matrix',
)}`;
  return { id: 'matrix', title: 'Planted faults', content };
}

function cellOf({ claimedBy, caughtBy }: MatrixRow, check: string): Cell {
  if (caughtBy.includes(check))
    return claimedBy.includes(check) ? { text: '●', className: 'good' } : { text: '○', className: '' };
  return claimedBy.includes(check) ? { text: '–', className: 'bad' } : '';
}
