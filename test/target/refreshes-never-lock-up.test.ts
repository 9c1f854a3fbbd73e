/** Ten refreshing gets at the same time leave a server of 0.44.5 no thread: it answers nothing until they give up. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openTarget } from '../../src/target/open-target.ts';
import { emulate } from './emulated-release.ts';

/** A lock-up lasts as long as a discovery waits for a thread before it gives up: a minute on the real server. */
const times = { discoveryMs: 100, giveUpMs: 400 } as const;

test('ten parallel refreshes lock the server of 0.44.5 up', async () => {
  const server = await emulate('0.44.5', times);
  const [connection] = server.connections();

  const statuses = await Promise.all(
    Array.from({ length: 10 }, async () => {
      const response = await fetch(`${server.url}/v1/web_backend/connections/get`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ connectionId: connection?.connectionId, withRefreshedCatalog: true }),
      });
      await response.arrayBuffer();
      return response.status;
    }),
  );
  await server.close();

  expect(statuses).toContain(500);
});

test('a run with the consent to refreshes and 32 requests in flight never does', async () => {
  const server = await emulate('0.44.5', times);
  const homeDir = mkdtempSync(join(tmpdir(), 'airlock-home-'));
  const { url, workspaceId } = server;
  const target = await openTarget(
    { url, workspaceId, homeDir, maxInFlight: 32, optIns: { refresh: true } },
    { signal: new AbortController().signal, runId: 'test0001' },
  );
  const [connectionId] = target.fixtures.existingConnectionIds;

  const exchanges = await Promise.all(
    Array.from({ length: 32 }, async () =>
      target.send({ operation: 'webBackendGetConnection', body: { connectionId, withRefreshedCatalog: true } }),
    ),
  );
  await target.close();
  await server.close();
  rmSync(homeDir, { recursive: true, force: true });

  const statuses = exchanges.map(({ outcome }) => (outcome.kind === 'answer' ? outcome.status : outcome.reason));
  expect(statuses).toEqual(Array.from({ length: 32 }, () => 200));
});
