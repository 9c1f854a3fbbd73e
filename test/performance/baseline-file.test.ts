import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { baselineNames, readBaseline, writeBaseline } from '../../src/performance/baseline-file.ts';
import type { Baseline } from '../../src/performance/baseline-file.ts';

const home = process.cwd();
const folder = mkdtempSync(join(tmpdir(), 'airlock-baseline-'));
afterEach(() => process.chdir(home));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const errors = { list: { requests: 600, failed: 0 }, get: { requests: 600, failed: 0 } };
const run = { recordedAt: '2026-01-01T00:00:00.000Z', blocks: { 'list p50': [0.1, 0.2], 'get p50': [0.3] }, errors };
const baseline: Baseline = {
  schemaVersion: 1,
  name: 'default',
  conditions: { rate: 100, secondsPerRun: 24, script: 'abc', k6Major: 'v2', reference: '0.1.0', work: 100 },
  machine: { cpu: 'any', cores: 2 },
  runs: [run, run, run],
};

test('a baseline is a file with a line for each run, replaced only for a reason', () => {
  process.chdir(folder);

  const file = writeBaseline(baseline, undefined);

  expect(readFileSync(file, 'utf8').split('\n').length).toBeLessThan(30);
  expect(readBaseline('default')).toEqual(baseline);
  expect(baselineNames()).toEqual(['default']);
  expect(() => writeBaseline(baseline, undefined)).toThrow(/say why with --reason/);
  writeBaseline(baseline, 'new machine');
  expect(readBaseline('default').replaced).toBe('new machine');
  expect(() => readBaseline('other')).toThrow(/there are default/);
  expect(() => readBaseline('../up')).toThrow(/Cannot use --name/);
});
