import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyPacts } from '../../contracts/run/verify-pacts.ts';
import { startServer } from '../../lab/start-server.ts';
import type { LabServer } from '../../lab/start-server.ts';
import type { StepResult } from '../../src/report/report.ts';
import { onTarget } from '../target/on-target.ts';

let backend: LabServer;
const folder = mkdtempSync(join(tmpdir(), 'airlock-states-'));
beforeAll(async () => {
  backend = await startServer();
});
afterAll(async () => {
  await backend.close();
  rmSync(folder, { recursive: true, force: true });
});

const pacts = join(import.meta.dirname, '../../pacts');

test('a state that the run may not reach is skipped with its reason and breaks nothing', async () => {
  const result = await verified(pacts, { readOnly: true });

  expect(result.findings).toEqual([]);
  expect(result.verdicts).toEqual([]);
  expect(result.sections?.['verify']).toMatchObject({
    broken: 0,
    skipped: expect.arrayContaining([
      { reason: expect.stringContaining('a connection exists'), interactions: expect.any(Number) },
    ]) as unknown,
  });
});

test('what reaches connections of others is asked for only with consent', async () => {
  const result = await verified(pacts, {});

  expect(result.sections?.['verify']).toMatchObject({
    verified: 66,
    skipped: expect.arrayContaining([
      { reason: expect.stringContaining('--allow-refresh permits it') as unknown, interactions: 1 },
      { reason: expect.stringContaining('--allow-harmful permits it') as unknown, interactions: 1 },
    ]) as unknown,
  });
});

test('a provider that refuses to get into a state is reported apart from broken interactions', async () => {
  backend.setFaults(['create-answers-201']);

  const result = await verified(pacts, { optIns: { refresh: true } });
  backend.setFaults([]);

  expect(result.sections?.['verify']).toMatchObject({
    unreachable: expect.arrayContaining([
      {
        reason: expect.stringContaining('webBackendCreateConnection was answered with 201'),
        interactions: expect.any(Number),
      },
    ]) as unknown,
  });
  expect(result.verdicts).toContainEqual({
    code: 1,
    reason: expect.stringContaining('Not every provider state') as unknown,
  });
});

test('a state without a handler is an error that names it', async () => {
  const file = join(folder, 'foreign-consumer.json');
  const interaction = {
    type: 'Synchronous/HTTP',
    description: 'a request of somebody else',
    providerStates: [{ name: 'the moon is full' }],
    request: { method: 'POST', path: '/api/v1/web_backend/geographies/list' },
    response: { status: 200 },
  };
  writeFileSync(
    file,
    JSON.stringify({
      consumer: { name: 'foreign' },
      provider: { name: 'airbyte-web-backend' },
      interactions: [interaction],
      metadata: { pactSpecification: { version: '4.0' } },
    }),
  );

  const result = await verified(file, {});

  expect(result.verdicts).toEqual([{ code: 6, reason: expect.stringContaining('"the moon is full"') as unknown }]);
});

test.each(['nowhere', 'package.json'])('%s is refused as a pact in one line', async (path) => {
  await expect(verified(path, {})).rejects.toThrow(/^Cannot read pact/);
});

function verified(pact: string, options: Partial<Parameters<typeof onTarget>[0]>): Promise<StepResult> {
  return onTarget({ ...backend, ...options }, (target) => verifyPacts({ target, pact }));
}
