import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBackend } from '../../src/backend/start-backend.ts';
import type { RunningBackend } from '../../src/backend/start-backend.ts';
import { reportSchema } from '../../src/report/report-schema.ts';
import { validatorFor } from '../../src/validation/validator.ts';
import { runInProcess } from '../commands/run-in-process.ts';

let backend: RunningBackend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.close());

test('a check whose target has several workspaces reports the step that ran, and why the next did not', async () => {
  const ran = await runInProcess(['check', '--target', backend.url]);

  expect(ran.exitCode).toBe(2);
  expect(ran.stderr).toContain('pass the id of one as --workspace');
  const report = JSON.parse(readFileSync(join(ran.folder, 'airlock-report', 'latest', 'report.json'), 'utf8')) as {
    readonly check: { readonly steps: unknown };
  };
  expect(validatorFor(reportSchema)(report)).toEqual([]);
  expect(report).toMatchObject({ exitCode: 2, reason: expect.stringContaining('2 workspaces') as unknown });
  expect(report.check.steps).toMatchObject([
    { step: 'contract', exitCode: 0 },
    { step: 'verify', ok: false, exitCode: 2, reason: expect.stringContaining('2 workspaces') as unknown },
  ]);
});

test('a check that has learned from the target alone what is missing reports it, whatever its first step', async () => {
  const ran = await runInProcess(['check', '--skip', 'contract', '--target', backend.url]);

  expect(ran.exitCode).toBe(2);
  expect(JSON.parse(readFileSync(join(ran.folder, 'airlock-report', 'latest', 'report.json'), 'utf8'))).toMatchObject({
    exitCode: 2,
    check: { steps: [{ step: 'verify', exitCode: 2 }] },
  });
  // Once in the lines of the step, once at the end.
  expect(ran.stdout.match(/2 workspaces/g)).toHaveLength(1);
});

test('a check that could not begin reports nothing', async () => {
  const ran = await runInProcess(['check', '--skip', 'contract', '--openapi', 'nowhere.yaml', '--target', backend.url]);

  expect(ran.exitCode).toBe(2);
  expect(existsSync(join(ran.folder, 'airlock-report', 'latest'))).toBe(false);
});
