/** The page about known deviations, made from their data. */
import type { Deviation } from '../../deviations/deviation.ts';
import { deviations } from '../../deviations/deviations.ts';
import { operations } from '../../schemas/operations.ts';

/** Markdown; a test keeps the committed page equal to it. */
export function deviationsPage(): string {
  const list: readonly Deviation[] = deviations;
  return [
    '# Known deviations of released Airbyte servers',
    '',
    'Made from `deviations/deviations.ts` by `node build/write-deviations.ts`; do not edit.',
    '',
    'Released servers do some things otherwise than their description says. A finding that one of these explains is',
    'reported as a deviation, is counted, and does not fail the run; `--strict` makes it fail. A deviation is matched by',
    'check, operation, status, place and above all by the request; whatever differs in one of them stays a finding. Since',
    'October 2025 a server error says nothing but an id, so that only the request tells what it is due to.',
    '',
    'A dash under _since_ means that no earlier behaviour is known; a dash under _until_ that the latest sources read',
    '(August 2026) still behave so. Everything was read in the sources of airbyte-platform; commits are from there, and',
    '"2023" is its revision 8a7ba2f710, version 0.44.4. What was seen was seen on servers of release 0.44.5, the next one, and 2.0.0',
    '(October 2025). Where it is not known which change ended a deviation, the day is that of the release on which it was gone.',
    '',
    ...table([
      ['id', 'what happens', 'operations', 'since', 'until'],
      ...list.map((deviation) => [
        `[${deviation.id}](#${deviation.id})`,
        deviation.title,
        operationsOf(deviation),
        deviation.from ?? '–',
        deviation.until ?? '–',
      ]),
    ]),
    '',
    ...list.flatMap((deviation) => [
      `## ${deviation.id}`,
      '',
      `${deviation.title}. ${deviation.condition}`,
      '',
      `Evidence: ${deviation.evidence}`,
      '',
      ...(deviation.everywhere === undefined
        ? []
        : [
            `A target that refuses such mistakes (\`${deviation.everywhere.keyword}\`) at most other places is none of these servers: there it stays a finding.`,
            '',
          ]),
      `Explains findings of ${[...new Set(deviation.matches.flatMap(({ checks }) => checks))].map((check) => `\`${check}\``).join(', ')}.`,
      '',
    ]),
  ].join('\n');
}

function operationsOf({ operations: ids }: Deviation): string {
  return ids === 'all' ? 'all' : ids.map((id) => operations[id].label).join(', ');
}

/** Padded as the formatter has it, so that the page passes the gate as it is written. */
function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((cells) => (cells[column] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body.map(line)];
}
