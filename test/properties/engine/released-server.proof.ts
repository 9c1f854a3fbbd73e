import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { deviations } from '../../../deviations/deviations.ts';
import { startAirbyte20 } from '../../../lab/airbyte-2.0/start.ts';
import type { FaultId } from '../../../lab/faults.ts';
import { startServer } from '../../../lab/start-server.ts';
import { fuzz } from '../../../src/index.ts';
import type { FuzzSettings, Report } from '../../../src/index.ts';
import type { JsonObject } from '../../../src/json/json.ts';
import { cutShort } from '../../cut-short.ts';
import { withChangedAnswers } from './changed-answers.ts';

/** Twenty of them are the claim; `AIRLOCK_SEEDS=20` makes them all. */
const seeds = Array.from({ length: Number(process.env['AIRLOCK_SEEDS'] ?? 1) }, (_, index) => 4400 + index);

/** Planted on top of the server of May 2023, with the check that claims each and where everything that is found has to be. */
const faults: readonly (readonly [FaultId, string, RegExp])[] = [
  ['update-resets-prefix', 'patch-frame', / \/prefix/],
  ['read-without-name', 'response-schema', / \/name| \/connections\/\*\/name/],
  // What a list shows is read once, and then says itself that it is elsewhere.
  [
    'list-leaks-workspace',
    'isolation',
    /^[\w-]+ webBackendListConnectionsForWorkspace|^isolation webBackendGetConnection .* elsewhere$/,
  ],
];

const servers = {
  'airbyte-0.44.5': async (planted: readonly FaultId[]) => startServer({ as: 'airbyte-0.44.5', faults: planted }),
  'airbyte-2.0': async () => startAirbyte20(),
} as const;
type ServerName = keyof typeof servers;
const names: readonly ServerName[] = ['airbyte-0.44.5', 'airbyte-2.0'];

interface Planted {
  readonly faults?: readonly FaultId[];
  readonly change?: (answer: JsonObject) => JsonObject;
}

async function fuzzed(name: ServerName, settings: FuzzSettings, planted: Planted = {}): Promise<Report> {
  vi.stubEnv('AIRLOCK_HOME', mkdtempSync(join(tmpdir(), 'airlock-released-')));
  const backend = await servers[name](planted.faults ?? []);
  const proxy = planted.change === undefined ? undefined : await withChangedAnswers(backend.url, planted.change);
  try {
    const target = proxy?.url ?? backend.url;
    return await fuzz({ target, workspace: backend.workspaceId, maxRequests: 800, ...settings });
  } finally {
    await proxy?.close();
    await backend.close();
    vi.unstubAllEnvs();
  }
}

const idsOf = new Set<string>(deviations.map(({ id }) => id));

describe.each(names)('%s', (name) => {
  test.each(seeds)('shows known deviations and nothing new, seed %i', async (seed) => {
    const report = await fuzzed(name, { seed });

    expect(report.findings.filter(({ status }) => status !== 'deviation')).toEqual([]);
    expect([0, ...cutShort(report)]).toContain(report.exitCode);
    expect(report.findings.length).toBeGreaterThan(10);
    for (const { explanation = '', steps } of report.findings) {
      expect(idsOf).toContain(explanation);
      expect(steps.length).toBeGreaterThan(0);
    }
  });

  test.each(seeds)('nor does it with inputs that damage it, seed %i', async (seed) => {
    const report = await fuzzed(name, {
      seed,
      maxRequests: 1500,
      allowHarmful: true,
      allowActive: true,
      allowRefresh: true,
      allowReset: true,
    });

    expect(report.findings.filter(({ status }) => status !== 'deviation')).toEqual([]);
    // A nameless stream may have broken the list of 0.44.5, and then nothing proves that the sandbox is empty.
    expect([0, ...(name === 'airbyte-0.44.5' ? [3] : []), ...cutShort(report)]).toContain(report.exitCode);
  });

  test.each(seeds)('nor does it to a run that only reads, seed %i', async (seed) => {
    const report = await fuzzed(name, { seed, readOnly: true });

    expect(report.findings.filter(({ status }) => status !== 'deviation')).toEqual([]);
    expect([0, ...cutShort(report)]).toContain(report.exitCode);
  });

  test.each(seeds)('without the prefix in its answers that is found, and only that, seed %i', async (seed) => {
    const report = await fuzzed(name, { seed }, { change: ({ prefix: _gone, ...answer }) => answer });

    const found = report.findings.filter(({ status }) => status === 'new').map(({ signature }) => signature);
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter((signature) => !signature.includes(' /prefix'))).toEqual([]);
    expect(report.exitCode).toBe(1);
  });
});

test('the same deviations fail a strict run', async () => {
  const report = await fuzzed('airbyte-0.44.5', { seed: 1, strict: true, maxExamples: 15 });

  expect(report.exitCode).toBe(1);
  expect(new Set(report.findings.map(({ status }) => status))).toEqual(new Set(['new']));
});

test.each(faults)('%s on top of it is found, and only that', async (fault, check, place) => {
  const report = await fuzzed('airbyte-0.44.5', { seed: 4400 }, { faults: [fault] });

  const found = report.findings.filter(({ status }) => status === 'new');
  expect(found.map((finding) => finding.check)).toContain(check);
  expect(found.map(({ signature }) => signature).filter((signature) => !place.test(signature))).toEqual([]);
  expect(report.exitCode).toBe(1);
});
