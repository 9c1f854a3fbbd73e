import { Markup, markup } from './markup.ts';

/** A number stands with its thousands apart. */
type Content = string | number | Markup;

/** A cell: what stands in it, with a class or without. */
export type Cell = Content | { readonly text: Content; readonly className: string };

/** A column by its title. */
export type Column = string | ColumnOptions;

interface ColumnOptions {
  readonly title: string;
  readonly numeric?: true;
  /** Not shown where there is no room for all. */
  readonly minor?: true;
}

/** Columns of numbers, which stand to the right. */
export function numbers(...titles: readonly string[]): readonly ColumnOptions[] {
  return titles.map((title) => ({ title, numeric: true }));
}

/** Columns that a phone leaves out, so that those that matter stay on its screen. */
export function minor(...columns: readonly Column[]): readonly ColumnOptions[] {
  return columns.map((column) => ({ ...(typeof column === 'string' ? { title: column } : column), minor: true }));
}

/** A number that is good only when it is 0. */
export function failures(count: number): Cell {
  return count === 0 ? 0 : { text: count, className: 'bad' };
}

/** The reason belongs to the verdict: a column of its own would not be on the screen of a phone. */
export function withReason(verdict: string, why: string | undefined): Markup {
  return markup`${verdict}${why !== undefined && why !== '' && markup` <span class="note">${why}</span>`}`;
}

/** A table that scrolls by itself on a narrow screen; the first cell of a row is its heading and stays in sight. */
export function table(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  className = '',
): Markup {
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table class="${className}"><caption>${caption}</caption>
<thead><tr>${columns.map((column) => markup`<th scope="col" class="${classOf(column)}">${titleOf(column)}</th>`)}</tr></thead>
<tbody>${rows.map(
    (row) => markup`<tr>${row.map((cell, index) => cellOf(cell, index, columns[index]))}</tr>
`,
  )}</tbody></table></div>`;
}

function titleOf(column: Column): string {
  return typeof column === 'string' ? column : column.title;
}

function classOf(column: Column | undefined): string {
  if (typeof column !== 'object') return '';
  return [...(column.numeric === true ? ['number'] : []), ...(column.minor === true ? ['minor'] : [])].join(' ');
}

/** The id of an operation is long: it may break between its words; a JSON pointer between its names. */
function breakable(text: string): Markup {
  return markup`${text.split(/(?<=[a-z])(?=[A-Z])|(?<=\w)(?=\/)/).map((word, index) => (index === 0 ? word : markup`<wbr>${word}`))}`;
}

function cellOf(cell: Cell, index: number, column: Column | undefined): Markup {
  const { text, className } =
    typeof cell === 'object' && !(cell instanceof Markup) ? cell : { text: cell, className: '' };
  const shown = typeof text === 'number' ? text.toLocaleString('en') : text;
  return index === 0
    ? markup`<th scope="row">${typeof shown === 'string' ? breakable(shown) : shown}</th>`
    : markup`<td class="${classOf(column)} ${className}">${shown}</td>`;
}
