import { expect, test } from 'vitest';
import { renderHtml } from '../../../src/report/html/render-html.ts';
import { scalingSection } from '../../../src/report/html/scaling-section.ts';
import { bareReport } from '../sample-report.ts';

const load = {
  type: 'scaling',
  laws: [
    { what: 'get by streams', exponent: 1.02, low: 0.9, high: 1.1 },
    { what: 'list by catalogs', unanswered: { size: 400, ms: 10_000 } },
  ],
  samples: {
    'get by streams': [
      { size: 50, ms: 9 },
      { size: 10, ms: 3 },
      { size: 10, ms: 1 },
      { size: 10, ms: 2 },
    ],
    'list by catalogs': [],
  },
};

test('the section has each law with its interval, and says what was not answered', () => {
  const text = (scalingSection(bareReport({ load }))?.content.html ?? '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');

  expect(text).toContain('get by streams 1.02 0.90 to 1.10 all answered');
  expect(text).toContain('list by catalogs too little measured 400 not answered within 10.0 s');
});

test('the chart has the median of each size, the sizes rising', () => {
  const page = renderHtml(bareReport({ command: 'load', load }));

  expect(page).toContain('{"what":"get by streams","points":[[10,2],[50,9]]}');
  expect(page).toContain('id="chart-scaling"');
});

test('other load tests have no such section', () => {
  expect(scalingSection(bareReport({ load: { type: 'smoke' } }))).toBeUndefined();
});
