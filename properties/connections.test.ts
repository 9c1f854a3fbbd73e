/** The properties on the embedded reference backend, or on the server that `AIRLOCK_TARGET` names. */
import { defined } from '../src/json/defined.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTarget } from '../src/target/open-target.ts';
import { newRunId } from '../src/target/run-id.ts';
import type { OpenTarget } from '../src/target/open-target.ts';
import type { TargetOptions } from '../src/target/target-options.ts';
import { allChecks } from './checks/all-checks.ts';
import { fuzz } from './engine/fuzz.ts';
import { phases } from './model/case.ts';

const stop = new AbortController();
/** Given for a run that failed; otherwise every run sees other cases. */
const seed = Number(process.env['AIRLOCK_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
let target: OpenTarget;
let closeBackend: () => Promise<void> = async () => undefined;

beforeAll(async () => {
  target = await openTarget(await targetOptions(), { signal: stop.signal, runId: newRunId() });
});

afterAll(async () => {
  await target.sandbox.clean();
  await target.close();
  await closeBackend();
});

describe(`connections, seed ${seed}`, () => {
  test.each(phases)('hold every law in the phase %s', async (phase) => {
    const { findings, verdicts } = await fuzz({
      target,
      emit: () => undefined,
      signal: stop.signal,
      seed,
      phases: [phase],
      checks: allChecks.filter(({ optional }) => optional !== true),
      maxTimeMs: 30_000,
      maxExamples: 15,
      workers: 2,
      minAcceptance: 0.95,
      shrink: true,
      strict: false,
      known: [],
    });

    expect(findings?.map(({ title, curl }) => [title, ...curl])).toEqual([]);
    expect(verdicts).toEqual([]);
  });

  test('leave nothing behind', async () => {
    const { left } = await target.sandbox.clean();

    expect(left).toEqual([]);
  });
});

async function targetOptions(): Promise<TargetOptions> {
  const {
    AIRLOCK_TARGET: url,
    AIRLOCK_WORKSPACE,
    AIRLOCK_SOURCE,
    AIRLOCK_DESTINATION,
    AIRLOCK_AUTH,
    AIRLOCK_TOKEN,
  } = process.env;
  if (url?.trim() === '') throw new TypeError('Cannot use AIRLOCK_TARGET: it is set and empty');
  if (url !== undefined)
    return {
      url,
      ...defined({
        workspaceId: AIRLOCK_WORKSPACE,
        sourceId: AIRLOCK_SOURCE,
        destinationId: AIRLOCK_DESTINATION,
        auth: AIRLOCK_AUTH,
        token: AIRLOCK_TOKEN,
      }),
      allowWrites: process.env['AIRLOCK_ALLOW_WRITES'] === '1',
    };
  const { startBackend } = await import('../src/backend/start-backend.ts');
  const backend = await startBackend();
  closeBackend = () => backend.close();
  const { workspaceId, sourceId, destinationId } = backend;
  return {
    url: backend.url,
    workspaceId,
    sourceId,
    destinationId,
    foreign: {
      workspaceId: backend.foreignWorkspaceId,
      sourceId: backend.foreignSourceId,
      destinationId: backend.foreignDestinationId,
    },
  };
}
