import { expect, test } from 'vitest';
import { markup } from '../../../src/report/html/markup.ts';
import { folded, sectionMarkup } from '../../../src/report/html/section.ts';

test('a section is named by its heading', () => {
  const { html } = sectionMarkup({ id: 'load', title: 'Load & more', content: markup`<p>text</p>` });

  expect(html).toBe(
    '<section id="load" aria-labelledby="load-title"><h2 id="load-title">Load &amp; more</h2>\n<p>text</p></section>',
  );
});

test('what is folded opens by itself only where it is told to', () => {
  expect(folded('a', markup`b`).html).toBe('<details><summary>a</summary>b</details>');
  expect(folded('a', markup`b`, true).html).toBe('<details open><summary>a</summary>b</details>');
});
