import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { reasonsForDoubt } from '../../src/performance/completeness.ts';
import { Measurements, quantile7 } from '../../src/performance/measurements.ts';
import { mergePoints } from '../../src/performance/merge-points.ts';
import type { Point } from '../../src/performance/read-points.ts';
import { readPoints } from '../../src/performance/read-points.ts';
import { fitExponent, generator } from '../../src/performance/statistics/fit-exponent.ts';

const line = (metric: string, value: number, atMs: number, tags: Record<string, string> = {}): string =>
  JSON.stringify({
    metric,
    type: 'Point',
    data: {
      time: new Date(atMs).toISOString(),
      value,
      tags: { phase: 'measured', operation: 'get', expected_response: 'true', ...tags },
    },
  });
const exited = { code: 0, signal: null, killed: false, complaint: '' } as const;

function measured(points: readonly Point[]): Measurements {
  const measurements = new Measurements();
  for (const point of points) measurements.take(point);
  return measurements;
}

test('points are read a line at a time, and a torn last line is skipped', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'airlock-points-'));
  const file = join(folder, 'points.json');
  writeFileSync(
    file,
    `{"type":"Metric","metric":"http_req_duration"}\n${line('http_req_duration', 5, 1000)}\n${line('vus', 3, 1000)}\n${line('dropped_iterations', 2, 1000)}\n{"metric":"http_req_dur`,
  );
  const points: Point[] = [];

  await readPoints(file, (point) => points.push(point));

  expect(points.map(({ metric, value }) => [metric, value])).toEqual([
    ['http_req_duration', 5],
    ['dropped_iterations', 2],
  ]);
  rmSync(folder, { recursive: true });
});

test('the parts of two processes join to what one process would have measured', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'airlock-merge-'));
  const lines = Array.from({ length: 200 }, (_, index) =>
    [line('http_req_duration', index, index * 10), line('http_req_failed', 0, index * 10)].join('\n'),
  );
  const [whole, left, right] = ['whole', 'left', 'right'].map((name) => join(folder, name));
  writeFileSync(whole ?? '', lines.join('\n'));
  writeFileSync(left ?? '', lines.filter((_, index) => index % 2 === 0).join('\n'));
  writeFileSync(right ?? '', lines.filter((_, index) => index % 2 === 1).join('\n'));

  const one = await mergePoints([whole ?? '']);
  const both = await mergePoints([left ?? '', right ?? '']);

  expect(both.summary).toEqual(one.summary);
  await expect(mergePoints([join(folder, 'none')])).rejects.toThrow(/there is no such file/);
  rmSync(folder, { recursive: true });
});

test('quantiles interpolate between neighbours, as k6 does', () => {
  expect([0, 0.5, 0.95, 1].map((p) => quantile7([1, 2, 3, 4], p))).toEqual([1, 2.5, 3.8499999999999996, 4]);
});

test.each([
  ['every request failed', { measured: 10, failed: 10 }, /10 of 10 requests failed/],
  ['nothing was measured', { measured: 0, failed: 0 }, /no request was measured/],
])('a run in which %s is doubted although k6 ended with 0', (_case, { measured: count, failed }, reason) => {
  const points = Array.from({ length: count }, (_, index) => ({
    metric: 'http_req_failed',
    timeMs: index,
    value: index < failed ? 1 : 0,
    tags: { phase: 'measured', operation: 'get' },
  }));

  const doubts = reasonsForDoubt(
    measured([...points, { metric: 'iterations', timeMs: 0, value: 10, tags: { phase: 'measured' } }]),
    exited,
    { scheduled: 10, summaryWritten: true, constantRate: true },
  );

  expect(doubts.join()).toMatch(reason);
});

test('a complete run is not doubted, and each missing part is named', () => {
  const points: Point[] = Array.from({ length: 10 }, (_, index) => ({
    metric: 'http_req_failed',
    timeMs: index,
    value: 0,
    tags: { phase: 'measured', operation: 'get' },
  }));
  const all = measured([...points, { metric: 'iterations', timeMs: 0, value: 10, tags: { phase: 'measured' } }]);
  const expected = { scheduled: 10, summaryWritten: true, constantRate: true };

  expect(reasonsForDoubt(all, exited, expected)).toEqual([]);
  expect(reasonsForDoubt(all, { ...exited, code: 99 }, expected)).toEqual([]);
  expect(reasonsForDoubt(all, { ...exited, code: 107 }, expected).join()).toMatch(/the script failed/);
  expect(reasonsForDoubt(all, exited, { ...expected, summaryWritten: false }).join()).toMatch(/no summary/);
  expect(reasonsForDoubt(all, exited, { ...expected, scheduled: 100 }).join()).toMatch(/10 of 100 scheduled/);
  all.scriptErrors = 3;
  expect(reasonsForDoubt(all, exited, expected).join()).toMatch(/3 iterations threw/);
});

test('a power law is found again within its interval, and the interval of a quadratic one excludes 1', () => {
  const random = generator(3);
  const samples = (exponent: number) =>
    [50, 100, 200, 400, 800].flatMap((size) =>
      Array.from({ length: 15 }, () => ({ size, ms: size ** exponent * (0.9 + 0.2 * random()) })),
    );

  const linear = fitExponent(samples(1));
  const quadratic = fitExponent(samples(2));

  expect(linear.low).toBeLessThanOrEqual(1.03);
  expect(linear.high).toBeGreaterThanOrEqual(0.97);
  expect(quadratic.low).toBeGreaterThan(1.5);
});
