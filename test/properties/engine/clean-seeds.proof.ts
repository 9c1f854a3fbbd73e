/** No false alarm: whatever the seed, nothing is found where nothing is wrong. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cleanRun } from '../../../lab/selftest/prove-fault.ts';

/** 1,000 are the proof for a release; a build on every push looks at fewer. */
const seeds = Number(process.env['AIRLOCK_CLEAN_SEEDS'] ?? '20');
const firstSeed = Number(process.env['AIRLOCK_FIRST_SEED'] ?? '1');
const homeDir = await mkdtemp(join(tmpdir(), 'airlock-'));
const signal = new AbortController().signal;

test.each(Array.from({ length: seeds }, (_, index) => firstSeed + index))(
  'the backend without faults raises no finding with seed %i',
  async (seed) => {
    // The systematic pass is the same for all of them.
    const findings = await cleanRun({ seed, limitMs: 90_000, homeDir, signal, onlyDrawn: seed > firstSeed });

    expect(findings).toEqual([]);
  },
);
