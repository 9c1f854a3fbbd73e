/** Runs of a minute on targets that are as slow as real servers: every phase and every check has its turn. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { startServer } from '../../../lab/start-server.ts';
import { allChecks } from '../../../properties/checks/all-checks.ts';
import { fuzz } from '../../../properties/engine/fuzz.ts';
import { phases } from '../../../properties/model/case.ts';
import type { Phase } from '../../../properties/model/case.ts';
import { openTarget } from '../../../src/target/open-target.ts';
import { startFaultProxy } from '../../target/fault-proxy.ts';

const home = mkdtempSync(join(tmpdir(), 'airlock-slow-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const workers = 4;

describe.each([
  { rate: 15, consents: false },
  { rate: 15, consents: true },
])('on a target of $rate requests a second, with all consents: $consents', ({ rate, consents }) => {
  test('every phase and every check has its turn within a minute', async () => {
    const { section, turns } = await fuzzed({ rate, consents });

    // One needs credentials, one a consent.
    const unable = ['authorization', ...(consents ? [] : ['refresh-diff'])];
    console.log(tableOf({ rate, consents, section, turns }));
    expect(section.withoutTurn.phases).toEqual([]);
    expect(section.withoutTurn.checks).toEqual(unable);
  });
});

interface Section {
  readonly casesByPhase: Readonly<Record<Phase, number>>;
  readonly targetShare: number;
  readonly withoutTurn: { readonly phases: readonly unknown[]; readonly checks: readonly string[] };
}

async function fuzzed({ rate, consents }: { readonly rate: number; readonly consents: boolean }) {
  const backend = await startServer({ connections: 20 });
  // So many workers reach the rate when each answer takes so long.
  const proxy = await startFaultProxy(backend.url, () => ({ kind: 'delay', ms: (workers * 1000) / rate }));
  const { signal } = new AbortController();
  const optIns = consents ? { reset: true, refresh: true, harmfulInputs: true, activeSchedules: true } : {};
  const target = await openTarget(
    { url: proxy.url, workspaceId: backend.workspaceId, homeDir: home, optIns },
    { signal, runId: 'slow0001' },
  );
  const result = await fuzz({
    target,
    emit: () => undefined,
    signal,
    seed: 5,
    phases,
    checks: allChecks.filter(({ optional }) => optional !== true),
    maxTimeMs: 60_000,
    workers,
    minAcceptance: 0.9,
    shrink: true,
    strict: false,
    known: [],
  });
  await target.sandbox.clean();
  await target.close();
  await proxy.close();
  await backend.close();
  const turns = Object.entries(result.checks ?? {}).map(([id, { evaluated }]) => [id, evaluated] as const);
  // The section has more members; these are all that is looked at.
  return { section: result.sections?.['fuzz'] as Section, turns };
}

function tableOf({
  rate,
  consents,
  section,
  turns,
}: {
  readonly rate: number;
  readonly consents: boolean;
  readonly section: Section;
  readonly turns: readonly (readonly [string, number])[];
}): string {
  const rows = [...Object.entries(section.casesByPhase).map(([phase, cases]) => [`phase ${phase}`, cases]), ...turns];
  return [
    `${rate} requests a second${consents ? ', all consents' : ''}: target busy for ${Math.round(section.targetShare * 100)} % of the time`,
    ...rows.map(([name, times]) => `  ${String(name).padEnd(32)}${String(times).padStart(6)}`),
  ].join('\n');
}
