import { describe, expect, test } from 'vitest';
import { dataBlock, markup } from '../../../src/report/html/markup.ts';
import { hostile } from '../sample-report.ts';

describe('markup', () => {
  test('escapes text and keeps what is markup already', () => {
    expect(markup`<p>${'<i>'} ${markup`<b>${'"'}</b>`}</p>`.html).toBe('<p>&lt;i&gt; <b>&quot;</b></p>');
  });

  test('joins lists and leaves out what is not there', () => {
    expect(markup`${[1, 'a'].map((each) => markup`<li>${each}</li>`)}${undefined}${false}${null}`.html).toBe(
      '<li>1</li><li>a</li>',
    );
  });

  test('does not take an object of a target for markup', () => {
    expect(markup`${{ html: '<script>' }}`.html).toBe('{&quot;html&quot;:&quot;&lt;script&gt;&quot;}');
  });
});

test('a data block holds any value without ending its own element', () => {
  const { html } = dataBlock('data-1', { body: hostile });

  expect(html.match(/<\/?script/g)).toHaveLength(2);
  expect(JSON.parse(html.replace(/^<script[^>]*>/, '').replace(/<\/script>$/, ''))).toEqual({ body: hostile });
});
