import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { deviations } from '../../../deviations/deviations.ts';
import type { FaultId } from '../../../lab/faults.ts';
import { startServer } from '../../../lab/start-server.ts';
import { fuzz } from '../../../src/index.ts';
import type { FuzzSettings, Report } from '../../../src/index.ts';

/** Twenty of them are the claim; `AIRLOCK_SEEDS=20` makes them all. */
const seeds = Array.from({ length: Number(process.env['AIRLOCK_SEEDS'] ?? 1) }, (_, index) => 4400 + index);

/** Planted on top of the server of May 2023, with the check that claims each and where everything that is found has to be. */
const faults: readonly (readonly [FaultId, string, RegExp])[] = [
  ['update-resets-prefix', 'patch-frame', / \/prefix/],
  ['read-without-name', 'response-schema', / \/name| \/connections\/\*\/name/],
  ['list-leaks-workspace', 'list-filters', /^[\w-]+ webBackendListConnectionsForWorkspace/],
];

async function fuzzed2023(settings: FuzzSettings, planted: readonly FaultId[] = []): Promise<Report> {
  vi.stubEnv('AIRLOCK_HOME', mkdtempSync(join(tmpdir(), 'airlock-2023-')));
  const backend = await startServer({ as: 'airbyte-0.44.5', faults: planted });
  try {
    return await fuzz({ target: backend.url, workspace: backend.workspaceId, maxTime: '6s', ...settings });
  } finally {
    await backend.close();
    vi.unstubAllEnvs();
  }
}

const idsOf = new Set<string>(deviations.map(({ id }) => id));

test.each(seeds)('the server of May 2023 shows known deviations and nothing new, seed %i', async (seed) => {
  const report = await fuzzed2023({ seed });

  expect(report.findings.filter(({ status }) => status !== 'deviation')).toEqual([]);
  expect(report.exitCode).toBe(0);
  expect(report.findings.length).toBeGreaterThan(10);
  for (const { explanation = '', steps } of report.findings) {
    expect(idsOf).toContain(explanation);
    expect(steps.length).toBeGreaterThan(0);
  }
});

test.each(seeds)('nor does it with inputs that damage it, seed %i', async (seed) => {
  const report = await fuzzed2023({
    seed,
    allowHarmful: true,
    allowActive: true,
    allowRefresh: true,
    allowReset: true,
  });

  expect(report.findings.filter(({ status }) => status !== 'deviation')).toEqual([]);
  // A nameless stream may have broken the list, and then nothing proves that the sandbox is empty.
  expect([0, 3]).toContain(report.exitCode);
});

test.each(seeds)('nor does it to a run that only reads, seed %i', async (seed) => {
  const report = await fuzzed2023({ seed, readOnly: true, maxTime: '3s' });

  expect(report.findings.filter(({ status }) => status !== 'deviation')).toEqual([]);
  expect(report.exitCode).toBe(0);
});

test('the same deviations fail a strict run', async () => {
  const report = await fuzzed2023({ seed: 1, strict: true, maxExamples: 15 });

  expect(report.exitCode).toBe(1);
  expect(new Set(report.findings.map(({ status }) => status))).toEqual(new Set(['new']));
});

test.each(faults)('%s on top of it is found, and only that', async (fault, check, place) => {
  const report = await fuzzed2023({ seed: 4400 }, [fault]);

  const found = report.findings.filter(({ status }) => status === 'new');
  expect(found.map((finding) => finding.check)).toContain(check);
  expect(found.map(({ signature }) => signature).filter((signature) => !place.test(signature))).toEqual([]);
  expect(report.exitCode).toBe(1);
});
