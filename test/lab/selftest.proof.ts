/** The proof that findings mean something: planted faults are caught, and what conforming servers may do is not. */
import { describe, expect, test } from 'vitest';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faultIds, faults } from '../../lab/faults.ts';
import { latitudeIds } from '../../lab/latitudes.ts';
import { allChecks } from '../../properties/checks/all-checks.ts';
import { cleanRun } from '../../lab/selftest/prove-fault.ts';
import { selftest } from '../../lab/selftest/selftest.ts';

const signal = new AbortController().signal;
const homeDir = await mkdtemp(join(tmpdir(), 'airlock-'));
const options = { seed: 4, limitMs: 20_000, homeDir, signal };

describe('the reference backend', () => {
  test('has at least 60 faults, each claimed by checks that exist', () => {
    const ids = new Set(allChecks.map(({ id }) => id));
    const claimed = faultIds.filter((id) => faults[id].caughtBy.length > 0);

    expect(claimed.length).toBeGreaterThanOrEqual(60);
    for (const id of claimed) expect(faults[id].caughtBy.filter((check) => !ids.has(check))).toEqual([]);
  });

  test.each(latitudeIds)('raises no finding when it differs by %s', async (latitude) => {
    const findings = await cleanRun({ ...options, latitudes: [latitude] });

    expect(findings).toEqual([]);
  });

  test('raises no finding when it differs in every way at once', async () => {
    const findings = await cleanRun({ ...options, latitudes: latitudeIds });

    expect(findings).toEqual([]);
  });
});

describe('selftest', () => {
  test('reports a matrix, and passes only when every claim is kept', async () => {
    const { sections, verdicts, summary } = await selftest({
      faults: ['update-resets-prefix'],
      cleanRuns: 0,
      seed: 4,
      limitMs: 20_000,
      emit: () => undefined,
      signal,
    });

    expect(verdicts).toEqual([]);
    expect(sections?.['selftest']).toMatchObject({
      matrix: [{ fault: 'update-resets-prefix', claimedBy: ['patch-frame'] }],
      clean: { seeds: 0, findings: [] },
    });
    expect(summary?.[0]).toContain('1 of 1 faults caught');
  });

  test('fails when a fault is not caught in time', async () => {
    const { verdicts } = await selftest({
      faults: ['update-resets-prefix'],
      cleanRuns: 0,
      seed: 4,
      limitMs: 0,
      emit: () => undefined,
      signal,
    });

    expect(verdicts?.map(({ code }) => code)).toEqual([1]);
  });
});
