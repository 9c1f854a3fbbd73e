/** `airlock verify` finds out which release the target is, and replays what the consumers of that release need. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startAirbyte20 } from '../../lab/airbyte-2.0/start.ts';
import type { RunningAirbyte20 } from '../../lab/airbyte-2.0/start.ts';
import { runAirlock } from './run-airlock.ts';
import type { Ran } from './run-airlock.ts';

let server: RunningAirbyte20;
beforeAll(async () => {
  server = await startAirbyte20();
});
afterAll(() => server.close());

function verify(...more: readonly string[]): Promise<Ran> {
  const pacts = join(import.meta.dirname, '../../pacts');
  const target = ['--target', server.url, '--workspace', server.workspaceId];
  return runAirlock(['verify', ...target, '--pact', pacts, '--report', 'console', ...more]);
}

test('a server of release 2.0.0 is judged by the page of 2.0.0, and the consumers of 2023 are named', async () => {
  const { exitCode, stdout } = await verify();

  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/airbyte-webapp-2\.0: \d+ verified, 0 broken, \d+ skipped, 0 not reached/);
  expect(stdout).not.toContain('airbyte-webapp: ');
  expect(stdout).toMatch(
    /left out \S*airbyte-webapp-airbyte-web-backend\.json: 46 interactions of a consumer of 2023; --consumers 2023 takes them/,
  );
});

test('the consumers of 2023 are broken there, where somebody asks for them', async () => {
  const { exitCode, stdout, stderr } = await verify('--consumers', '2023');

  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/airbyte-webapp: \d+ verified, \d+ broken/);
  expect(stdout).toMatch(/left out \S*airbyte-webapp-2\.0\S*: .*--consumers 2\.0 takes them/);
  expect(stderr).toMatch(/interactions are broken for airbyte-config-api-client and airbyte-webapp: /);
});
