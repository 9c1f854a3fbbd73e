/** Findings with their exchanges, the worst first. */
import type { Finding, Step } from '../report.ts';
import { html } from './markup.ts';
import type { Markup } from './markup.ts';

export function findingsSection(findings: readonly Finding[]): Markup {
  if (findings.length === 0)
    return html`<h2>Findings</h2>
      <p>None.</p>`;
  return html`<h2>Findings</h2>
    ${findings.map(findingOf)}`;
}

function findingOf(finding: Finding): Markup {
  const {
    id,
    severity,
    title,
    check,
    status,
    reproduction,
    retries,
    expected,
    received,
    explanation,
    steps,
    curl,
    replay,
  } = finding;
  return html`<details${status === 'new' ? { html: ' open' } : ''}>
<summary><span class="badge ${severity}">${severity}</span>${title}</summary>
<dl>
<dt>Check</dt><dd>${check}</dd>
<dt>Status</dt><dd>${status}${explanation === undefined ? '' : `: ${explanation}`}</dd>
<dt>Tried again</dt><dd>${reproduction}${retries === undefined ? '' : `, ${retries.reproduced} of ${retries.tried}`}</dd>
<dt>Expected</dt><dd class="good">${expected}</dd>
<dt>Received</dt><dd class="bad">${received}</dd>
<dt>Replay</dt><dd><code id="replay-${id}">${replay}</code> <button type="button" data-copy="replay-${id}" aria-label="Copy the replay command of ${id}">Copy</button></dd>
</dl>
${steps.map((step, index) => stepOf(step, index, curl[index], id))}
</details>`;
}

function stepOf(step: Step, index: number, curl: string | undefined, id: string): Markup {
  const answered = step.response === undefined ? (step.error ?? 'no answer') : String(step.response.status);
  const key = `${id}-${index}`;
  return html`<details>
    <summary>
      ${index + 1}. ${step.operation} →
      ${answered}${step.interleaving === undefined ? '' : ` (sent ${step.interleaving.sent}, answered ${step.interleaving.answered}, in parallel)`}
    </summary>
    ${
      step.request === undefined
        ? ''
        : html`<p>Request</p>
            <pre>${cut(JSON.stringify(step.request, null, 2))}</pre>`
    }
    ${
      step.response === undefined
        ? ''
        : html`<p>Answer</p>
            <pre>
${cut(typeof step.response.body === 'string' ? step.response.body : JSON.stringify(step.response.body, null, 2))}</pre>`
    }
    ${
      curl === undefined
        ? ''
        : html`<p>
              curl
              <button
                type="button"
                data-copy="curl-${key}"
                aria-label="Copy the curl command of step ${index + 1} of ${id}"
              >
                Copy
              </button>
            </p>
            <pre id="curl-${key}">${cut(curl)}</pre>`
    }
  </details>`;
}

/** A page must stay readable; the whole is in the JSON report. */
function cut(text: string): string {
  return text.length > 20_000
    ? `${text.slice(0, 20_000)}\n… ${text.length - 20_000} more characters in findings/*.json`
    : text;
}
