/** Which operations answered with which status, which checks had something to say, and what was left out. */
import type { Report } from '../report.ts';
import { html } from './markup.ts';
import type { Markup } from './markup.ts';

export function coverageSection(report: Report): Markup {
  const operations = Object.entries(report.requests.byOperation);
  if (operations.length === 0) return html``;
  const statuses = [...new Set(operations.flatMap(([, { byStatus }]) => Object.keys(byStatus)))].toSorted();
  const accepted = report.acceptance?.byOperation ?? {};
  return html`<h2>Coverage</h2>
    <div class="scroll" tabindex="0" role="region" aria-label="Requests by operation and status">
      <table>
        <thead>
          <tr>
            <th scope="col">operation</th>
            <th scope="col" class="number">requests</th>
            ${statuses.map((status) => html`<th scope="col" class="number">${status}</th>`)}
            <th scope="col" class="number">valid accepted</th>
          </tr>
        </thead>
        <tbody>
          ${operations.map(
            ([id, { total, byStatus }]) =>
              html`<tr>
                <th scope="row">${id}</th>
                <td class="number">${total}</td>
                ${statuses.map((status) => html`<td class="number">${byStatus[status] ?? ''}</td>`)}
                <td class="number">${rate(accepted[id]?.valid)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${checksTable(report)}${unexercised(report)}`;
}

function rate(valid: { readonly sent: number; readonly accepted: number } | undefined): string {
  return valid === undefined || valid.sent === 0 ? '' : `${((100 * valid.accepted) / valid.sent).toFixed(1)} %`;
}

function checksTable({ checks }: Report): Markup {
  const rows = Object.entries(checks ?? {});
  if (rows.length === 0) return html``;
  return html`<h2>Checks</h2>
    <div class="scroll" tabindex="0" role="region" aria-label="Checks">
      <table>
        <thead>
          <tr>
            <th scope="col">check</th>
            <th scope="col" class="number">evaluated</th>
            <th scope="col" class="number">failed</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ([id, { evaluated, failed }]) =>
              html`<tr>
                <th scope="row">${id}</th>
                <td class="number">${evaluated}</td>
                <td class="number ${failed > 0 ? 'bad' : ''}">${failed}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}

function unexercised(report: Report): Markup {
  const section = report['fuzz'];
  const left: unknown =
    typeof section === 'object' && section !== null && 'unexercised' in section ? section.unexercised : undefined;
  const lines = typeof left === 'object' && left !== null ? Object.values(left).flat().map(String) : [];
  return lines.length === 0
    ? html``
    : html`<h2>Not exercised</h2>
        <ul>
          ${lines.map((line) => html`<li>${line}</li>`)}
        </ul>`;
}
