/** How often the check is wrong, over thousands of simulated runs: suspicion, second look and all. No clock of this machine is read. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { foundIn, wrongedBy } from './simulated-runs.ts';
import * as machines from './simulated-machine.ts';
import { disturbances, faultyServers, serversSlowedByCalls } from './simulated-servers.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('no server is wronged in 3060 runs', { timeout: 1_800_000 }, () => {
  test.each(Object.entries(disturbances))('by %s', async (_name, machineOf) => {
    const { runs, wronged } = await wrongedBy(machineOf, 20);

    expect({ runs, wronged }).toEqual({ runs: 180, wronged: [] });
  });
});

describe('nearly every run finds', { timeout: 1_800_000 }, () => {
  test.each([
    ...Object.entries(faultyServers).map(([name, server]) => [name, server, 0.9] as const),
    ...Object.entries(serversSlowedByCalls).map(([name, server]) => [name, server, 0.8] as const),
  ])('%s', async (_name, server, leastShare) => {
    const found = (await foundIn(server, machines.spread(0.15), 20)) + (await foundIn(server, machines.loopback, 20));

    expect(found).toBeGreaterThanOrEqual(leastShare * 40);
  });
});
