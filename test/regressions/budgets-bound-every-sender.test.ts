import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { startBackend } from '../../src/backend/start-backend.ts';
import type { RunningBackend } from '../../src/backend/start-backend.ts';
import { loadBody } from '../../src/commands/commands.ts';
import { runBody } from '../../src/commands/run-body.ts';
import type { CommandBody } from '../../src/commands/run-body.ts';
import type { Report } from '../../src/report/report.ts';
import { startFaultProxy } from '../target/fault-proxy.ts';
import type { FaultProxy } from '../target/fault-proxy.ts';

const folder = mkdtempSync(join(tmpdir(), 'airlock-budgets-'));
let backend: RunningBackend;
let proxy: FaultProxy;
let before = 0;
beforeAll(async () => {
  backend = await startBackend({ connections: 3 });
  // Its tokens live for a moment, so that many are fetched.
  const body = JSON.stringify({ access_token: 'token', expires_in: 0.2 });
  proxy = await startFaultProxy(backend.url, ({ path }) =>
    path.endsWith('/applications/token') ? { kind: 'answer', status: 200, body } : undefined,
  );
});
beforeEach(() => {
  before = proxy.seen.length;
  vi.stubEnv('AIRLOCK_HOME', join(folder, 'home'));
});
afterEach(() => vi.unstubAllEnvs());
afterAll(async () => {
  await proxy.close();
  await backend.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('--max-requests', () => {
  test('counts the tokens of client credentials', async () => {
    const report = await run('fuzz', { maxRequests: '60', clientId: 'me', clientSecret: 'secret', maxTime: '20s' });

    expect(paths()).toContain('/api/v1/applications/token');
    expect(paths().length).toBeLessThanOrEqual(60);
    expect(report.sandbox).toMatchObject({ left: [] });
  });

  test('is one budget for all targets of a run', async () => {
    const body: CommandBody = async (context) => {
      const [one, other] = [await context.openTarget(), await context.openTarget()];
      for (;;) for (const target of [one, other]) await target.send({ operation: 'webBackendListGeographies' });
    };

    const report = await run(body, { maxRequests: '20' });

    expect(report.reason).toContain('the budget of 20 requests (--max-requests) is used up');
    expect(paths()).toHaveLength(20);
  });

  test('counts what doctor asks before the target is open', async () => {
    await run('doctor', { maxRequests: '4' });

    expect(paths()).toContain('/api/v1/health');
    expect(paths()).toHaveLength(4);
  });

  test('bounds cleanup over all journals, and what is left is said', async () => {
    await run(async (context) => {
      const { sandbox } = await context.openTarget();
      sandbox.nextName();
      // As after a kill: the journal stays.
      vi.spyOn(sandbox, 'clean').mockResolvedValue({ created: 0, cleaned: 0, left: [] });
      for (let number = 0; number < 30; number += 1)
        sandbox.created('', backend.workspaceId.replace(/^.{2}/, `${10 + number}`));
      return {};
    }, {});
    before = proxy.seen.length;

    const report = await run('cleanup', { maxRequests: '8' });

    expect(paths().length).toBeLessThanOrEqual(8);
    expect(report).toMatchObject({ exitCode: 6 });
    expect(report.reason).toContain('airlock cleanup');
    expect(readdirSync(join(folder, 'home'))).toHaveLength(1);
  });
});

/** What the target was asked for by the test. */
function paths(): readonly string[] {
  return proxy.seen.slice(before).map(({ path }) => path);
}

async function run(command: string | CommandBody, given: Readonly<Record<string, unknown>>): Promise<Report> {
  const name = typeof command === 'string' ? command : 'test';
  const target = name === 'cleanup' ? {} : { target: proxy.url, workspace: backend.workspaceId };
  return runBody(typeof command === 'string' ? await loadBody(command) : command, {
    command: name,
    options: { ...target, ...given },
    emit: () => undefined,
    signal: new AbortController().signal,
    reportDir: folder,
    seed: 1,
    redact: String,
    onRedact: () => undefined,
  });
}
