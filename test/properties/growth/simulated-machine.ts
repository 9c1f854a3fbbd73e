/** Machines and networks that disturb what they serve, as functions of simulated time. No clock is read. */

/** Uniform from 0 to 1. */
export type Random = () => number;

/** What a request takes that has `workMs` to do and arrives at `at`, in ms. */
export type Machine = (request: { readonly workMs: number; readonly at: number; readonly isWrite: boolean }) => number;

/** A machine, drawn anew for every run. */
export type MachineOf = (random: Random) => Machine;

/** Every answer by itself: multiplied by e to the power of a normal variate. */
export function spread(sigma: number): MachineOf {
  return (random) =>
    ({ workMs }) =>
      workMs * Math.exp(sigma * normal(random));
}

/** Everything stops for up to `mostMs`, about once in `everyMs`: collections of garbage. */
export function pausing(everyMs: number, mostMs: number): MachineOf {
  return (random) => {
    const pauses = spells(random, everyMs, () => mostMs * random());
    return ({ workMs, at }) => {
      const pause = pauses(at) ?? pauses(at + workMs);
      return workMs + (pause === undefined ? 0 : pause.until - Math.max(at, pause.from));
    };
  };
}

/** As `pausing`, and only what writes has to wait: a disk. */
export function stalling(everyMs: number, mostMs: number): MachineOf {
  return (random) => {
    const paused = pausing(everyMs, mostMs)(random);
    return (request) => (request.isWrite ? paused(request) : request.workMs);
  };
}

/** A neighbour takes the machine for seconds at a time: all takes up to `times` as long. */
export function bursts(times: number): MachineOf {
  return (random) => {
    const busy = spells(random, 6000, () => 500 + 8000 * random());
    return ({ workMs, at }) => workMs * (busy(at) === undefined ? 1 : 2 + (times - 2) * random());
  };
}

/** Slower and slower: `times` as long after a minute, and so on. */
export function drifting(times: number, law: 'linear' | 'exponential' | 'saturating'): MachineOf {
  return () =>
    ({ workMs, at }) => {
      const minutes = at / 60_000;
      if (law === 'linear') return workMs * (1 + (times - 1) * minutes);
      return (
        workMs * (law === 'exponential' ? Math.min(30, times ** minutes) : 1 + (times - 1) * (1 - Math.exp(-minutes)))
      );
    };
}

/** From somewhere in the first two minutes on, all takes `times` as long. */
export function stepped(times: number): MachineOf {
  return (random) => {
    const from = 120_000 * random();
    return ({ workMs, at }) => (at < from ? workMs : workMs * times);
  };
}

/** So many requests are free, then one in so many ms; those that come earlier wait. */
export function limited(free: number, eachMs: number): MachineOf {
  return () => {
    let next = -free * eachMs;
    return ({ workMs, at }) => {
      next = Math.max(next, at - free * eachMs) + eachMs;
      return workMs + Math.max(0, next - at);
    };
  };
}

/** Packets get lost: a request in so many is sent again after 200 ms, doubled each time. */
export function lossy(oneIn: number): MachineOf {
  return (random) =>
    ({ workMs }) => {
      let lostMs = 0;
      for (let wait = 200; wait < 3000 && random() < (lostMs === 0 ? 1 / oneIn : 0.4); wait *= 2) lostMs += wait;
      return workMs + lostMs;
    };
}

/** The first answers are slow, until the server is warm. */
export const warming: MachineOf =
  () =>
  ({ workMs, at }) =>
    workMs * (1 + 8 * Math.exp(-at / 5000));

/** Timers of a busy loopback server: a few milliseconds more, now and then some tens. */
export const loopback: MachineOf =
  (random) =>
  ({ workMs }) =>
    workMs + 4 * random() + (random() < 0.03 ? 80 * random() : 0);

/** What one gives is the work of the next. */
export function together(...machines: readonly MachineOf[]): MachineOf {
  return (random) => {
    const all = machines.map((machineOf) => machineOf(random));
    return (request) => all.reduce((workMs, machine) => machine({ ...request, workMs }), request.workMs);
  };
}

/** Seeded. */
export function randomOf(seed: number): Random {
  let state = (seed * 2_654_435_761) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Spell {
  readonly from: number;
  readonly until: number;
}

/** Spells with exponential gaps between them; times are asked for in about their order. */
function spells(random: Random, everyMs: number, lengthMs: () => number): (at: number) => Spell | undefined {
  const known: Spell[] = [];
  return (at) => {
    while ((known.at(-1)?.until ?? 0) <= at) {
      const from = (known.at(-1)?.until ?? 0) - everyMs * Math.log(1 - random());
      known.push({ from, until: from + lengthMs() });
    }
    return known.findLast(({ from, until }) => from <= at && at < until);
  };
}

/** Box and Muller. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
