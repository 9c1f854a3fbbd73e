/** A comparison takes its time: test/performance/baseline.proof.ts looks at one. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServer } from '../../lab/start-server.ts';
import type { LabServer } from '../../lab/start-server.ts';
import { expectReadable } from './readable.ts';

const folder = mkdtempSync(join(tmpdir(), 'airlock-terminal-'));
let server: LabServer;

beforeAll(async () => {
  server = await startServer({ faults: ['update-makes-manual'] });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.each([60, 80, 120])('on %i columns', (columns) => {
  test.each([
    ['fuzz --max-requests 400 --seed 7 --checks patch-frame --phases valid --workers 2', /^HIGH /m, [1]],
    [`verify --pact ${pactNamed('config-api-client')}`, /^verify +22 of 22 interactions hold/m, [0]],
    ['load average --duration 1s --rate 5', /^load +list +p50/m, [0, 5, 6]],
    // The load test that follows takes longer than everything else, and looks like that above.
    [
      `check --max-time 3s --seed 7 ${columns === 60 ? '' : '--skip verify,load'}`,
      /^verdict +contract +passed/m,
      [1, 5, 6],
    ],
  ])('%s is readable, and never silent', { timeout: 300_000 }, async (line, shows, exitCodes) => {
    const where = ['--target', server.url, '--workspace', server.workspaceId];

    const { stdout, exitCode } = await expectReadable([...line.trim().split(' '), ...where], columns, folder);

    expect(stdout).toMatch(shows);
    expect(exitCodes).toContain(exitCode);
  });
});

function pactNamed(consumer: string): string {
  return join(import.meta.dirname, `../../pacts/airbyte-${consumer}-airbyte-web-backend.json`);
}
