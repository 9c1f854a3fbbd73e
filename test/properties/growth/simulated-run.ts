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

/** The work of a request in ms, on a machine that has nothing else to do. `number` counts those of its operation. */
export type Server = (request: {
  readonly operation: string;
  readonly streams: number;
  readonly connections: number;
  readonly writes: number;
  readonly number: number;
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
/** Sandbox connections become more, and are cleaned up. */
const mostConnections = 25;

/** On the timers of the test, which must be false ones. */
export async function simulatedRun(server: Server, machineOf: MachineOf, random: Random): Promise<SimulatedRun> {
  const machine = machineOf(random);
  const counts = new Map<string, number>();
  const served = ({ at, ...request }: Omit<Parameters<Server>[0], 'number'> & { readonly at: number }): number => {
    const number = (counts.get(request.operation) ?? 0) + 1;
    counts.set(request.operation, number);
    return machine({
      workMs: server({ ...request, number }),
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
  let [at, writes, connections] = [0, 0, 3];
  for (let sent = 0; sent < requests; sent += 1) {
    const operation = mix[Math.floor(mix.length * random())] ?? mix[0];
    const streams = Math.max(1, Math.round(30 * random() ** 2));
    const ms = Math.min(10_000, served({ operation, streams, connections, writes, at }));
    const isList = operation === 'webBackendListConnectionsForWorkspace';
    const hasCatalog = /Get|Update|Create/.test(operation) && operation !== 'webBackendGetWorkspaceState';
    samples.push({
      operation,
      ms,
      at,
      writes,
      bytes: 400 + (isList ? connections : hasCatalog ? streams : 1) * (600 + Math.floor(400 * random())),
      ...(ms < 10_000 ? {} : { isUnanswered: true as const }),
      ...(isList ? { connections } : hasCatalog ? { streams } : {}),
    });
    at += ms + 2;
    if (!operations[operation].writes) continue;
    writes += 1;
    if (operation === 'webBackendCreateConnection') connections = connections < mostConnections ? connections + 1 : 3;
  }
  return { samples, endedAt: at, writes };
}
