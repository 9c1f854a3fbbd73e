/** The selftest: which planted fault was caught by which check. */
import type { Report } from '../report.ts';
import { html } from './markup.ts';
import type { Markup } from './markup.ts';

interface Row {
  readonly fault: string;
  readonly title: string;
  readonly claimedBy: readonly string[];
  readonly caughtBy: readonly string[];
  readonly seconds: number;
}

export function matrixSection(report: Report): Markup {
  const section = report['selftest'];
  const rows =
    typeof section === 'object' && section !== null && 'matrix' in section && Array.isArray(section.matrix)
      ? (section.matrix as readonly Row[])
      : [];
  if (rows.length === 0) return html``;
  return html`<h2>Planted faults</h2>
    <div class="scroll" tabindex="0" role="region" aria-label="Planted faults">
      <table>
        <thead>
          <tr>
            <th scope="col">fault</th>
            <th scope="col">what it does</th>
            <th scope="col">caught by</th>
            <th scope="col" class="number">seconds</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              html`<tr>
                <th scope="row">${row.fault}</th>
                <td>${row.title}</td>
                <td class="${row.caughtBy.length > 0 ? 'good' : 'bad'}">
                  ${row.caughtBy.length > 0 ? row.caughtBy.join(', ') : `missed; ${row.claimedBy.join(', ')} claims it`}
                </td>
                <td class="number">${row.seconds.toFixed(1)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}
