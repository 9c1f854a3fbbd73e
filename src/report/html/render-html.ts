/** Renders a report as one page that needs nothing else: no network, no other file. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Report } from '../report.ts';
import { verdictInWords } from '../verdict-in-words.ts';
import { contractsSection } from './contracts-section.ts';
import { coverageSection } from './coverage-section.ts';
import { findingsSection } from './findings-section.ts';
import { Markup, markup } from './markup.ts';
import { matrixSection } from './matrix-section.ts';
import { outcomesSection } from './outcomes-section.ts';
import { baselineSection, breakpointSection, loadSection } from './performance-sections.ts';
import { pageScript } from './page-script.ts';
import { pageStyle } from './page-style.ts';
import { scalingSection } from './scaling-section.ts';
import { sectionMarkup } from './section.ts';
import { stepsStrip } from './steps-strip.ts';
import { summarySection } from './summary-section.ts';

export function renderHtml(report: Report): string {
  const load = loadSection(report);
  const baseline = baselineSection(report);
  const scaling = scalingSection(report);
  const charts = [load, baseline, scaling].some((section) => section !== undefined);
  const style = `${charts ? `${packageFile('uplot/dist/uPlot.min.css')}\n` : ''}${pageStyle}`;
  const script = pageScript(charts ? ['page', 'charts'] : ['page']);
  // Nothing but this style and this script may run, whatever a target answered.
  const policy = `default-src 'none'; style-src '${hashOf(style)}'; script-src '${hashOf(script)}'; base-uri 'none'; form-action 'none'`;
  const { sentence, tone } = verdictInWords(report);
  const sections = [
    findingsSection(report),
    contractsSection(report),
    baseline,
    load,
    breakpointSection(report),
    scaling,
    matrixSection(report),
    outcomesSection(report),
    coverageSection(report),
  ].filter((section) => section !== undefined);
  const ids = sections.map(({ id }) => id);
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="color-scheme" content="light dark">
<title>airlock ${report.command}: ${sentence}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the results</a>
<header>
<p class="tool">airlock ${report.command} <span class="note">${report.tool.version}, exit code ${report.exitCode}</span></p>
<h1 class="verdict ${tone}">${sentence}</h1>
${report.reason !== undefined && markup`<p class="reason">${report.reason}</p>`}
${stepsStrip(report, ids)}
</header>
<nav aria-label="Sections"><ul>${sections.map(({ id, title, link = title }) => markup`<li><a href="#${id}">${link}</a></li>`)}</ul></nav>
<main id="main">
${[summarySection(report), ...sections].map(sectionMarkup)}
</main>
<script>${new Markup(script)}</script>
</body>
</html>
`;
  return page.html;
}

/** A file of an installed package, read when a report is written. */
function packageFile(path: string): string {
  return readFileSync(createRequire(import.meta.url).resolve(path), 'utf8');
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
