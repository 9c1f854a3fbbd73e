import { expect, test } from 'vitest';
import { measuredText } from '../../src/text/measured-text.ts';

test.each([
  ['http_req_duration{operation:get}', 'p(95)<500', 612.34, '612 ms'],
  ['http_req_duration', 'avg < 5', 4.567, '4.57 ms'],
  ['http_req_failed', 'rate<0.01', 0.125, '12.5 %'],
  ['http_reqs', 'rate>=50', 48.2, '48.2/s'],
  ['dropped_iterations', 'count==0', 1234, '1,234'],
])('the value of %s %s has its unit', (metric, expression, measured, text) => {
  expect(measuredText({ metric, expression, ok: false, measured })).toBe(text);
});

test('a value that k6 did not keep is not made up', () => {
  expect(measuredText({ metric: 'http_req_duration', expression: 'p(99.5)<1', ok: true })).toBe('');
});
