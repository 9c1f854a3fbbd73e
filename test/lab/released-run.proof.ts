/** The servers that were observed, fuzzed as any target: a deviation of their release explains whatever they do otherwise. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { releasedRun, releasedServers } from '../../lab/selftest/released-run.ts';

const signal = new AbortController().signal;
const homeDir = await mkdtemp(join(tmpdir(), 'airlock-'));

/** Twenty of them are the claim; `AIRLOCK_SEEDS=20` makes them all. */
const seeds = Array.from({ length: Number(process.env['AIRLOCK_SEEDS'] ?? 3) }, (_, index) => index + 1);

describe.each(releasedServers)('%s', (server) => {
  test.each(seeds)('is explained with seed %i', async (seed) => {
    const { explained, findings } = await releasedRun(server, { seed, limitMs: 20_000, homeDir, signal });

    expect(findings).toEqual([]);
    expect(explained.length).toBeGreaterThan(3);
  });
});
