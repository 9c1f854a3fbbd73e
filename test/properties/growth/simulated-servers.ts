/** Servers and machines that the check must leave alone, and servers that it must find. */
import * as machines from './simulated-machine.ts';
import type { MachineOf } from './simulated-machine.ts';
import type { Server } from './simulated-run.ts';

const list = 'webBackendListConnectionsForWorkspace';
const get = 'webBackendGetConnection';
const update = 'webBackendUpdateConnection';

export const quietServers: Readonly<Record<string, Server>> = {
  constant: () => 300,
  'constant and very slow': () => 2000,
  quick: ({ streams }) => 3 + streams / 10,
  linear: ({ operation, streams, connections }) => 20 + (operation === list ? 60 * connections : 40 * streams),
  'linear and slow': ({ operation, streams, connections }) =>
    600 + (operation === list ? 100 * connections : 100 * streams),
  'n log n': ({ operation, streams, connections }) =>
    20 + (operation === list ? 20 * connections * Math.log2(connections + 1) : 20 * streams * Math.log2(streams + 1)),
  'linear in fields': ({ operation, fields, streams }) => (operation === list ? 5 : 20 + 2 * fields * streams),
  'slower with every create': ({ operation, number, connections }) =>
    operation === 'webBackendCreateConnection' ? 10 + 12 * number : operation === list ? 20 + 40 * connections : 10,
  // The machine reaches only what is slow: a database that gets busy behind a quick server.
  'slow at some operations': ({ operation }) => (operation === get || operation === list ? 400 : 3),
};

const { together, spread } = machines;

export const disturbances: Readonly<Record<string, MachineOf>> = {
  'a spread of 30 %': spread(0.3),
  'a spread of 60 %': spread(0.6),
  'rare collections of garbage': together(spread(0.2), machines.pausing(20_000, 2500)),
  'frequent collections of garbage': together(spread(0.2), machines.pausing(2000, 1500)),
  'a disk that stalls': together(spread(0.2), machines.stalling(6000, 2000)),
  'a busy neighbour': together(spread(0.3), machines.bursts(8)),
  'a very busy neighbour': together(spread(0.3), machines.bursts(25)),
  'a linear drift': together(spread(0.1), machines.drifting(5, 'linear')),
  'a noisy linear drift': together(spread(0.3), machines.drifting(3, 'linear')),
  'an exponential drift': together(spread(0.1), machines.drifting(2.5, 'exponential')),
  'a drift that ends': together(spread(0.1), machines.drifting(12, 'saturating')),
  'a step': together(spread(0.3), machines.stepped(8)),
  'a cold start': together(spread(0.1), machines.warming),
  'a limited rate': together(spread(0.1), machines.limited(1, 250)),
  'a limit after the first hundreds': together(spread(0.1), machines.limited(300, 400)),
  'a network that loses packets': together(spread(0.2), machines.lossy(25)),
  'the loopback interface': machines.loopback,
};

export const faultyServers: Readonly<Record<string, Server>> = {
  'the square of the streams': ({ operation, streams }) => (operation === get ? 5 + streams ** 2 : 5),
  'the square of the streams, as long as it waits': ({ operation, streams }) =>
    operation === get ? Math.min(4000, 5 + 5 * streams ** 2) : 5,
  'the third power of the streams': ({ operation, streams }) => (operation === update ? 20 + streams ** 3 / 20 : 5),
  'the square of the connections': ({ operation, connections }) => (operation === list ? 5 + connections ** 2 : 5),
  'each 20th is slow': ({ operation, number }) => (operation === get && number % 20 === 0 ? 1500 : 20),
  'each seventh update is slow': ({ operation, number }) => (operation === update && number % 7 === 0 ? 900 : 40),
  'four milliseconds for every write': ({ operation, writes }) => (operation === get ? 10 + 4 * writes : 10),
  'the square of the fields': ({ operation, fields }) => (operation === get ? 5 + fields ** 2 / 40 : 5),
  'the square of the fields of a create': ({ operation, fields }) =>
    operation === 'webBackendCreateConnection' ? 5 + fields ** 2 / 10 : 5,
  'the square of the fields of an update': ({ operation, fields }) => (operation === update ? 5 + fields ** 2 / 20 : 5),
  'eight milliseconds for every write': ({ operation, writes }) => (operation === list ? 20 + 8 * writes : 20),
};

/** A spread hides slowness that few calls add to. */
export const serversSlowedByCalls: Readonly<Record<string, Server>> = {
  'four milliseconds for every update of a connection': ({ operation, turn }) =>
    operation === update ? 3 + 4 * turn : 5,
  'three milliseconds for every get of a connection': ({ operation, turn }) => (operation === get ? 5 + 3 * turn : 5),
  'six milliseconds for every update': ({ operation, number }) => (operation === update ? 10 + 6 * number : 10),
};
