import { markup } from './markup.ts';
import type { Markup } from './markup.ts';

/** A place that the page's script draws into: see page/charts.ts. What it shows stands in a table as well. */
export function chart(id: string, title: string, description: string): Markup {
  return markup`<figure><figcaption>${title}<span class="note"> · ${description}</span></figcaption><div class="chart" id="chart-${id}" role="img" aria-label="${title}; its numbers are in the table above"></div></figure>`;
}
