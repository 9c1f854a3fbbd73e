/** HTML by template, in which everything that is interpolated is escaped unless it is markup itself. */
export interface Markup {
  readonly html: string;
}

export function html(strings: TemplateStringsArray, ...values: readonly unknown[]): Markup {
  return {
    html: strings.reduce((result, part, index) => result + (index === 0 ? '' : render(values[index - 1])) + part, ''),
  };
}

function render(value: unknown): string {
  if (value === undefined || value === null || value === false) return '';
  if (Array.isArray(value)) return value.map(render).join('');
  if (isMarkup(value)) return value.html;
  return escapeHtml(typeof value === 'string' ? value : JSON.stringify(value));
}

function isMarkup(value: unknown): value is Markup {
  return typeof value === 'object' && value !== null && 'html' in value && typeof value.html === 'string';
}

/** Control and formatting characters become visible: a hostile body can neither run nor reorder anything. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll(
      /[^\P{Cc}\n\t]|\p{Cf}/gu,
      (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
    )
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
