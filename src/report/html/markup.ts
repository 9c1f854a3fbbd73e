/** HTML by template, in which everything that is interpolated is escaped unless it is markup itself. */
import { inertJson } from '../inert-json.ts';
import { visibleLines } from '../visible.ts';

/** Made only in this file, so that no data of a target can pass for markup. */
export class Markup {
  readonly html: string;
  constructor(html: string) {
    this.html = html;
  }
}

/** Not called `html`, because formatters rewrap such templates and change what `pre` shows. */
export function markup(strings: TemplateStringsArray, ...values: readonly unknown[]): Markup {
  const parts = strings.map((part, index) => (index === 0 ? part : render(values[index - 1]) + part));
  return new Markup(parts.join(''));
}

function render(value: unknown): string {
  if (value === undefined || value === null || value === false) return '';
  if (Array.isArray(value)) return value.map(render).join('');
  if (value instanceof Markup) return value.html;
  return escapeHtml(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
}

/** Control and formatting characters become visible: a hostile body can neither run nor reorder anything. */
function escapeHtml(text: string): string {
  return visibleLines(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** Data for the page's script: JSON that cannot end its element, whatever is in it. */
export function dataBlock(id: string, value: unknown): Markup {
  const json = inertJson(value).replaceAll(
    /[<>&]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return markup`<script type="application/json" id="${id}">${new Markup(json)}</script>`;
}
