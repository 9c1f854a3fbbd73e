import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allChecks } from '../../properties/checks/all-checks.ts';
import { fuzz } from '../../properties/engine/fuzz.ts';
import { phases } from '../../properties/model/case.ts';
import { latitudeIds } from '../../lab/latitudes.ts';
import type { LatitudeId } from '../../lab/latitudes.ts';
import { startServer } from '../../lab/start-server.ts';
import type { LabServer } from '../../lab/start-server.ts';
import { generator } from '../../src/statistics/generator.ts';
import { openTarget } from '../../src/target/open-target.ts';
import { newRunId } from '../../src/target/run-id.ts';
import { connections, post, transcript } from '../backend/transcript.ts';

let homeDir: string;
let plain: string;

beforeAll(async () => {
  homeDir = await mkdtemp(join(tmpdir(), 'airlock-latitudes-'));
  plain = await conversation([]);
});

afterAll(() => rm(homeDir, { recursive: true }));

test('the conversation is the same twice', async () => {
  await expect(conversation([])).resolves.toBe(plain);
});

test('latitudes can be changed while the backend runs', async () => {
  const talked = await withBackend(['refuses-with-400'], (backend) => {
    backend.setLatitudes([]);
    return transcript(backend);
  });
  expect(plain).toContain(talked);
});

describe.each(latitudeIds)('the latitude %s', (id) => {
  test('shows in a conversation', async () => {
    await expect(conversation([id])).resolves.not.toBe(plain);
  });
});

/**
 * Each alone and all at once are in `selftest.proof.ts`. Of n random halves a pair of latitudes is in none with a probability of 0.75 to the
 * power of n: 40 halves have every pair, and every pair of which only one is on.
 */
const halves = Number(process.env['AIRLOCK_LATITUDE_HALVES'] ?? '6');

test.each(Array.from({ length: halves }, (_, index) => index + 1))(
  'half %i of the latitudes is no finding',
  async (half) => {
    const random = generator(half);
    const { findings, verdicts } = await withBackend(
      latitudeIds.filter(() => random() < 0.5),
      (backend) => fuzzed(backend, half),
    );

    expect(findings?.map(({ title, received }) => [title, received])).toEqual([]);
    expect(verdicts).toEqual([]);
  },
);

/** The transcript, and the status for a second user who asks for a workspace that is not for them. */
async function conversation(latitudes: readonly LatitudeId[]): Promise<string> {
  const told = await withBackend(latitudes, transcript);
  const backend = await startServer({ latitudes, auth: { token: 'own' }, otherAuth: { token: 'other' } });
  try {
    const headers = { 'content-type': 'application/json', authorization: 'Bearer other' };
    const { status } = await post(backend.url, `${connections}/list`, { workspaceId: backend.workspaceId }, headers);
    return `${told}\n${status}`;
  } finally {
    await backend.close();
  }
}

async function withBackend<Result>(
  latitudes: readonly LatitudeId[],
  use: (backend: LabServer) => Promise<Result>,
): Promise<Result> {
  const backend = await startServer({ latitudes });
  try {
    return await use(backend);
  } finally {
    await backend.close();
  }
}

async function fuzzed(backend: LabServer, seed: number): ReturnType<typeof fuzz> {
  const { url, workspaceId, sourceId, destinationId } = backend;
  const { signal } = new AbortController();
  const foreign = {
    workspaceId: backend.foreignWorkspaceId,
    sourceId: backend.foreignSourceId,
    destinationId: backend.foreignDestinationId,
  };
  const target = await openTarget(
    { url, workspaceId, sourceId, destinationId, foreign, allowWrites: true, homeDir },
    { signal, runId: newRunId() },
  );
  try {
    return await fuzz({
      target,
      emit: () => undefined,
      signal,
      seed,
      phases,
      checks: allChecks.filter(({ optional }) => optional !== true),
      maxTimeMs: 60_000,
      maxExamples: 24,
      workers: 2,
      minAcceptance: 0.95,
      shrink: false,
      strict: true,
      known: [],
    });
  } finally {
    await target.sandbox.clean();
    await target.close();
  }
}
