/** A few of the simulated runs of `simulated-runs.proof.ts`: of every kind one, and no clock of this machine is read. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { foundIn, wrongedBy } from './simulated-runs.ts';
import * as machines from './simulated-machine.ts';
import { disturbances, faultyServers, serversSlowedByCalls } from './simulated-servers.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test.each(Object.entries(disturbances))('no server is wronged by %s', async (_name, machineOf) => {
  expect(await wrongedBy(machineOf, 1)).toMatchObject({ runs: 9, wronged: [] });
});

test.each(Object.entries({ ...faultyServers, ...serversSlowedByCalls }))('most runs find %s', async (_name, server) => {
  expect(await foundIn(server, machines.spread(0.1), 3)).toBeGreaterThanOrEqual(2);
});
