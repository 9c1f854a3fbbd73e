/** Buttons with `data-copy` copy the text of the element that they name. */
import { element } from './element.ts';

/** How long a button says that it has copied. */
const saidMs = 1500;
/** Control characters are shown as escapes and copied as they are. */
const exactTexts = new WeakMap<Element, string>();

/** What is copied instead of the text that the element shows. */
export function copyAs(shown: Element, exact: string): void {
  exactTexts.set(shown, exact);
}

export function copyOnClick(): void {
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('button[data-copy]') : null;
    if (button instanceof HTMLButtonElement) void copy(button);
  });
}

async function copy(button: HTMLButtonElement): Promise<void> {
  const shown = document.getElementById(button.dataset['copy'] ?? '');
  if (shown === null) return;
  const text = exactTexts.get(shown) ?? shown.textContent ?? '';
  let isCopied = true;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    isCopied = copyBySelection(text, button);
  }
  button.textContent = isCopied ? 'Copied' : 'Press Ctrl+C';
  setTimeout(() => {
    button.textContent = 'Copy';
  }, saidMs);
}

/** For pages of files, which some browsers give no clipboard. */
function copyBySelection(text: string, button: HTMLButtonElement): boolean {
  const area = element('textarea', { 'aria-hidden': 'true' });
  area.value = text;
  document.body.append(area);
  area.select();
  const isCopied = document.execCommand('copy');
  area.remove();
  button.focus();
  return isCopied;
}
