/** The figures that a reader wants first. */
import { outcomesOf } from '../outcomes.ts';
import type { Outcome } from '../outcomes.ts';
import type { Finding, Report } from '../report.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import type { Section } from './section.ts';
import { percent } from '../../text/percent.ts';

export function summarySection(report: Report): Section {
  const facts = [...figuresOf(report)];
  const context: readonly (readonly [string, string | undefined])[] = [
    ['Target', report.target?.url],
    ['Workspace', report.target?.workspaceId],
    ['Seed', report.seed === undefined ? undefined : String(report.seed)],
    ['Started', report.startedAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')],
  ];
  const summary = report['summary'];
  const content = markup`<ul class="facts">${facts.map(([name, value, className]) => markup`<li class="${className}"><strong>${value}</strong> ${name}</li>`)}</ul>
<dl class="context">${context.map(([name, value]) => value !== undefined && markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
${Array.isArray(summary) && summary.length > 0 && markup`<pre tabindex="0" aria-label="Summary of the console">${summary.map(String).map(consoleLine)}</pre>`}`;
  return { id: 'summary', title: 'Summary', content };
}

/** Most lines have a label of ten columns, or as many blanks below one. */
function consoleLine(line: string): Markup {
  const [, label, text] = /^(?=.{10}\S)(\S+ +| +)(\S.*)$/s.exec(line) ?? [];
  if (label?.length !== 10) return markup`<span class="line">${line}</span>`;
  const isSame = label.trim() === '';
  return markup`<span class="line labelled"><span class="label ${isSame ? 'same' : ''}">${label}</span><span class="said">${text}</span></span>`;
}

const nouns: Readonly<Record<Outcome['kind'], string>> = {
  load: 'thresholds',
  baseline: 'comparisons',
  selftest: 'proofs',
  spec: 'statements',
  doctor: 'examinations',
};

function* figuresOf(report: Report): Generator<readonly [string, string, string]> {
  const count = (status: Finding['status']): number =>
    report.findings.filter((finding) => finding.status === status).length;
  const looked = report.findings.length > 0 || Object.keys(report.checks).length > 0;
  if (looked) yield ['new findings', String(count('new')), count('new') > 0 ? 'bad' : 'good'];
  const outcomes = outcomesOf(report);
  const broken = outcomes.filter(({ verdict }) => verdict === 'failed' || verdict === 'invalid').length;
  if (outcomes.length > 0) {
    const { kind = 'spec' } = outcomes[0] ?? {};
    const held = outcomes.filter(({ verdict }) => verdict === 'held').length;
    yield [`of ${outcomes.length} ${nouns[kind]} held`, String(held), broken > 0 ? 'bad' : 'good'];
  }
  if (count('deviation') > 0) yield ['known deviations', String(count('deviation')), ''];
  if (count('known') > 0) yield ['accepted before', String(count('known')), ''];
  if (report.requests.total > 0) yield ['requests', report.requests.total.toLocaleString('en'), ''];
  const { valid, invalid } = report.acceptance;
  if (valid.sent > 0) yield ['of valid accepted', percent(valid.accepted / valid.sent), ''];
  if (invalid.sent > 0) yield ['of invalid refused', percent(invalid.rejected / invalid.sent), ''];
  const { sandbox } = report;
  if (sandbox.left.length > 0)
    yield [
      `of ${sandbox.created.toLocaleString('en')} sandbox connections are left`,
      String(sandbox.left.length),
      'bad',
    ];
  else if (sandbox.created > 0) yield ['sandbox connections, all cleaned', sandbox.created.toLocaleString('en'), ''];
  yield ['seconds', (report.durationMs / 1000).toFixed(1), ''];
}
