/** Whole runs against simulated servers: what the watch notes, and the second look in the time that follows. */
import type { OperationId } from '../../../schemas/operations.ts';
import { operations } from '../../../schemas/operations.ts';
import type { Confirmation } from '../../../properties/growth/confirmation.ts';
import { secondLook } from '../../../properties/growth/second-look.ts';
import { growthThresholds } from '../../../properties/growth/sample.ts';
import type { Sample } from '../../../properties/growth/sample.ts';
import { suspicionsIn } from '../../../properties/growth/suspicions.ts';
import type { Suspicion } from '../../../properties/growth/suspicions.ts';
import { asTimePasses } from './as-time-passes.ts';
import type { MachineOf, Random } from './simulated-machine.ts';
import { simulatedTarget } from './simulated-target.ts';

/**
 * The work of a request in ms, on a machine that has nothing else to do. `number` counts those of its operation, `turn` those of them
 * about the same connection; `fields` are those of the widest stream.
 */
export type Server = (request: {
  readonly operation: string;
  readonly streams: number;
  readonly fields: number;
  readonly connections: number;
  readonly writes: number;
  readonly number: number;
  readonly turn: number;
}) => number;

export interface SimulatedRun {
  readonly suspicions: readonly Suspicion[];
  readonly confirmed: readonly Confirmation[];
}

const mix = [
  'webBackendGetConnection',
  'webBackendUpdateConnection',
  'webBackendGetConnection',
  'webBackendListConnectionsForWorkspace',
  'webBackendGetConnection',
  'webBackendCreateConnection',
  'getStateType',
  'webBackendGetWorkspaceState',
] as const satisfies readonly OperationId[];
const requests = 640;
/** Of a connection, until the next one has its turn. */
const requestsOfConnection = 80;
/** One stream of many fields, in three requests of ten. */
const widths = [8, 16, 45, 128, 360] as const;
/** Sandbox connections become more, and are cleaned up. */
const mostConnections = 25;

/** On the timers of the test, which must be false ones. */
export async function simulatedRun(server: Server, machineOf: MachineOf, random: Random): Promise<SimulatedRun> {
  const machine = machineOf(random);
  const counts = new Map<string, number>();
  const served = ({ at, ...request }: Omit<Parameters<Server>[0], 'number'> & { readonly at: number }): number => {
    return machine({
      workMs: server({ ...request, number: countedUp(counts, request.operation) }),
      at,
      isWrite: operations[request.operation as OperationId].writes,
    });
  };
  const { samples, endedAt, writes } = samplesOf(served, random);
  const suspicions = suspicionsIn(samples, growthThresholds);
  const confirmed: Confirmation[] = [];
  const began = performance.now();
  const target = simulatedTarget((request) =>
    served({ ...request, writes: request.writes + writes, at: request.at - began + endedAt }),
  );
  for (const suspicion of suspicions) {
    const looked = await asTimePasses(secondLook(suspicion, growthThresholds, { ...target, mayGoOn: () => true }));
    if (looked.confirmed !== undefined) confirmed.push(looked.confirmed);
  }
  return { suspicions, confirmed };
}

function samplesOf(
  served: (request: Omit<Parameters<Server>[0], 'number'> & { readonly at: number }) => number,
  random: Random,
): { readonly samples: readonly Sample[]; readonly endedAt: number; readonly writes: number } {
  const samples: Sample[] = [];
  const [calls, turns] = [new Map<string, number>(), new Map<string, number>()];
  let [at, writes, connections] = [0, 0, 3];
  for (let sent = 0; sent < requests; sent += 1) {
    const operation = mix[Math.floor(mix.length * random())] ?? mix[0];
    const width = random() < 0.3 ? widths[Math.floor(widths.length * random())] : undefined;
    const streams = width === undefined ? Math.max(1, Math.round(30 * random() ** 2)) : 1;
    const fields = width ?? 15;
    const isAboutOne = /GetConnection|Update|getStateType/.test(operation);
    const about = isAboutOne ? `${operation} ${Math.floor(sent / requestsOfConnection)}` : `${operation} new ${sent}`;
    const turn = countedUp(turns, about);
    const ms = Math.min(10_000, served({ operation, streams, fields, connections, writes, turn, at }));
    const isList = operation === 'webBackendListConnectionsForWorkspace';
    const hasCatalog = /Get|Update|Create/.test(operation) && operation !== 'webBackendGetWorkspaceState';
    samples.push({
      operation,
      ms,
      at,
      writes,
      calls: countedUp(calls, operation) - 1,
      ...(isAboutOne ? { turns: turn - 1 } : {}),
      bytes:
        400 + (isList ? connections : hasCatalog ? streams * fields * 0.07 : 1) * (600 + Math.floor(400 * random())),
      ...(ms < 10_000 ? {} : { isUnanswered: true as const }),
      ...(isList ? { connections } : hasCatalog ? { streams, fields } : {}),
    });
    at += ms + 2;
    if (!operations[operation].writes) continue;
    writes += 1;
    if (operation === 'webBackendCreateConnection') connections = connections < mostConnections ? connections + 1 : 3;
  }
  return { samples, endedAt: at, writes };
}

function countedUp(counts: Map<string, number>, key: string): number {
  const count = (counts.get(key) ?? 0) + 1;
  counts.set(key, count);
  return count;
}
