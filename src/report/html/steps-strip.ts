/** The steps of a run in a row: how each ended, how long it took, and the way to what it judged. */
import type { Report } from '../report.ts';
import { stepsOf } from '../steps.ts';
import type { RunStep } from '../steps.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';

/** Sections by the step that fills them. */
const sectionOf: Readonly<Record<string, string>> = { verify: 'contracts', fuzz: 'findings', load: 'load' };

/** Nothing for a run of one step; `sections` are the ids that the page has. */
export function stepsStrip(report: Report, sections: readonly string[]): Markup | undefined {
  const steps = stepsOf(report);
  if (steps.length < 2) return undefined;
  return markup`<ol class="steps" aria-label="Steps">${steps.map((step) => stepOf(step, sections))}</ol>`;
}

function stepOf(step: RunStep, sections: readonly string[]): Markup {
  const { mark, word, className } = endOf(step);
  const section = sectionOf[step.step];
  const name =
    section !== undefined && sections.includes(section)
      ? markup`<a href="#${section}">${step.step}</a>`
      : markup`<span>${step.step}</span>`;
  return markup`<li class="${className}"><span class="mark" aria-hidden="true">${mark}</span> ${name} <span class="note">${word}, ${(step.durationMs / 1000).toFixed(1)} s</span></li>`;
}

/** A step without a verdict says nothing against the target. */
function endOf({ exitCode }: RunStep): { readonly mark: string; readonly word: string; readonly className: string } {
  if (exitCode === 0) return { mark: '✓', word: 'held', className: 'good' };
  if (exitCode === 1 || exitCode === 5) return { mark: '✗', word: 'failed', className: 'bad' };
  return { mark: '?', word: 'no verdict', className: 'unsure' };
}
