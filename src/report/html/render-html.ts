/** Renders a report as one page. */
import { createHash } from 'node:crypto';
import type { Finding, Report } from '../report.ts';
import { coverageSection } from './coverage-section.ts';
import { findingsSection } from './findings-section.ts';
import { loadSection } from './load-section.ts';
import { html } from './markup.ts';
import type { Markup } from './markup.ts';
import { matrixSection } from './matrix-section.ts';
import { script, style } from './style.ts';

export function renderHtml(report: Report): string {
  // Nothing but this style and this script may run, whatever a target answered.
  const policy = `default-src 'none'; style-src '${hashOf(style)}'; script-src '${hashOf(script)}'; base-uri 'none'; form-action 'none'`;
  const passed = report.exitCode === 0;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <title>Airlock ${report.command}: ${passed ? 'passed' : `exit ${report.exitCode}`}</title>
        <style>
          ${raw(style)}
        </style>
      </head>
      <body>
        <header>
          <h1>
            airlock ${report.command}
            <span class="${passed ? 'good' : 'bad'}">${passed ? 'passed' : `exit ${report.exitCode}`}</span>
          </h1>
          <p>${report.target?.url} ${report.startedAt} ${report.seed === undefined ? '' : `seed ${report.seed}`}</p>
          ${report.reason === undefined ? '' : html`<p><strong>${report.reason}</strong></p>`}
        </header>
        <main>
          ${factsOf(report)} ${findingsSection(report.findings)} ${loadSection(report)} ${coverageSection(report)}
          ${matrixSection(report)}
        </main>
        <script>
          ${raw(script)};
        </script>
      </body>
    </html> `;
  return page.html;
}

function raw(text: string): Markup {
  return { html: text };
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function factsOf(report: Report): Markup {
  const fresh = report.findings.filter(({ status }: Finding) => status === 'new').length;
  const { valid, invalid } = report.acceptance ?? {};
  const facts: readonly (readonly [string, string])[] = [
    ['requests', report.requests.total.toLocaleString('en')],
    ['new findings', String(fresh)],
    ['seconds', (report.durationMs / 1000).toFixed(1)],
    ...(valid === undefined || valid.sent === 0
      ? []
      : [['valid accepted', `${((100 * valid.accepted) / valid.sent).toFixed(1)} %`] as const]),
    ...(invalid === undefined || invalid.sent === 0
      ? []
      : [['invalid refused', `${((100 * invalid.rejected) / invalid.sent).toFixed(1)} %`] as const]),
    ...(report.sandbox === undefined
      ? []
      : [['sandbox cleaned', `${report.sandbox.cleaned} of ${report.sandbox.created}`] as const]),
  ];
  const summary = report['summary'];
  return html`<ul class="facts">
      ${facts.map(([name, value]) => html`<li><b>${value}</b>${name}</li>`)}
    </ul>
    ${Array.isArray(summary) && summary.length > 0 ? html`<pre>${summary.join('\n')}</pre>` : ''}`;
}
