/** No false alarm: whatever the seed, nothing is found where nothing is wrong. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cleanRun } from '../../../lab/selftest/prove-fault.ts';

/** 200 are the proof for a release; a build on every push looks at fewer. */
const seeds = Number(process.env['AIRLOCK_CLEAN_SEEDS'] ?? '20');
const homeDir = await mkdtemp(join(tmpdir(), 'airlock-'));
const signal = new AbortController().signal;

test.each(Array.from({ length: seeds }, (_, index) => index + 1))(
  'the backend without faults raises no finding with seed %i',
  async (seed) => {
    const findings = await cleanRun({ seed, limitMs: 90_000, homeDir, signal });

    expect(findings).toEqual([]);
  },
);
