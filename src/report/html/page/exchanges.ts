/** The exchanges of a finding: made of its data block when the finding is opened, so that a long report opens at once. */
import { visibleLines } from '../../visible.ts';
import type { ShownExchange } from '../shown-exchange.ts';
import { copyAs } from './copy-on-click.ts';
import { element } from './element.ts';
import { pageData } from './page-data.ts';

/** Longer texts are shown in full when the reader asks for it. */
const shownCharacters = 20_000;
let blocks = 0;

/** Unfolds findings that are open, those that are opened, and the one that the address names. */
export function unfoldExchanges(): void {
  for (const finding of document.querySelectorAll<HTMLDetailsElement>('.finding')) {
    if (finding.open) unfold(finding);
    finding.addEventListener('toggle', () => {
      if (finding.open) unfold(finding);
    });
  }
  addEventListener('hashchange', openNamed);
  openNamed();
}

function openNamed(): void {
  const named = location.hash.startsWith('#finding-') ? document.getElementById(location.hash.slice(1)) : null;
  if (!(named instanceof HTMLDetailsElement)) return;
  named.open = true;
  unfold(named);
}

function unfold(finding: HTMLDetailsElement): void {
  const place = finding.querySelector('.exchanges');
  if (place === null || place.childElementCount > 0) return;
  const exchanges = (pageData(`data-${finding.dataset['finding'] ?? ''}`) ?? []) as readonly ShownExchange[]; // findings-section.ts
  place.append(...exchanges.map(exchangeOf));
  const last = place.lastElementChild;
  if (last instanceof HTMLDetailsElement) last.open = true;
}

function exchangeOf(exchange: ShownExchange, index: number): HTMLDetailsElement {
  const { operation, request, response, error, interleaving, curl } = exchange;
  const outcome = response === undefined ? 'no answer' : String(response.status);
  const order =
    interleaving === undefined ? '' : ` (in parallel: sent ${interleaving.sent}, answered ${interleaving.answered})`;
  return element(
    'details',
    { class: 'step' },
    element('summary', {}, visibleLines(`${index + 1}. ${operation} → ${outcome}${order}`)),
    ...(request === undefined ? [] : blockOf('Request', request)),
    ...(response === undefined ? [] : blockOf('Answer', response.body === undefined ? '' : response.body)),
    ...(error === undefined ? [] : blockOf('Error', error)),
    ...(curl === undefined ? [] : blockOf('curl', curl)),
  );
}

function blockOf(title: string, value: unknown): readonly HTMLElement[] {
  const exact = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  const text = visibleLines(exact);
  blocks += 1;
  const id = `block-${blocks}`;
  const shown = element('pre', { id, tabindex: '0', 'aria-label': title }, text.slice(0, shownCharacters));
  copyAs(shown, typeof value === 'string' ? value : text);
  const button = element('button', { type: 'button', 'data-copy': id, 'aria-label': `Copy ${title}` }, 'Copy');
  const heading = title === 'Error' ? element('h5', {}, title) : element('h5', {}, title, ' ', button);
  return text.length > shownCharacters ? [heading, shown, showAll(shown, text)] : [heading, shown];
}

function showAll(shown: HTMLElement, text: string): HTMLButtonElement {
  const button = element('button', { type: 'button' }, `Show all ${text.length.toLocaleString('en')} characters`);
  button.addEventListener('click', () => {
    shown.textContent = text;
    button.remove();
  });
  return button;
}
