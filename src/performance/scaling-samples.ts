/** Latencies at several sizes. Requests are sent one at a time: this is about size, not about load. */
import { defined } from '../json/defined.ts';
import type { Emit } from '../report/events.ts';
import { catalogOf } from '../target/catalog-of.ts';
import { TargetUnusableError, UnansweredError } from '../target/errors.ts';
import { isAnswer } from '../target/exchange.ts';
import type { OperationCall } from '../target/exchange.ts';
import type { OpenTarget } from '../target/open-target.ts';
import { makeConnection } from './make-connection.ts';

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

export interface Sampled {
  readonly samples: readonly Sample[];
  /** The first size of which a request was not answered, and how long it was waited for: larger ones are not tried. */
  readonly unanswered?: Sample;
  /** Sizes that were not measured, or not as often as planned, for want of time. */
  readonly left: readonly string[];
}

export interface Sampling {
  readonly target: OpenTarget;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  readonly phase: string;
  /** The law that is sampled. */
  readonly what: string;
  /** Whether the time is up: nothing more is measured then. */
  readonly isOver: () => boolean;
  /** Connections made so far, for all laws together: the list shows them. */
  readonly made: { connections: number };
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
export async function byStreams(sampling: Sampling): Promise<Sampled> {
  const { target, emit, phase, what } = sampling;
  const connections = new Map<number, string>();
  const samples: Sample[] = [];
  let unanswered: Sample | undefined;
  for (const size of streamCounts) {
    if (isAtEnd(sampling)) break;
    unanswered = await orUnanswered(size, async () => {
      connections.set(size, await make(sampling, size));
    });
    if (unanswered !== undefined) break;
  }
  // Sizes take turns, so that drift of the machine affects all of them alike; the first turn warms up.
  let turns = 0;
  for (; turns <= repetitions && !isAtEnd(sampling); turns += 1) {
    for (const [size, connectionId] of connections) {
      if (isAtEnd(sampling) || (unanswered !== undefined && size >= unanswered.size)) break;
      const silent = await orUnanswered(size, async () => {
        const ms = await timed(target, { operation: 'webBackendGetConnection', body: { connectionId } });
        if (turns > 0) samples.push({ size, ms });
      });
      if (silent === undefined) continue;
      unanswered = silent;
      await settled(sampling, connections.get(streamCounts[0]));
    }
    emit({ type: 'progress', phase, note: `${what}, turn ${turns} of ${repetitions}` });
  }
  return sampledOf(streamCounts, { samples, unanswered });
}

/** Lists of the same connections with larger and larger catalogs. */
export async function byCatalogs(sampling: Sampling): Promise<Sampled> {
  const { target, emit, phase } = sampling;
  const ids: string[] = [];
  const samples: Sample[] = [];
  let unanswered: Sample | undefined;
  for (const size of listedCatalogs) {
    unanswered = await orUnanswered(size, async () => {
      while (ids.length < listedConnections && !isAtEnd(sampling)) ids.push(await make(sampling, size));
      if (size !== listedCatalogs[0])
        for (const connectionId of ids) {
          if (isAtEnd(sampling)) return;
          const body = { connectionId, skipReset: true, syncCatalog: catalogOf(size) };
          await timed(target, { operation: 'webBackendUpdateConnection', body });
        }
      await listed(sampling, size, samples);
    });
    emit({ type: 'progress', phase, note: `lists of ${size} streams` });
    if (unanswered !== undefined || isAtEnd(sampling)) break;
  }
  return sampledOf(listedCatalogs, { samples, unanswered });
}

/** Lists of more and more connections. The workspace only grows: each size is measured before the next connections are made. */
export async function byConnections(sampling: Sampling): Promise<Sampled> {
  const { target, emit, phase, made } = sampling;
  const samples: Sample[] = [];
  // The list shows what was there before, too.
  let there = target.fixtures.existingConnectionIds.length + made.connections;
  const first = Math.max(leastListed, there);
  const sizes = furtherConnections.map((further) => first + further);
  let unanswered: Sample | undefined;
  for (const size of sizes) {
    unanswered = await orUnanswered(size, async () => {
      for (; there < size && !isAtEnd(sampling); there += 1) await make(sampling, 5);
      if (there === size) await listed(sampling, size, samples);
    });
    emit({ type: 'progress', phase, note: `${there} connections` });
    if (unanswered !== undefined || isAtEnd(sampling)) break;
  }
  return sampledOf(sizes, { samples, unanswered });
}

async function make({ target, made }: Sampling, streams: number): Promise<string> {
  const id = await makeConnection(target, streams);
  made.connections += 1;
  return id;
}

function isAtEnd({ signal, isOver }: Sampling): boolean {
  return signal.aborted || isOver();
}

async function listed(sampling: Sampling, size: number, samples: Sample[]): Promise<void> {
  const { target } = sampling;
  const body = { workspaceId: target.fixtures.workspaceId };
  for (let turn = 0; turn <= repetitions && !isAtEnd(sampling); turn += 1) {
    const ms = await timed(target, { operation: 'webBackendListConnectionsForWorkspace', body });
    if (turn > 0) samples.push({ size, ms }); // the first one warms up
  }
}

/** The size with how long it was waited for, when a request of it was not answered in time. */
async function orUnanswered(size: number, measure: () => Promise<void>): Promise<Sample | undefined> {
  try {
    await measure();
    return undefined;
  } catch (error) {
    if (!(error instanceof UnansweredError)) throw error;
    return { size, ms: error.waitedMs };
  }
}

/** Most servers finish what nobody waits for any more: smaller sizes are measured once the target is free again. */
async function settled({ target }: Sampling, connectionId: string | undefined): Promise<void> {
  for (let tried = 0; tried < 3; tried += 1) {
    const { outcome } = await target.send({ operation: 'webBackendGetConnection', body: { connectionId } });
    if (isAnswer(outcome)) return;
  }
}

function sampledOf(
  sizes: readonly number[],
  { samples, unanswered }: { readonly samples: readonly Sample[]; readonly unanswered: Sample | undefined },
): Sampled {
  const left = sizes
    .filter((size) => unanswered === undefined || size < unanswered.size)
    .map((size) => ({ size, taken: samples.filter((sample) => sample.size === size).length }))
    .filter(({ taken }) => taken < repetitions)
    .map(({ size, taken }) => `${size} (${taken} of ${repetitions})`);
  return { samples, left, ...defined({ unanswered }) };
}

/** @throws {UnansweredError | TargetUnusableError} */
async function timed(target: OpenTarget, call: OperationCall): Promise<number> {
  const { outcome, durationMs, latencyMs = durationMs } = await target.send(call);
  if (isAnswer(outcome) && outcome.status === 200) return latencyMs;
  const reason = `Cannot measure scaling: ${call.operation} was answered with ${isAnswer(outcome) ? outcome.status : outcome.reason}`;
  throw !isAnswer(outcome) && outcome.reason === 'timeout'
    ? new UnansweredError(reason, latencyMs)
    : new TargetUnusableError(reason);
}
