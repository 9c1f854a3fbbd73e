/** What commands look like on terminals of usual and narrow widths. */
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
    ['check --max-time 3s --seed 7', /^verdict +contract +passed/m, [1]],
    ['baseline record --runs 2 --rate 20 --max-duration 12s --reason again', /^baseline +recorded "default"/m, [0, 6]],
    ['baseline compare --rate 20 --max-duration 9s', /^baseline +base +/m, [0, 5, 6]],
    ['load scaling --max-time 20s', /^scaling +get by streams/m, [0, 5, 6]],
    ['load breakpoint --duration 6s', /^load +breakpoint: /m, [0, 5, 6]],
  ])('%s is readable, and never silent', { timeout: 300_000 }, async (line, shows, exitCodes) => {
    const where = ['--target', server.url, '--workspace', server.workspaceId];
    const base = line.startsWith('baseline compare') ? ['--base-target', server.url] : [];

    const { stdout, exitCode } = await expectReadable([...line.split(' '), ...where, ...base], columns, folder);

    expect(stdout).toMatch(shows);
    expect(exitCodes).toContain(exitCode);
  });
});

function pactNamed(consumer: string): string {
  return join(import.meta.dirname, `../../pacts/airbyte-${consumer}-airbyte-web-backend.json`);
}
