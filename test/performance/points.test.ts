import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as hdr from 'hdr-histogram-js';
import { expect, test } from 'vitest';
import { dueAt } from '../../load/arrivals.ts';
import { reasonsForDoubt } from '../../src/performance/completeness.ts';
import { parseSegment } from '../../src/performance/execution-segment.ts';
import { quantile7 } from '../../src/statistics/quantile.ts';
import { Measurements } from '../../src/performance/measurements.ts';
import { mergePoints } from '../../src/performance/merge-points.ts';
import type { Point } from '../../src/performance/read-points.ts';
import { readPoints } from '../../src/performance/read-points.ts';
import { fitExponent } from '../../src/performance/statistics/fit-exponent.ts';
import { generator } from '../../src/statistics/generator.ts';

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
    { scheduled: 10, summaryWritten: true },
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
  const expected = { scheduled: 10, summaryWritten: true };

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

test('memory does not grow with the run: 200,000 requests take a few hundred steps and a histogram', () => {
  const measurements = new Measurements();
  const random = generator(1);
  for (let index = 0; index < 200_000; index += 1)
    measurements.take({
      metric: 'http_req_duration',
      timeMs: index * 20,
      value: 1 + random() * 99,
      tags: { phase: 'measured', operation: 'get', expected_response: 'true' },
    });

  const [latency] = measurements.latencies();

  expect(measurements.seriesOf('get', 'candidate').latencyMs).toEqual([]);
  expect(latency?.series.length).toBeLessThanOrEqual(600);
  expect(latency?.p50).toBeGreaterThan(49.5);
  expect(latency?.p50).toBeLessThan(51.5);
  expect(hdr.decodeFromCompressedBase64(latency?.histogram ?? '').totalCount).toBe(200_000);
});

test.each([
  ['0:1/2', 0.5],
  ['1/3:2/3', 1 / 3],
  ['25%', 0.25],
])('the execution segment %s is %d of the schedule', (segment, length) => {
  expect(parseSegment(segment).length).toBeCloseTo(length, 9);
});

test.each(['1/2:0', 'half', '0:2', '1:2:3'])('the execution segment %s is refused', (segment) => {
  expect(() => parseSegment(segment)).toThrow(`Cannot use --execution-segment "${segment}"`);
});

test('a ramp is due when the area under its rate says so, and a constant rate at once', () => {
  const stages = [
    { target: 30, seconds: 2 },
    { target: 30, seconds: 3 },
    { target: 0, seconds: 1 },
  ];
  const ramp = { rate: 30, stages };

  // Half of 15 t² is the area of the first stage.
  expect(dueAt(ramp, 0)).toBeCloseTo(Math.sqrt(2 / 15), 9);
  expect(dueAt(ramp, 29)).toBeCloseTo(2, 9);
  expect(dueAt(ramp, 59)).toBeCloseTo(3, 9);
  expect(dueAt(ramp, 134)).toBeCloseTo(6, 9);
  expect(dueAt(ramp, 135)).toBeUndefined();
  expect(dueAt({ rate: 20 }, 10)).toBe(0.5);
});
