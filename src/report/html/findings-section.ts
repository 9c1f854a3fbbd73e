/** Findings by severity. Exchanges are data blocks that the page's script unfolds, so that a long report opens at once. */
import { checkReference } from '../check-reference.ts';
import { diffLines } from '../diff-lines.ts';
import { severities } from '../severities.ts';
import type { Finding, Report, Severity } from '../report.ts';
import { dataBlock, markup } from './markup.ts';
import type { Markup } from './markup.ts';
import type { Section } from './section.ts';
import { shownExchanges } from './shown-exchange.ts';

/** More than these start folded, and a filter is offered. */
const unfolded = 3;

/** Nothing for a command that looks for none, such as a load test. */
export function findingsSection({ findings, checks }: Report): Section | undefined {
  if (findings.length === 0 && Object.keys(checks).length === 0) return undefined;
  const fresh = findings.filter(({ status }) => status === 'new');
  const rest = findings.filter(({ status }) => status !== 'new');
  const content = markup`${findings.length > unfolded && markup`<p><label>Filter <input type="search" id="filter" placeholder="operation, check, words"></label> <span id="shown" role="status"></span></p>`}
${fresh.length === 0 && markup`<p class="none">No new findings.</p>`}
${severities.map((severity) => groupOf(severity, fresh, fresh.length <= unfolded))}
${
  rest.length > 0 &&
  markup`<h3>Known, and documented deviations of releases <span class="count">${rest.length}</span></h3>
${rest.map((finding) => findingOf(finding, false))}`
}`;
  return { id: 'findings', title: 'Findings', content };
}

function groupOf(severity: Severity, findings: readonly Finding[], open: boolean): Markup | undefined {
  const group = findings.filter((finding) => finding.severity === severity);
  if (group.length === 0) return undefined;
  return markup`<h3>${severity} <span class="count">${group.length}</span></h3>
${group.map((finding) => findingOf(finding, open))}`;
}

function findingOf(finding: Finding, open: boolean): Markup {
  const { id, severity, title, meaning, check, operation, status, replay } = finding;
  const { explain, documentation } = checkReference(finding);
  return markup`<details class="finding ${status === 'new' ? severity : 'quiet'}" id="finding-${id}" data-finding="${id}"${open && markup` open`}>
<summary><span class="badge ${status === 'new' ? severity : 'low'}">${status === 'new' ? severity : status}</span> <h4 class="title">${title}</h4> <span class="where">${operation} · ${check}</span></summary>
${meaning !== undefined && markup`<p class="meaning">${meaning}</p>`}
${verdictOf(finding)}
<p class="again">${againOf(finding)}; <code>${explain}</code> and <code>${documentation}</code> say more about the check</p>
<p class="command"><code id="replay-${id}">${replay}</code> <button type="button" data-copy="replay-${id}" aria-label="Copy the replay command of ${id}">Copy</button></p>
<div class="exchanges"></div>
${dataBlock(`data-${id}`, shownExchanges(finding))}
</details>`;
}

function verdictOf({ expected, received, pointer }: Finding): Markup {
  const lines = diffLines(expected, received);
  const at = pointer !== undefined && pointer !== '' && markup`<dt>At</dt><dd><code>${pointer}</code></dd>`;
  if (lines === undefined)
    return markup`<dl>${at}${expected !== undefined && markup`<dt>Expected</dt><dd class="good">${expected}</dd>`}${received !== undefined && markup`<dt>Received</dt><dd class="bad">${received}</dd>`}</dl>`;
  const marks = { both: '  ', expected: '- ', received: '+ ' } as const;
  return markup`<dl>${at}</dl><p class="note">Lines with − were expected, lines with + were received.</p>
<pre tabindex="0" class="diff">${lines.map(({ side, text }) => markup`<span class="${side}">${marks[side]}${text}\n</span>`)}</pre>`;
}

function againOf({ reproduction, retries, explanation }: Finding): string {
  const times = retries === undefined ? '' : `: ${retries.reproduced} of ${retries.tried} tries`;
  return `${reproduction}${times}${explanation === undefined ? '' : `; ${explanation}`}`;
}
