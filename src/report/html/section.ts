import { markup } from './markup.ts';
import type { Markup } from './markup.ts';

/** A part of the page with a heading of its own. */
export interface Section {
  readonly id: string;
  /** The heading, and the word of the navigation unless that has a shorter one. */
  readonly title: string;
  readonly link?: string;
  readonly content: Markup;
}

export function sectionMarkup({ id, title, content }: Section): Markup {
  return markup`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>
${content}</section>`;
}

/** What is for those who want to know more: folded, unless there is something in it that everybody should see. */
export function folded(summary: string, content: Markup, isOpen = false): Markup {
  return markup`<details${isOpen && markup` open`}><summary>${summary}</summary>${content}</details>`;
}
