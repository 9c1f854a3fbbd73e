import { expect, test } from 'vitest';
import { breakpointSection } from '../../../src/report/html/performance-sections.ts';
import { bareReport, sampleReports } from '../sample-report.ts';

test('the section tells a rate that did not hold from one that could not be judged', () => {
  const report = sampleReports()['breakpoint'] ?? bareReport();

  const text = (breakpointSection(report)?.content.html ?? '').replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

  expect(text).toContain('40 310 held');
  expect(text).toContain('80 1801 did not hold http_req_duration{operation:list} p(95)&lt;1500 (1800.5 ms)');
  expect(text).toContain('60 210 not judged the load generator was late by 224 ms');
});

test('other load tests have no such section', () => {
  expect(breakpointSection(bareReport({ load: { type: 'smoke' } }))).toBeUndefined();
});
