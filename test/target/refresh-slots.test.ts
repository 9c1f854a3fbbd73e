import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fastify } from 'fastify';
import { expect, test } from 'vitest';
import { openTarget } from '../../src/target/open-target.ts';
import { maxRefreshes, refreshSlots } from '../../src/target/refresh-slots.ts';

import { unknownId } from '../../src/target/unknown-id.ts';

const never: readonly AbortSignal[] = [];

test('the fourth refresh waits until one is answered', async () => {
  const slots = refreshSlots();
  for (let index = 0; index < maxRefreshes; index += 1) expect(await slots.enter(never)).toBe(true);
  let isIn = false;

  const fourth = slots.enter(never).then((hasPlace) => (isIn = hasPlace));
  await Promise.resolve();
  expect(isIn).toBe(false);
  slots.leave({ isAbandoned: false });

  expect(await fourth).toBe(true);
});

test('a refresh that got no answer keeps its place until the server has given up', async () => {
  const later: (() => void)[] = [];
  const slots = refreshSlots((act) => later.push(act));
  for (let index = 0; index < maxRefreshes; index += 1) await slots.enter(never);
  let isIn = false;

  const fourth = slots.enter(never).then((hasPlace) => (isIn = hasPlace));
  slots.leave({ isAbandoned: true });
  await Promise.resolve();
  expect(isIn).toBe(false);
  later[0]?.();

  expect(await fourth).toBe(true);
});

test('who stops waiting takes no place', async () => {
  const slots = refreshSlots();
  for (let index = 0; index < maxRefreshes; index += 1) await slots.enter(never);
  const stop = new AbortController();

  const waiting = slots.enter([stop.signal]);
  stop.abort();

  expect(await waiting).toBe(false);
  slots.leave({ isAbandoned: false });
  expect(await slots.enter(never)).toBe(true);
});

test('no more than three refreshing gets are in flight on the wire, however many may be', async () => {
  let inFlight = 0;
  let most = 0;
  const server = fastify();
  server.post('/*', async (_request, reply) => {
    inFlight += 1;
    most = Math.max(most, inFlight);
    await new Promise((resolve) => setTimeout(resolve, 20));
    inFlight -= 1;
    return reply.send({ connectionId: unknownId });
  });
  const url = `${await server.listen({ port: 0, host: '127.0.0.1' })}/api`;
  const homeDir = mkdtempSync(join(tmpdir(), 'airlock-'));
  const target = await openTarget(
    { url, workspaceId: unknownId, withoutFixtures: true, maxInFlight: 32, homeDir, optIns: { refresh: true } },
    { signal: new AbortController().signal, runId: 'refreshing' },
  );

  const body = { connectionId: unknownId, withRefreshedCatalog: true };
  const exchanges = await Promise.all(
    Array.from({ length: 12 }, async () => target.send({ operation: 'webBackendGetConnection', body })),
  );
  await target.close();
  await server.close();

  expect(exchanges.map(({ outcome }) => outcome.kind)).toEqual(Array.from({ length: 12 }, () => 'answer'));
  expect(most).toBe(maxRefreshes);
});
