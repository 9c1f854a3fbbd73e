import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { optionsFor } from '../../load/options.ts';
import { readSettings } from '../../load/settings.ts';
import { Measurements } from '../../src/performance/measurements.ts';
import { mergePoints } from '../../src/performance/merge-points.ts';
import { takePoints, withoutDelay } from '../../src/performance/ramp-delay.ts';

const folder = mkdtempSync(join(tmpdir(), 'airlock-ramp-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The points of arrivals that were late by so many milliseconds, and answered 10 ms later. */
function pointsOf(scenario: string, lags: readonly number[]): string {
  const file = join(folder, `${scenario}-${lags.join('-')}.json`);
  const line = (metric: string, value: number): string =>
    JSON.stringify({
      metric,
      type: 'Point',
      data: { time: '2026-01-01T00:00:00Z', value, tags: { phase: 'measured', operation: 'list', scenario } },
    });
  writeFileSync(
    file,
    lags.flatMap((lag) => [line('generator_lag', lag), line('from_intended_start', lag + 10)]).join('\n'),
  );
  return file;
}

async function taken(file: string): Promise<{ readonly delayMs: number; readonly measurements: Measurements }> {
  const measurements = new Measurements();
  return { delayMs: await takePoints(file, measurements), measurements };
}

test('a ramp counts from where its arrivals are earliest', async () => {
  const { delayMs, measurements } = await taken(pointsOf('stress', [43, 41, 61, 42, 40]));

  expect(delayMs).toBe(40);
  expect([measurements.lag.quantile(0.5), measurements.lag.max]).toEqual([2, 21]);
  expect(measurements.latencies()[0]?.fromIntendedStart?.p50).toBe(12);
});

test('a generator that is late at a constant rate stays late', async () => {
  const { delayMs, measurements } = await taken(pointsOf('smoke', [43, 41, 61, 42, 40]));

  expect(delayMs).toBe(0);
  expect(measurements.lag.quantile(0.5)).toBe(42);
});

test('a stall of the generator in a ramp still shows', async () => {
  const { measurements } = await taken(pointsOf('spike', [40, 40, 940, 640, 340, 40]));

  expect(measurements.lag.max).toBe(900);
});

test('processes whose ramps began at different times join, each from its own', async () => {
  const { sections } = await mergePoints([pointsOf('stress', [30, 31, 32]), pointsOf('stress', [90, 91, 92])]);

  expect(sections?.['load']).toMatchObject({ generatorLagMs: { p50: 1, max: 2 } });
});

test('thresholds on what counts from the due time are judged without the delay, others as k6 did', () => {
  const judged = withoutDelay(
    [
      { metric: 'from_intended_start{operation:list}', expression: 'p(95)<50', ok: false, measured: 70 },
      { metric: 'generator_lag', expression: 'max<=10', ok: false, measured: 55 },
      { metric: 'http_req_duration', expression: 'p(95)<50', ok: false, measured: 70 },
      { metric: 'from_intended_start', expression: 'p(95)<50', ok: false },
    ],
    40,
  );

  expect(judged.map(({ ok, measured }) => [ok, measured])).toEqual([
    [true, 30],
    [false, 15],
    [false, 70],
    [false, undefined],
  ]);
});

test('k6 is asked for the value of every percentile that a threshold is on', () => {
  const settings = readSettings({
    AIRLOCK_THRESHOLDS: '{"from_intended_start":["p(99.5)<50"],"http_reqs":["count>1"]}',
  });

  expect(optionsFor('stress', settings).summaryTrendStats).toEqual(expect.arrayContaining(['p(95)', 'p(99.5)']));
});
