import { describe, expect, test } from 'vitest';
import { markdownBlock, markdownCode, markdownText } from '../../src/report/markdown.ts';

describe('Markdown', () => {
  test('shows the marks of a text as they are', () => {
    expect(markdownText('*a* | <b> & `c` [d](e)')).toBe(String.raw`\*a\* \| &lt;b> &amp; \`c\` \[d\](e)`);
  });

  test('puts code between more ticks than it has, and escapes nothing but the pipe', () => {
    expect(markdownCode('a | *b*')).toBe('`a \\| *b*`');
    expect(markdownCode('a `b`')).toBe('`` a `b` ``');
  });

  test('fences a block so that no line of it ends it', () => {
    expect(markdownBlock(['a', '````'])).toEqual(['`````', 'a', '````', '`````']);
  });
});
