/** Latencies at several sizes. Requests are sent one at a time: this is about size, not about load. */
import type { Emit } from '../report/events.ts';
import { TargetUnusableError } from '../target/errors.ts';
import { isAnswer } from '../target/exchange.ts';
import type { OpenTarget } from '../target/open-target.ts';
import { catalogOf, makeConnection } from './make-connection.ts';

const streamCounts = [50, 100, 200, 400, 800] as const;
const leastListed = 25;
const furtherConnections = [0, 25, 75, 175] as const;
/** Streams of each listed connection: a list that reads all catalogs grows with them. */
const listedCatalogs = [10, 40, 160] as const;
const listedConnections = 10;
const repetitions = 15;

export interface Sample {
  readonly size: number;
  /** Milliseconds of one request. */
  readonly ms: number;
}

export interface Sampling {
  readonly target: OpenTarget;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  readonly phase: string;
}

/** Requests of all three, in a workspace with this many connections; cleaning up and its two lists included. */
export function scalingRequests(existing: number): number {
  const there = existing + streamCounts.length + listedConnections;
  const further = Math.max(leastListed, there) + (furtherConnections.at(-1) ?? 0) - there;
  const created = streamCounts.length + listedConnections + further;
  const updated = (listedCatalogs.length - 1) * listedConnections;
  const sizes = streamCounts.length + listedCatalogs.length + furtherConnections.length;
  return 2 * created + updated + sizes * (repetitions + 1) + 6;
}

/** Gets of connections with more and more streams. */
export async function byStreams({ target, signal, emit, phase }: Sampling): Promise<readonly Sample[]> {
  const connections = new Map<number, string>();
  for (const size of streamCounts) connections.set(size, await makeConnection(target, size));
  const samples: Sample[] = [];
  // Sizes take turns, so that drift of the machine affects all of them alike; the first turn warms up.
  for (let turn = 0; turn <= repetitions && !signal.aborted; turn += 1) {
    for (const [size, connectionId] of connections) {
      const ms = await timed(target, 'webBackendGetConnection', { connectionId });
      if (turn > 0) samples.push({ size, ms });
    }
    emit({ type: 'progress', phase, note: `turn ${turn} of ${repetitions}` });
  }
  return samples;
}

/** Lists of the same connections with larger and larger catalogs. */
export async function byCatalogs({ target, signal, emit, phase }: Sampling): Promise<readonly Sample[]> {
  const ids: string[] = [];
  while (ids.length < listedConnections && !signal.aborted) ids.push(await makeConnection(target, listedCatalogs[0]));
  const samples: Sample[] = [];
  for (const size of listedCatalogs) {
    for (const connectionId of size === listedCatalogs[0] || signal.aborted ? [] : ids) {
      const body = { connectionId, skipReset: true, syncCatalog: catalogOf(size) };
      const { outcome } = await target.send({ operation: 'webBackendUpdateConnection', body });
      if (!isAnswer(outcome) || outcome.status !== 200)
        throw new TargetUnusableError(
          `Cannot measure scaling: a catalog of ${size} streams was answered with ${isAnswer(outcome) ? outcome.status : outcome.reason}`,
        );
    }
    samples.push(...(await listed(target, size, signal)));
    emit({ type: 'progress', phase, note: `lists of ${size} streams` });
  }
  return samples;
}

/** Lists of more and more connections. The workspace only grows: each size is measured before the next connections are made. */
export async function byConnections({ target, signal, emit, phase }: Sampling): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  // The list shows what was there before, too.
  let there = target.fixtures.existingConnectionIds.length + streamCounts.length + listedConnections;
  const first = Math.max(leastListed, there);
  for (const size of furtherConnections.map((further) => first + further)) {
    for (; there < size && !signal.aborted; there += 1) await makeConnection(target, 5);
    samples.push(...(await listed(target, there, signal)));
    emit({ type: 'progress', phase, note: `${there} connections` });
  }
  return samples;
}

async function listed(target: OpenTarget, size: number, signal: AbortSignal): Promise<readonly Sample[]> {
  const body = { workspaceId: target.fixtures.workspaceId };
  const samples: Sample[] = [];
  for (let turn = 0; turn <= repetitions && !signal.aborted; turn += 1) {
    const ms = await timed(target, 'webBackendListConnectionsForWorkspace', body);
    if (turn > 0) samples.push({ size, ms }); // the first one warms up
  }
  return samples;
}

async function timed(
  target: OpenTarget,
  operation: 'webBackendGetConnection' | 'webBackendListConnectionsForWorkspace',
  body: object,
): Promise<number> {
  const { outcome, durationMs } = await target.send({ operation, body });
  if (!isAnswer(outcome) || outcome.status !== 200)
    throw new TargetUnusableError(
      `Cannot measure scaling: ${operation} was answered with ${isAnswer(outcome) ? outcome.status : outcome.reason}`,
    );
  return durationMs;
}
