/** The load test: latency by operation, over time and against a baseline. */
import type { Report } from '../report.ts';
import { html } from './markup.ts';
import type { Markup } from './markup.ts';

interface Latency {
  readonly operation: string;
  readonly requests: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** Second since the start, median and 95th percentile in ms. */
  readonly series?: readonly (readonly [number, number, number])[];
}

interface Comparison {
  readonly operation: string;
  readonly quantile: string;
  readonly verdict: string;
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
}

export function loadSection(report: Report): Markup {
  const latencies = listIn<Latency>(report['load'], 'latencies');
  const comparisons = listIn<Comparison>(report['baseline'], 'comparisons');
  if (latencies.length + comparisons.length === 0) return html``;
  return html`${
    latencies.length === 0
      ? ''
      : html`<h2>Latency</h2>
          <div class="scroll" tabindex="0" role="region" aria-label="Latency">
            <table>
              <thead>
                <tr>
                  <th scope="col">operation</th>
                  <th scope="col" class="number">requests</th>
                  <th scope="col" class="number">p50 ms</th>
                  <th scope="col" class="number">p95 ms</th>
                  <th scope="col" class="number">p99 ms</th>
                </tr>
              </thead>
              <tbody>
                ${latencies.map(
                  ({ operation, requests, p50, p95, p99 }) =>
                    html`<tr>
                      <th scope="row">${operation}</th>
                      <td class="number">${requests}</td>
                      <td class="number">${p50.toFixed(1)}</td>
                      <td class="number">${p95.toFixed(1)}</td>
                      <td class="number">${p99.toFixed(1)}</td>
                    </tr>`,
                )}
              </tbody>
            </table>
          </div>
          ${latencies.map(chartOf)}`
  }
  ${
    comparisons.length === 0
      ? ''
      : html`<h2>Against the baseline</h2>
          <div class="scroll" tabindex="0" role="region" aria-label="Comparison with the baseline">
            <table>
              <thead>
                <tr>
                  <th scope="col">operation</th>
                  <th scope="col">quantile</th>
                  <th scope="col">verdict</th>
                  <th scope="col" class="number">ratio</th>
                  <th scope="col">90 % interval</th>
                </tr>
              </thead>
              <tbody>
                ${comparisons.map(
                  ({ operation, quantile, verdict, ratio, low, high }) =>
                    html`<tr>
                      <th scope="row">${operation}</th>
                      <td>${quantile}</td>
                      <td class="${verdict === 'regression' ? 'bad' : 'good'}">${verdict}</td>
                      <td class="number">${ratio.toFixed(3)}</td>
                      <td>${low.toFixed(3)} to ${high.toFixed(3)}</td>
                    </tr>`,
                )}
              </tbody>
            </table>
          </div>`
  }`;
}

function listIn<Item>(section: unknown, key: string): readonly Item[] {
  const list: unknown =
    typeof section === 'object' && section !== null ? (section as Readonly<Record<string, unknown>>)[key] : undefined;
  return Array.isArray(list) ? (list as readonly Item[]) : [];
}

const width = 640;
const height = 160;

/** Median and 95th percentile by second, as plain SVG. */
function chartOf({ operation, series = [] }: Latency): Markup {
  if (series.length < 2) return html``;
  const top = Math.max(...series.map(([, , p95]) => p95), 1);
  const last = series.at(-1)?.[0] ?? 1;
  const points = (index: 1 | 2): string =>
    series
      .map(
        (row) =>
          `${(40 + ((width - 50) * row[0]) / last).toFixed(1)},${(height - 20 - ((height - 30) * row[index]) / top).toFixed(1)}`,
      )
      .join(' ');
  return html`<figure>
    <figcaption>${operation}: p95 (dashed) and median, ms by second</figcaption>
    <svg viewBox="0 0 ${width} ${height}" role="img" aria-label="Latency of ${operation} over time">
      <line x1="40" y1="${height - 20}" x2="${width - 10}" y2="${height - 20}" stroke="currentColor"></line>
      <text x="2" y="16">${top.toFixed(0)} ms</text>
      <text x="2" y="${height - 20}">0</text>
      <text x="${width - 40}" y="${height - 4}">${last} s</text>
      <polyline fill="none" stroke="currentColor" stroke-width="2" points="${points(1)}"></polyline>
      <polyline
        fill="none"
        stroke="currentColor"
        stroke-width="1.5"
        stroke-dasharray="4 3"
        points="${points(2)}"
      ></polyline>
    </svg>
  </figure>`;
}
