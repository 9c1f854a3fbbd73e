import { expect, test } from 'vitest';
import { RequestSeries } from '../../src/performance/request-series.ts';

test('requests and failures are told by the second, from the first one on', () => {
  const series = new RequestSeries();

  for (const at of [100.1, 100.9, 102]) series.add(at, 0);
  series.add(102.5, 1);

  expect(series.points()).toEqual([
    [0, 2, 0],
    [2, 2, 1],
  ]);
});

test('a long run has wider steps, and as many a second as before', () => {
  const series = new RequestSeries();

  for (let second = 0; second < 2000; second += 1) {
    series.add(second, 0);
    series.add(second + 0.5, second % 2);
  }

  const points = series.points();
  expect(points.length).toBeLessThanOrEqual(600);
  expect(points.map(([second]) => second).slice(0, 3)).toEqual([0, 4, 8]);
  for (const [, requests, failed] of points) expect([requests, failed]).toEqual([2, 0.5]);
});
