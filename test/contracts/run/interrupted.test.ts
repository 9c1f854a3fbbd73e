import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyPacts } from '../../../contracts/run/verify-pacts.ts';
import { startServer } from '../../../lab/start-server.ts';
import type { LabServer } from '../../../lab/start-server.ts';
import { onTarget } from '../../target/on-target.ts';

const pact = join(import.meta.dirname, '../../../pacts');

let backend: LabServer;
beforeAll(async () => {
  backend = await startServer();
});
afterAll(() => backend.close());

test('a verification that is interrupted before it begins sends nothing, and says nothing against the run', async () => {
  const { result, sent } = await onTarget(backend, async (target) => {
    const before = target.counts().total;
    const interrupted = await verifyPacts({ target, pact, signal: AbortSignal.abort() });
    return { result: interrupted, sent: target.counts().total - before };
  });

  expect(sent).toBe(0);
  expect(result.verdicts).toEqual([]);
  expect(result.findings).toEqual([]);
});
