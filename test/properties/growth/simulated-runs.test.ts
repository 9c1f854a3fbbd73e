/** How often the check is wrong, over thousands of simulated runs: suspicion, second look and all. No clock of this machine is read. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { growthThresholds } from '../../../properties/growth/sample.ts';
import { secondLook } from '../../../properties/growth/second-look.ts';
import { suspicionsIn } from '../../../properties/growth/suspicions.ts';
import { asTimePasses } from './as-time-passes.ts';
import * as noise from './simulated-run.ts';
import type { Noise, Random, SimulatedServer } from './simulated-run.ts';
import { simulatedTarget } from './simulated-target.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const quietServers: Readonly<Record<string, SimulatedServer['ms']>> = {
  'constant, two seconds': () => 2000,
  linear: ({ streams }) => 20 + 40 * streams,
  'linear and slow': ({ streams }) => 3000 + 100 * streams,
  quick: ({ streams }) => 3 + streams / 10,
  'n log n': ({ streams }) => 20 + 20 * streams * Math.log2(streams + 1),
};

const noises: Readonly<Record<string, Noise>> = {
  'a spread of 30 %': noise.spread(0.3),
  'a spread of 60 %': noise.spread(0.6),
  'collections of garbage': noise.together(noise.spread(0.2), noise.garbageCollected(60, 2000)),
  'a shared machine': noise.together(noise.spread(0.3), noise.shared(8)),
  'a machine that becomes busy': noise.together(noise.spread(0.3), noise.stepped(8)),
  'warming up': noise.warmingUp,
  'a limited rate': noise.throttled,
  'the loopback interface': noise.loopback,
};

const faultyServers: Readonly<Record<string, SimulatedServer['ms']>> = {
  'the square of the streams': ({ streams }) => 5 + streams ** 2,
  'the third power of the streams': ({ streams }) => 20 + streams ** 3 / 20,
  'each 20th is slow': ({ number }) => (number % 20 === 19 ? 1500 : 20),
  'each seventh is slow': ({ number }) => (number % 7 === 6 ? 900 : 40),
  'four milliseconds for every write': ({ writes }) => 10 + 4 * writes,
  'eight milliseconds for every write': ({ writes, streams }) => 20 + streams + 8 * writes,
};

/** As many of the requests as the check finds confirmed. */
async function confirmedIn(server: SimulatedServer, random: Random): Promise<number> {
  const samples = noise.simulatedRun(server, random);
  let confirmed = 0;
  for (const suspicion of suspicionsIn(samples, growthThresholds)) {
    const place = { ...simulatedTarget(serverAfter(server, random)), mayGoOn: () => true };
    const looked = await asTimePasses(secondLook(suspicion, growthThresholds, place));
    if (looked.confirmed !== undefined) confirmed += 1;
  }
  return confirmed;
}

/** The same server when the run is over, with the noise of its first answers: pauses stop everything that is under way. */
function serverAfter({ ms, noise: noisy }: SimulatedServer, random: Random): Parameters<typeof simulatedTarget>[0] {
  const factors = noisy(
    Array.from({ length: 400 }, () => 100),
    random,
  );
  let pausedUntil = 0;
  return ({ operation, streams, writes, number, at }) => {
    const extra = (factors[number % factors.length] ?? 100) / 100;
    const own = operation === 'webBackendGetConnection' ? ms({ streams, writes: writes + 150, number }) : 3;
    if (own * extra > 400 && own < 300) pausedUntil = Math.max(pausedUntil, at + own * extra);
    return Math.max(0, pausedUntil - at) + own * Math.min(extra, 3);
  };
}

describe('no run is wronged', { timeout: 600_000 }, () => {
  const seeds = 52;

  test.each(Object.entries(quietServers))('of a server that is %s', async (_name, ms) => {
    let runs = 0;
    let wronged = 0;
    for (const noisy of Object.values(noises))
      for (let seed = 1; seed <= seeds; seed += 1) {
        wronged += await confirmedIn({ ms, noise: noisy }, noise.randomOf(seed));
        runs += 1;
      }

    expect({ runs, wronged }).toEqual({ runs: 416, wronged: 0 });
  });
});

describe('nearly every run finds', { timeout: 600_000 }, () => {
  const usual = [noise.spread(0.15), noise.loopback];

  test.each(Object.entries(faultyServers))('%s', async (_name, ms) => {
    let found = 0;
    for (const noisy of usual)
      for (let seed = 1; seed <= 20; seed += 1)
        if ((await confirmedIn({ ms, noise: noisy }, noise.randomOf(seed))) > 0) found += 1;

    expect(found).toBeGreaterThanOrEqual(0.95 * 40);
  });
});
