/** The whole matrix: every planted fault is caught by every check that claims it. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { faultIds, faults } from '../../lab/faults.ts';
import { proveFault } from '../../lab/selftest/prove-fault.ts';

const homeDir = await mkdtemp(join(tmpdir(), 'airlock-'));
const signal = new AbortController().signal;
const claimed = faultIds.filter((id) => faults[id].caughtBy.length > 0);

// Each run ends as soon as the fault is caught. The limit of the command is 20 s; machines that run other tests beside this one get longer.
test.each(claimed)('the fault %s is caught by the checks that claim it', async (fault) => {
  const { claimedBy, caughtBy } = await proveFault(fault, { seed: 1, limitMs: 90_000, homeDir, signal });

  expect(claimedBy.filter((check) => !caughtBy.includes(check))).toEqual([]);
});
