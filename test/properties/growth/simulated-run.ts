/** Series of latencies of a run as a server with known behaviour would give them, with the noise of real machines. No clock is involved. */
import type { Sample } from '../../../properties/growth/sample.ts';

export type Random = () => number;

export interface SimulatedServer {
  /** In ms, without noise. */
  readonly ms: (request: { readonly streams: number; readonly writes: number; readonly number: number }) => number;
  readonly noise: Noise;
  readonly requests?: number;
}

/** Changes the latencies of a run, in the order in which they were sent. */
export type Noise = (latencies: readonly number[], random: Random) => readonly number[];

/** Gets of connections with one to thirty streams, a write before every second one. */
export function simulatedRun({ ms, noise, requests = 300 }: SimulatedServer, random: Random): readonly Sample[] {
  const sent = Array.from({ length: requests }, (_, number) => ({
    number,
    writes: Math.floor(number / 2),
    streams: Math.max(1, Math.round(30 * random() ** 2)),
  }));
  const noisy = noise(sent.map(ms), random);
  let at = 0;
  return sent.map(({ streams, writes }, number) => {
    at += noisy[number] ?? 0;
    return {
      operation: 'webBackendGetConnection',
      ms: noisy[number] ?? 0,
      at: at - (noisy[number] ?? 0),
      streams,
      bytes: 400 + streams * (600 + Math.floor(400 * random())),
      writes,
    };
  });
}

/** Multiplies by e to the power of a normal variate. */
export function spread(sigma: number): Noise {
  return (latencies, random) => latencies.map((ms) => ms * Math.exp(sigma * normal(random)));
}

/** One answer in so many waits for a collection of garbage of up to `mostMs`. */
export function garbageCollected(oneIn: number, mostMs: number): Noise {
  return (latencies, random) => latencies.map((ms) => ms + (random() < 1 / oneIn ? mostMs * random() : 0));
}

/** Other processes take the machine for a while, several times a run: everything takes several times as long. */
export function shared(times: number): Noise {
  return (latencies, random) => {
    let left = 0;
    return latencies.map((ms) => {
      if (left === 0 && random() < 0.02) left = Math.ceil(30 * random());
      left = Math.max(0, left - 1);
      return left > 0 ? ms * (1 + (times - 1) * random()) : ms;
    });
  };
}

/** From somewhere in the run on everything takes longer. */
export function stepped(times: number): Noise {
  return (latencies, random) => {
    const from = Math.floor(latencies.length * random());
    return latencies.map((ms, index) => (index < from ? ms : ms * times));
  };
}

/** The first answers are slow, until the server is warm. */
export const warmingUp: Noise = (latencies) => latencies.map((ms, index) => ms * (1 + 8 * Math.exp(-index / 10)));

/** Answers wait for their turn, four a second. */
export const throttled: Noise = (latencies, random) => latencies.map((ms) => Math.max(ms, 250 * (1 + random())));

/** Timers of a busy loopback server: a few milliseconds more, now and then some tens. */
export const loopback: Noise = (latencies, random) =>
  latencies.map((ms) => ms + 4 * random() + (random() < 0.03 ? 80 * random() : 0));

export function together(...noises: readonly Noise[]): Noise {
  return (latencies, random) => noises.reduce((before, noise) => noise(before, random), latencies);
}

/** Seeded, uniform from 0 to 1. */
export function randomOf(seed: number): Random {
  let state = (seed * 2_654_435_761) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Box and Muller. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
