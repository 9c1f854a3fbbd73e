import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { check, contract, fuzz, load, reportSchema, UsageError, verify } from '../../src/index.ts';
import type { RunEvent } from '../../src/index.ts';
import { validatorFor } from '../../src/validation/validator.ts';

afterEach(() => void vi.restoreAllMocks());

describe('the library', () => {
  test('fuzzes the embedded backend and resolves to a valid report, saying nothing', async () => {
    const print = vi.spyOn(process.stdout, 'write').mockReturnValue(true);

    const report = await fuzz({ seed: 4, maxExamples: 2, phases: ['valid', 'invalid'], checks: ['no-server-error'] });

    const printed = print.mock.calls.length;
    print.mockRestore();
    expect(printed).toBe(0);
    expect(validatorFor(reportSchema)(JSON.parse(JSON.stringify(report)))).toEqual([]);
    expect(report).toMatchObject({ command: 'fuzz', seed: 4, exitCode: 0, findings: [] });
    expect(report.checks?.['no-server-error']?.evaluated).toBeGreaterThan(0);
  });

  test('writes pacts and verifies them', async () => {
    const out = mkdtempSync(join(tmpdir(), 'airlock-pacts-'));

    const written = await contract({ out });
    const seen: string[] = [];
    const verified = await verify({ pact: out, onEvent: ({ type }) => void seen.push(type) });

    expect(readdirSync(out).length).toBeGreaterThan(0);
    expect([written.exitCode, verified.exitCode]).toEqual([0, 0]);
    // What `--report har,ndjson` keeps.
    expect(seen.filter((type) => type === 'exchange')).toHaveLength(verified.requests.total);
  });

  test('tells what happens while it happens', async () => {
    const seen: RunEvent['type'][] = [];

    await fuzz({ maxExamples: 1, phases: ['valid'], onEvent: ({ type }) => void seen.push(type) });

    expect(seen[0]).toBe('run-started');
    expect(seen).toContain('exchange');
    expect(seen.at(-1)).toBe('run-finished');
  });

  test('stops in order when its signal is aborted', async () => {
    const stop = new AbortController();

    const report = await fuzz({
      maxTime: '60s',
      signal: stop.signal,
      onEvent: ({ type }) => type === 'exchange' && stop.abort(),
    });

    expect(report.exitCode).toBe(130);
    expect(report.sandbox?.left).toEqual([]);
  });

  test('rejects a setting that it cannot use, naming what was meant', async () => {
    await expect(fuzz({ maxTime: 'soon' })).rejects.toThrow(UsageError);
    await expect(fuzz(JSON.parse('{"sedd":1}') as object)).rejects.toThrow('did you mean "seed"?');
    await expect(verify({ target: 'nonsense' })).rejects.toThrow('Cannot use --target "nonsense"');
  });

  test.each([
    ['null', 'expected an object'],
    ['5', 'expected an object'],
    ['"smoke"', 'expected an object'],
    ['{"onEvent":5}', 'Cannot use "onEvent" in the settings of'],
    ['{"signal":"now"}', 'Cannot use "signal" in the settings of'],
  ])('rejects settings that are none, in every function: %s', async (json, says) => {
    const settings = JSON.parse(json) as object; // what a caller without types may pass

    for (const run of [fuzz, contract, verify, load, check]) {
      const refused = run(settings);
      await expect(refused).rejects.toThrow(UsageError);
      await expect(refused).rejects.toThrow(says);
    }
  });

  test('runs every step of check that is not skipped', async () => {
    const report = await check({ skip: ['contract', 'verify', 'load'], maxTime: '2s' });

    expect(report.command).toBe('check');
    expect(report.requests.total).toBeGreaterThan(0);
    expect(report).toHaveProperty('fuzz');
    // Two seconds may be too few on a busy machine: then the step says what the run says.
    expect(report).toMatchObject({
      check: {
        steps: [{ step: 'fuzz', exitCode: report.exitCode, startedAt: expect.stringContaining('T') as string }],
      },
    });
  });

  test('says with a missing k6 what a command would say', async () => {
    const report = await load({ k6: '/nowhere/k6' });

    expect(report.exitCode).toBe(4);
    expect(report.reason).toContain('/nowhere/k6');
  });
});
