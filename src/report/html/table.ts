import { Markup, markup } from './markup.ts';

/** A cell: text, or text with a class. */
export type Cell = string | number | Markup | { readonly text: string | number; readonly className: string };

export interface Column {
  readonly title: string;
  readonly numeric?: boolean;
}

/** A table that scrolls by itself on a narrow screen; the first cell of a row is its heading. */
export function table(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  className = '',
): Markup {
  const numeric = (index: number): string => (columns[index]?.numeric === true ? 'number' : '');
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table class="${className}"><caption>${caption}</caption>
<thead><tr>${columns.map(({ title }, index) => markup`<th scope="col" class="${numeric(index)}">${title}</th>`)}</tr></thead>
<tbody>${rows.map(
    (row) =>
      markup`<tr>${row.map((cell, index) => {
        const { text, className } =
          typeof cell === 'object' && !(cell instanceof Markup) ? cell : { text: cell, className: '' };
        return index === 0
          ? markup`<th scope="row">${text}</th>`
          : markup`<td class="${numeric(index)} ${className}">${text}</td>`;
      })}</tr>\n`,
  )}</tbody></table></div>`;
}
