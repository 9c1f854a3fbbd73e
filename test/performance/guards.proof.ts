/** What must never be called a pass, through the real command line. */
import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fastify from 'fastify';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServer } from '../../lab/start-server.ts';
import type { LabServer } from '../../lab/start-server.ts';
import type { K6 } from '../../src/performance/find-k6.ts';
import { measureLoad } from '../../src/performance/measure-load.ts';
import type { Latency } from '../../src/performance/measurements.ts';
import { rampedTypes } from '../../load/workloads.ts';
import { mergePoints } from '../../src/performance/merge-points.ts';
import { runLoad } from '../../src/performance/run-load.ts';
import { quantile7 } from '../../src/statistics/quantile.ts';
import { runAirlock } from '../commands/run-airlock.ts';
import type { Ran } from '../commands/run-airlock.ts';
import { installLimitMs, k6ForTests } from './k6-for-tests.ts';

const folder = mkdtempSync(join(tmpdir(), 'airlock-guards-'));
let k6: K6;
let backend: LabServer;
let slow: LabServer;
beforeAll(async () => {
  k6 = await k6ForTests();
  backend = await startServer();
  slow = await startServer({ faults: ['slow-list'] });
}, installLimitMs);
afterAll(async () => {
  await backend.close();
  await slow.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A short smoke test against a server; `--k6` unless the words name another. */
function load(words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  return runAirlock(['load', ...words, ...(words.includes('--k6') ? [] : ['--k6', k6.path])], { env });
}

/** Something that says it is k6. */
function stub(name: string, script: string): string {
  const file = join(folder, name);
  writeFileSync(
    file,
    `#!/bin/sh\nif [ "$1" = version ]; then echo "k6 v2.2.0 (go1.25, linux/amd64)"; exit 0; fi\n${script}\n`,
  );
  chmodSync(file, 0o755);
  return file;
}

/** k6, with the script changed on its way. */
function tampering(name: string, change: string): string {
  return stub(name, `for file in "$@"; do :; done\n${change}\nexec "${k6.path}" "$@"`);
}

const lastLine = ({ stderr }: Ran): string => stderr.trimEnd().split('\n').at(-1) ?? '';

describe('a load test on the command line', () => {
  const short = (): string[] => ['--duration', '2s', '--target', backend.url, '--workspace', backend.workspaceId];

  test('of a healthy target is 0', async () => {
    expect(await load(['smoke', ...short()])).toMatchObject({ exitCode: 0 });
  });

  test('of a slow target is 5 and names the threshold', async () => {
    const ran = await load([
      'smoke',
      '--duration',
      '3s',
      '--rate',
      '2',
      '--target',
      slow.url,
      '--workspace',
      slow.workspaceId,
    ]);

    expect(ran.exitCode).toBe(5);
    expect(lastLine(ran)).toContain('p(95)<1500');
  });

  test('of a target that is not there is 3', async () => {
    const ran = await load(['smoke', '--target', 'http://127.0.0.1:9/api', '--workspace', backend.workspaceId]);

    expect(ran.exitCode).toBe(3);
  });

  test('with every iteration throwing is 6, although k6 ends with 0', async () => {
    const throwing = tampering('throwing', `sed -i 's/exec[0-9]*.scenario.iterationInTest/undefined.turn/' "$file"`);

    const ran = await load(['smoke', ...short(), '--k6', throwing]);

    expect(ran.exitCode).toBe(6);
    expect(lastLine(ran)).toMatch(/no request was measured|iterations threw/);
  });

  test('with its script missing is 6 and says so', async () => {
    const ran = await load(['smoke', ...short(), '--k6', tampering('removing', 'rm "$file"')]);

    expect(ran.exitCode).toBe(6);
    expect(lastLine(ran)).toMatch(/k6 ended with 255: the script is missing/);
  });

  test('with a summary that cannot be written is 6, although k6 ends with 0', async () => {
    const ran = await load([
      'smoke',
      ...short(),
      '--k6',
      tampering('unwritable', 'export AIRLOCK_SUMMARY=/nowhere/summary.json'),
    ]);

    expect(ran.exitCode).toBe(6);
    expect(lastLine(ran)).toContain('k6 wrote no summary');
  });

  test('with a temporary folder that cannot be written is 2 and one line', async () => {
    const ran = await load(['smoke', ...short()], { TMPDIR: '/dev/null' });

    expect(ran.exitCode).toBe(2);
    expect(ran.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(lastLine(ran)).toContain('"/dev/null" cannot be written');
  });

  test('with a threshold on what is never measured is 6', async () => {
    const ran = await load(['smoke', ...short(), '--threshold', 'http_req_duration{operation:lst}: p(95)<100']);

    expect(ran.exitCode).toBe(6);
    expect(lastLine(ran)).toContain('nothing was measured of http_req_duration{operation:lst}');
  });

  test.each([
    [['smoke', '--rate', '0'], '--rate "0": expected a whole number from 1'],
    [['smoke', '--vus', '-1'], '--vus "-1": expected a whole number from 1'],
    [['smoke', '--duration', 'x'], '--duration "x": expected a duration'],
    [['smoke', '--duration', '10ms'], '--duration "10ms": expected at least 1s'],
    [['smoke', '--operation', 'foo'], '--operation "foo": expected list, get, mixed'],
    [['smoke', '--threshold', 'fast'], '--threshold "fast": expected k6 syntax'],
    [['smoke', '--threshold', 'http_req_duratoin: p(95)<1'], 'did you mean "http_req_duration"?'],
    [['smoke', '--threshold', 'http_req_failed: p(95)<1'], 'http_req_failed has rate'],
    [['smoke', '--execution-segment', '2'], '--execution-segment "2": expected a share'],
    [['smoke', '--emit', '/dev/null/x'], 'Cannot write to --emit "/dev/null/x"'],
    [['smoke', '--points', '/nowhere/p.json'], 'Cannot write --points "/nowhere/p.json"'],
    [['smoke', 'twice'], 'only merge takes files'],
    [['scaling', '--max-exponent', 'x'], '--max-exponent "x": expected a number above 0'],
    [['merge', 'nowhere.json'], 'Cannot merge "nowhere.json"'],
  ])('with %j is 2 and one line', async (words, line) => {
    const ran = await load(words);

    expect(ran.exitCode).toBe(2);
    expect(ran.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(ran.stderr).toContain(line);
  });

  test('by k6 on the emitted bundle, with documented variables, works by hand', async () => {
    const { folder: where } = await load(['smoke', '--emit', 'out']);
    const variables = [`TARGET=${backend.url}`, `WORKSPACE=${backend.workspaceId}`, 'DURATION_SECONDS=1', 'RATE=10'];

    const { stdout } = await promisify(execFile)(k6.path, [
      'run',
      '--no-usage-report',
      ...variables.flatMap((variable) => ['-e', `AIRLOCK_${variable}`]),
      join(where, 'out', 'smoke.js'),
    ]);

    // k6's own summary, for people.
    expect(stdout).toMatch(/rate=0\.00%/);
    expect(stdout).toMatch(/from_intended_start/);
  });
});

test('k6 that hangs, behind a script, is killed and the run is invalid', async () => {
  const hanging = { path: stub('hanging', 'sleep 600'), version: 'v2.2.0' };

  const result = await runLoad({
    k6: hanging,
    type: 'smoke',
    operation: 'list',
    target: { url: backend.url, workspaceId: backend.workspaceId },
    durationSeconds: 1,
    graceMs: 0,
    emit: () => undefined,
    signal: new AbortController().signal,
  });

  expect(result.verdicts).toMatchObject([{ code: 6 }]);
  expect(result.verdicts?.[0]?.reason).toContain('k6 did not end in time and was killed');
});

test('two processes that share a schedule join to what one process measures', async () => {
  // Waiting dwarfs what the machine adds, and is the same whoever asks: a golden ratio apart, between 20 and 120 ms.
  let turn = 0;
  const server = fastify();
  server.post('/api/*', async () => {
    turn += 1;
    await wait(20 + 100 * ((turn * 0.618034) % 1));
    return { connections: [] };
  });
  const url = `${await server.listen({ port: 0, host: '127.0.0.1' })}/api`;
  const measure = (pointsFile: string, part?: { readonly length: number; readonly segment: string }) =>
    measureLoad({
      k6,
      type: 'average',
      operation: 'list',
      rate: 40,
      durationSeconds: 5,
      target: { url, workspaceId: backend.workspaceId },
      ...(part === undefined
        ? {}
        : {
            segment: {
              length: part.length,
              arguments: ['--execution-segment', part.segment, '--execution-segment-sequence', '0,1/2,1'],
            },
          }),
      pointsFile,
      keepRequests: true,
      emit: () => undefined,
      signal: new AbortController().signal,
    });
  const halves = ['left', 'right'].map((name) => join(folder, `${name}.json.gz`));

  const parts = await Promise.all([
    measure(halves[0] ?? '', { length: 0.5, segment: '0:1/2' }),
    measure(halves[1] ?? '', { length: 0.5, segment: '1/2:1' }),
  ]);
  const joined = (await mergePoints(halves)).sections?.['load'] as {
    readonly iterations: number;
    readonly latencies: readonly Latency[];
  };
  const whole = await measure(join(folder, 'whole.json.gz'));
  await server.close();

  expect([...parts, whole].flatMap(({ doubts }) => doubts).filter((doubt) => !doubt.includes('late by'))).toEqual([]);
  expect(Math.abs(joined.iterations - whole.measurements.iterations)).toBeLessThanOrEqual(2);
  const [latency] = joined.latencies;
  expect(latency?.requests).toBe(joined.iterations);
  const alone = whole.measurements.seriesOf('list', 'candidate').latencyMs.toSorted((one, other) => one - other);
  for (const [q, value] of [
    [0.5, latency?.p50],
    [0.9, latency?.p90],
    [0.95, latency?.p95],
  ] as const) {
    // Four standard errors of the difference of two such samples, as quantiles of the one.
    const error = 4 * Math.sqrt((2 * q * (1 - q)) / alone.length);
    expect(value, `p${q}`).toBeGreaterThanOrEqual(quantile7(alone, Math.max(0, q - error)));
    expect(value, `p${q}`).toBeLessThanOrEqual(quantile7(alone, Math.min(1, q + error)));
  }
});

test('arrivals of every type begin when the schedule says, ramps as well', async () => {
  const lags = new Map<string, { readonly delay: number; readonly median: number }>();
  for (const type of ['stress', 'spike', 'soak', 'breakpoint'] as const) {
    const { measurements, doubts, rampDelayMs } = await measureLoad({
      k6,
      type,
      operation: 'list',
      rate: 20,
      durationSeconds: 3,
      // k6 makes each of them ready before it counts a ramp.
      ...(type === 'stress' ? { vus: 600 } : {}),
      target: { url: backend.url, workspaceId: backend.workspaceId },
      emit: () => undefined,
      signal: new AbortController().signal,
    });

    expect(doubts.filter((doubt) => !doubt.includes('late by'))).toEqual([]);
    expect(measurements.lag.count).toBe(measurements.iterations);
    expect(measurements.latencies()[0]?.fromIntendedStart).toBeDefined();
    expect(rampDelayMs === 0).toBe(!rampedTypes.has(type));
    lags.set(type, { delay: rampDelayMs, median: measurements.lag.quantile(0.5) });
  }
  // Counted from the start of the scenario, every arrival of a ramp is late by the delay at least.
  const { delay = 0, median } = lags.get('stress') ?? {};
  expect(median).toBeLessThan(delay);
});
