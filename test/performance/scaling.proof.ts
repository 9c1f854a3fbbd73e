import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { FaultId } from '../../lab/faults.ts';
import { startServer } from '../../lab/start-server.ts';
import { measureScaling } from '../../src/performance/measure-scaling.ts';
import { openTarget } from '../../src/target/open-target.ts';

const home = mkdtempSync(join(tmpdir(), 'airlock-scaling-'));
const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
  rmSync(home, { recursive: true, force: true });
});

interface Law {
  readonly what: string;
  readonly exponent: number;
  readonly low: number;
  readonly high: number;
}

async function scaling(
  faults: readonly FaultId[],
  maxExponent?: number,
): Promise<{ readonly laws: readonly Law[]; readonly codes: readonly number[] }> {
  const backend = await startServer({ faults });
  open.push(() => backend.close());
  const signal = new AbortController().signal;
  const options = { url: backend.url, workspaceId: backend.workspaceId, homeDir: home };
  const result = await measureScaling({
    emit: () => undefined,
    signal,
    open: async () => {
      const target = await openTarget(options, { signal, runId: 'scaling1' });
      open.push(() => target.close());
      return target;
    },
    ...(maxExponent === undefined ? {} : { maxExponent }),
  });
  const { laws = [] } = (result.sections?.['load'] ?? {}) as { readonly laws?: readonly Law[] };
  return { laws, codes: (result.verdicts ?? []).map(({ code }) => code) };
}

describe('how latency grows', () => {
  test(
    'a get that is quadratic in its streams has an exponent whose interval excludes 1, and the bound gates it',
    { timeout: 240_000 },
    async () => {
      const { laws, codes } = await scaling(['get-quadratic-in-streams'], 1);

      expect(laws[0]).toMatchObject({ what: 'get by streams' });
      expect(laws[0]?.low).toBeGreaterThan(1);
      expect(codes).toEqual([5]);
    },
  );

  test('the clean backend is at most linear: no interval lies above 1', { timeout: 240_000 }, async () => {
    const { laws, codes } = await scaling([], 1.3);

    for (const { low } of laws) expect(low).toBeLessThanOrEqual(1.1);
    expect(codes).toEqual([]);
  });
});
