import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { verifyPacts } from '../../contracts/run/verify-pacts.ts';
import { allChecks, checksAgainst } from '../../properties/checks/all-checks.ts';
import { startBackend } from '../../src/backend/start-backend.ts';
import type { RunningBackend } from '../../src/backend/start-backend.ts';
import type { Finding, StepResult } from '../../src/report/report.ts';
import { loadDescription } from '../../src/description/load-description.ts';
import type { LoadedDescription } from '../../src/description/load-description.ts';
import type { OpenTarget } from '../../src/target/open-target.ts';
import { runAirlock } from '../commands/run-airlock.ts';
import { onTarget } from '../target/on-target.ts';
import { briefFuzz } from './brief-fuzz.ts';

const file = fileURLToPath(new URL('../../../shared/openapi/airbyte-2024-10.yaml', import.meta.url));
const optIns = { refresh: true, harmfulInputs: true } as const;

describe.skipIf(!existsSync(file))('a server of October 2024 (skipped where ../shared/openapi is absent)', () => {
  test('is fuzzed by its own description without a finding, refreshes included', async () => {
    const description = await loadDescription(file);

    const { findings, acceptance } = await withServer(description, (target) => fuzzed(target, description), {
      release: true,
    });

    expect(findings).toEqual([]);
    expect(acceptance?.valid.sent).toBeGreaterThan(20);
    expect(acceptance?.valid.accepted).toBe(acceptance?.valid.sent);
  });

  test('is not what the older server is: it lacks what the newer description requires, and does not store what it declares', async () => {
    const description = await loadDescription(file);

    const { findings = [] } = await withServer(description, (target) => fuzzed(target, description));

    const checks = new Set(findings.map(({ check }) => check));
    // The systematic pass patches every declared member in parallel and sends every declared preference: what the older server
    // does not store is lost there as well, and the values that were added later are refused.
    expect(checks).toEqual(
      new Set([
        'response-schema',
        'create-equals-get',
        'update-equals-get',
        'patch-frame',
        'lost-update',
        'read-is-written-state',
        'valid-accepted',
      ]),
    );
    expect(pointersOf(findings, 'lost-update')).toEqual(new Set(['/backfillPreference']));
    expect(findings.filter(({ check }) => check === 'valid-accepted').map(({ received }) => received)).toEqual([
      expect.stringMatching(
        /^422 .*nonBreakingChangesPreference must be equal to one of the allowed values/,
      ) as unknown,
    ]);
    expect(findings.map(({ pointer }) => pointer)).toContain('/sourceActorDefinitionVersion');
  });

  test('keeps every contract but that of the change dialog, which reads a list', async () => {
    const description = await loadDescription(file);

    const { findings = [], sections } = await withServer(
      description,
      (target) => verifyPacts({ target, description, pact: pacts }),
      { release: true },
    );

    expect(sections?.['verify']).toMatchObject({ interactions: 68, verified: 67, broken: 1 });
    expect(findings.map(({ title }) => title).join('\n')).toMatch(
      /transforms has no item with updateStream.*must be a list/,
    );
  });

  test('without an operation has its interactions skipped, with the reason', async () => {
    const whole = await loadDescription(file);
    const { webBackendListGeographies: _removed, ...operations } = whole.operations;
    const description = { ...whole, operations, missing: ['webBackendListGeographies'] };

    const { sections } = await withServer(description, (target) => verifyPacts({ target, description, pact: pacts }), {
      release: true,
    });

    expect(sections?.['verify']).toMatchObject({
      verified: 65,
      skipped: [
        { reason: expect.stringContaining('no operation webBackendListGeographies') as unknown, interactions: 2 },
      ],
    });
  });

  test('is checked whole by one command, which says once what release it is about', async () => {
    const { exitCode, stdout } = await runAirlock(['check', '--openapi', file, '--skip', 'load', '--max-time', '3s']);

    expect(exitCode).toBe(1);
    expect(stdout).toContain('verify    67 of 68 interactions hold');
    expect(stdout).toContain(' 0 new findings');
    expect(stdout.match(/^release .*$/gm)).toHaveLength(1);
  });

  test('publishes its own description', async () => {
    const description = await loadDescription(file);
    const backend = await startBackend({ release: { description, document: description.document } });
    try {
      const published: unknown = await (await fetch(`${backend.url}/v1/openapi`)).json();

      expect(published).toEqual(JSON.parse(JSON.stringify(description.document)));
    } finally {
      await backend.close();
    }
  });
});

function pointersOf(findings: readonly Finding[], check: string): ReadonlySet<string | undefined> {
  return new Set(findings.filter((finding) => finding.check === check).map(({ pointer }) => pointer));
}

const pacts = join(import.meta.dirname, '../../pacts');

async function withServer(
  description: LoadedDescription,
  use: (target: OpenTarget) => Promise<StepResult>,
  { release = false }: { readonly release?: boolean } = {},
): Promise<StepResult> {
  const backend: RunningBackend = await startBackend(
    release ? { release: { description, document: description.document } } : {},
  );
  try {
    return await onTarget({ ...backend, optIns }, use);
  } finally {
    await backend.close();
  }
}

/** Of October 2024: the seed finds what the older server lacks. */
function fuzzed(target: OpenTarget, description: LoadedDescription): Promise<StepResult> {
  return briefFuzz(target, description, { seed: 20_241_006, maxExamples: 6 });
}

test('there are as many checks for another description as for our own', () => {
  expect(checksAgainst({})).toHaveLength(allChecks.length);
});
