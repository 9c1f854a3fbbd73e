import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { renderHtml } from '../../../src/report/html/render-html.ts';
import { sampleReport } from '../sample-report.ts';

const page = renderHtml(sampleReport());

describe('the page', () => {
  test('links to each of its sections, and has each once', () => {
    const links = [...page.matchAll(/<li><a href="#([a-z]+)">/g)].map(([, id]) => id);

    expect(links).toEqual(['findings', 'contracts', 'baseline', 'load', 'matrix', 'coverage']);
    for (const id of links) expect(page.split(`<section id="${id}"`)).toHaveLength(2);
  });

  test('has only the sections that the report has something for', () => {
    const short = renderHtml(
      sampleReport({ load: undefined, baseline: undefined, selftest: undefined, verify: undefined }),
    );

    expect(short.match(/<section id="[a-z]+"/g)).toEqual([
      '<section id="summary"',
      '<section id="findings"',
      '<section id="coverage"',
    ]);
    expect(short).not.toContain('uplot');
  });

  test('begins with the verdict in words, then the reason', () => {
    const text = page.replaceAll(/<[^>]+>/g, '');

    expect(page).toContain('<h1 class="verdict bad">Failed: 3 new findings, 1 broken interaction');
    expect(text.indexOf('Failed: 3 new')).toBeLessThan(text.indexOf('3 new findings; replay the first with'));
  });

  test('shows thresholds with what was measured', () => {
    expect(page).toMatch(/p\(95\)&lt;500<\/strong><\/th><td[^>]*>11\.4 ms<\/td><td[^>]*>held/);
    expect(page).toMatch(/count==0<\/strong><\/th><td[^>]*>1,234<\/td><td[^>]*>crossed/);
  });

  test('allows exactly its own script', () => {
    const [, script = ''] = /<script>(.*?)<\/script>/s.exec(page) ?? [];
    const hash = createHash('sha256').update(script).digest('base64');

    expect(page).toContain(`script-src &#39;sha256-${hash}&#39;`);
    expect(page).toContain('default-src &#39;none&#39;');
  });
});
