/** A controlled experiment for each suspicion: only what it shows as well is a finding. */
import { operations } from '../../schemas/operations.ts';
import type { OperationId } from '../../schemas/operations.ts';
import { member } from '../../src/json/json.ts';
import { isAnswer } from '../../src/target/exchange.ts';
import type { Exchange } from '../../src/target/exchange.ts';
import { Bench, latencyOf, needsConnection } from './bench.ts';
import type { Place } from './bench.ts';
import { medianOf } from './order-statistics.ts';
import type { GrowthThresholds } from './sample.ts';
import { superlinearLaw } from './size-law.ts';
import type { SizeLaw, Sized } from './size-law.ts';
import { slowFrom } from './slow-mode.ts';
import type { Suspicion } from './suspicions.ts';
import { risingScore, slopeOf, timesFirst } from './trend.ts';
import type { Block } from './trend.ts';

/** What the experiment showed, and the two exchanges between which it shows best. */
export type Confirmation = { readonly exchanges: readonly Exchange[] } & (
  | { readonly kind: 'streams' | 'connections'; readonly law: SizeLaw }
  | { readonly kind: 'writes'; readonly firstMs: number; readonly lastMs: number; readonly writes: number }
  | {
      readonly kind: 'now-and-then';
      readonly slow: number;
      readonly of: number;
      readonly slowMs: number;
      readonly medianMs: number;
    }
);

/** `undefined` when the experiment does not show it. `isCut` when there was no time, budget or consent to finish it. */
export interface Looked {
  readonly confirmed?: Confirmation;
  readonly isCut: boolean;
}

const demands = { leastRange: 8, leastTimesLinear: 2.5, leastRepetitions: 3, alpha: 0.025 } as const;
const turns = 5;
/** Times the smallest size: the sizes double up to it. */
const ranges = { streams: 16, connections: 8 } as const;
/** Lists of each size on the way up, and again on the way down: drift of the machine does not look like growth. */
const listsEachWay = 3;
/** A workspace that has many connections cannot be multiplied. */
const mostCreated = 60;
const mostRepeated = 200;
const leastSlow = 3;
const blockCount = 12;
const writesBetween = { updates: 12, creates: 2 } as const;
/** One-sided, in standard deviations: one in two hundred, after a suspicion of one in a thousand. */
const rising = 2.6;
/** Of what the run has shown for each write. */
const leastOfSlope = 0.4;

export async function secondLook(suspicion: Suspicion, thresholds: GrowthThresholds, place: Place): Promise<Looked> {
  const bench = new Bench(place);
  try {
    const confirmed = await lookers[suspicion.kind](bench, suspicion as never, thresholds); // each takes its own kind
    return { ...(confirmed === undefined ? {} : { confirmed }), isCut: !bench.mayGoOn() };
  } finally {
    await bench.retireTo(0);
  }
}

/** Requests that a look sends at most. */
export function requestsOfLook({ kind, ...suspicion }: Suspicion): number {
  if (kind === 'streams') return 5 * turns + 5;
  if (kind === 'connections') return mostCreated + 8 * listsEachWay;
  if (kind === 'writes') return blockCount * (turns + writesBetween.updates + writesBetween.creates) + 1;
  return 'mode' in suspicion ? repetitionsFor(suspicion.mode) + leastSlow + 6 : mostRepeated;
}

/** How long a look takes, in ms, by what the run has shown. */
export function msOfLook(suspicion: Suspicion): number {
  if ('law' in suspicion) return 2 * turns * (suspicion.law.sizes.at(-1)?.medianMs ?? 0);
  if ('trend' in suspicion) return 2 * requestsOfLook(suspicion) * suspicion.trend.lastMs;
  const { mode } = suspicion;
  return 2 * leastSlow * mode.slowMs + repetitionsFor(mode) * mode.medianMs;
}

/** Of one answer in n, eight are expected: three are then missed once in a hundred times. */
function repetitionsFor({ slow, of }: { readonly slow: number; readonly of: number }): number {
  return Math.min(mostRepeated, Math.ceil((8 * of) / slow));
}

const lookers = { streams: atStreams, connections: atConnections, writes: atWrites, 'now-and-then': atRepetitions };

type Of<Kind extends Suspicion['kind']> = Extract<Suspicion, { readonly kind: Kind | 'connections' }>;

async function atStreams(
  bench: Bench,
  { operation, law }: Of<'streams'>,
  { largestMs }: GrowthThresholds,
): Promise<Confirmation | undefined> {
  const largest = Math.max(ranges.streams / 2, Math.round(law.sizes.at(-1)?.size ?? 0));
  const sizes = [16, 8, 4, 2, 1].map((part) => Math.max(1, Math.round(largest / part)));
  const ids = new Map<number, string>();
  for (const size of needsConnection(operation) ? new Set(sizes) : []) {
    const id = await bench.create(size);
    if (id === undefined) break;
    ids.set(size, id);
  }
  const samples: (Sized & { readonly exchange: Exchange })[] = [];
  let silentFrom = Number.POSITIVE_INFINITY;
  // Sizes take turns, so that drift of the machine affects all of them alike.
  for (let turn = 0; turn < turns; turn += 1)
    for (const size of new Set(sizes)) {
      const connectionId = ids.get(size);
      if (size >= silentFrom || (needsConnection(operation) && connectionId === undefined)) continue;
      const sample = sampleOf(
        size,
        await bench.call(operation, { streams: size, ...(connectionId === undefined ? {} : { connectionId }) }),
      );
      if (sample === undefined) continue;
      samples.push(sample);
      if (samples.filter((one) => one.size === size && one.isUnanswered === true).length > 1) silentFrom = size;
    }
  return confirmedLaw('streams', samples, largestMs);
}

async function atConnections(
  bench: Bench,
  { operation }: Of<'connections'>,
  { largestMs }: GrowthThresholds,
): Promise<Confirmation | undefined> {
  const first = await bench.call(operation, { streams: 1 });
  const there = first === undefined ? 0 : listedIn(first);
  if (there === 0 || there * (ranges.connections - 1) > mostCreated) return undefined;
  const samples: (Sized & { readonly exchange: Exchange })[] = [];
  const measure = async (size: number): Promise<void> => {
    for (let turn = 0; turn < listsEachWay; turn += 1) {
      const sample = sampleOf(size, await bench.call(operation, { streams: 1 }));
      if (sample !== undefined) samples.push(sample);
      if (sample?.isUnanswered === true && turn > 0) return;
    }
  };
  const sizes = [1, 2, 4, ranges.connections].map((times) => there * times);
  for (const size of sizes) {
    while (bench.made() < size - there) if ((await bench.create(1)) === undefined) break;
    if (bench.made() < size - there) break;
    await measure(size);
  }
  for (const size of sizes.slice(0, -1).toReversed()) {
    await bench.retireTo(size - there);
    await measure(size);
  }
  return confirmedLaw('connections', samples, largestMs);
}

function listedIn({ outcome }: Exchange): number {
  const connections = isAnswer(outcome) && outcome.json.ok ? member(outcome.json.value, 'connections') : undefined;
  return Array.isArray(connections) ? connections.length : 0;
}

function sampleOf(size: number, exchange: Exchange | undefined): (Sized & { readonly exchange: Exchange }) | undefined {
  if (exchange === undefined) return undefined;
  const unanswered = isAnswer(exchange.outcome) ? {} : { isUnanswered: true as const };
  return { size, ms: latencyOf(exchange), exchange, ...unanswered };
}

function confirmedLaw(
  kind: 'streams' | 'connections',
  samples: readonly (Sized & { readonly exchange: Exchange })[],
  leastMs: number,
): Confirmation | undefined {
  const law = superlinearLaw(samples, { ...demands, leastMs });
  if (law === undefined) return undefined;
  const bySize = samples.toSorted((left, right) => left.size - right.size);
  return { kind, law, exchanges: [bySize[0], bySize.at(-1)].flatMap((one) => one?.exchange ?? []) };
}

/** The very same request again and again, with writes between: it must go on getting slower as it did in the run. */
async function atWrites(
  bench: Bench,
  { operation, trend }: Of<'writes'> & { readonly kind: 'writes' },
  { slowerMs }: GrowthThresholds,
): Promise<Confirmation | undefined> {
  const connectionId = await bench.create(1);
  if (connectionId === undefined) return undefined;
  const about = { connectionId, streams: 1 };
  const blocks: Block[] = [];
  const exchanges: Exchange[] = [];
  for (let block = 0; block < blockCount; block += 1) {
    const before = bench.writes;
    const ms: number[] = [];
    for (let turn = 0; turn < turns; turn += 1) {
      const exchange = await bench.call(operation, about);
      if (exchange === undefined) return undefined;
      exchanges.push(exchange);
      ms.push(latencyOf(exchange));
    }
    blocks.push({ writes: (before + bench.writes) / 2, ms });
    // What is looked at may be a write itself.
    const updates = operations[operation].writes ? 0 : writesBetween.updates;
    for (let write = 0; write < updates; write += 1) await bench.call('webBackendUpdateConnection', about);
    for (let write = 0; write < writesBetween.creates; write += 1) await bench.create(1);
  }
  const [first, last] = [blocks[0], blocks.at(-1)].map((block) => medianOf(block?.ms ?? []));
  if (first === undefined || last === undefined || risingScore(blocks) < rising) return undefined;
  const isAsInTheRun = slopeOf(blocks) >= leastOfSlope * trend.msPerWrite;
  const isStillSlow = last >= timesFirst * trend.firstMs && last - trend.firstMs >= slowerMs;
  if (!isAsInTheRun || !isStillSlow) return undefined;
  const writes = (blocks.at(-1)?.writes ?? 0) - (blocks[0]?.writes ?? 0);
  return {
    kind: 'writes',
    firstMs: first,
    lastMs: last,
    writes,
    exchanges: [exchanges[0], exchanges.at(-1)].flatMap((one) => one ?? []),
  };
}

/**
 * The very same request again and again. When an answer is late another operation is asked: only if that one is answered
 * while the late one is still waited for, the server as a whole did not pause.
 */
async function atRepetitions(
  bench: Bench,
  { operation, mode }: Of<'now-and-then'> & { readonly kind: 'now-and-then' },
  { slowMs }: GrowthThresholds,
): Promise<Confirmation | undefined> {
  const connectionId = needsConnection(operation) ? await bench.create(1) : undefined;
  if (needsConnection(operation) && connectionId === undefined) return undefined;
  const about = { streams: 1, ...(connectionId === undefined ? {} : { connectionId }) };
  const other: OperationId =
    operation === 'webBackendGetWorkspaceState'
      ? 'webBackendListConnectionsForWorkspace'
      : 'webBackendGetWorkspaceState';
  const latencies: number[] = [];
  const alone: Exchange[] = [];
  let quick: Exchange | undefined;
  let wasSlow = false;
  for (let sent = 0; sent < repetitionsFor(mode) && alone.length < leastSlow; sent += 1) {
    const pending = bench.call(operation, about);
    const isLate = await Promise.race([pending.then(() => false), after(slowMs / 2)]);
    const meanwhile = isLate ? await bench.call(other, { streams: 1 }) : undefined;
    const exchange = await pending;
    if (exchange === undefined) return undefined;
    const ms = latencyOf(exchange);
    latencies.push(ms);
    const isSlow = ms >= slowFrom(medianOf(latencies), slowMs);
    // After a pause the one that has more to do is answered later as well, by about as much as it usually takes.
    const isServerFree =
      meanwhile !== undefined &&
      isAnswer(meanwhile.outcome) &&
      leadOf(meanwhile, exchange) >= Math.max(slowMs / 4, ms / 3);
    if (isSlow && isServerFree && !wasSlow) alone.push(exchange);
    if (!isSlow) quick = exchange;
    wasSlow = isSlow;
  }
  if (alone.length < leastSlow || quick === undefined) return undefined;
  const medianMs = medianOf(latencies);
  return {
    kind: 'now-and-then',
    slow: alone.length,
    of: latencies.length,
    slowMs: medianOf(alone.map(latencyOf)),
    medianMs,
    exchanges: [quick, ...alone.slice(-1)],
  };
}

/** How long before the late one the other was answered, in ms. */
function leadOf({ endedAt: other = 0 }: Exchange, { endedAt: late = 0 }: Exchange): number {
  return late - other;
}

function after(ms: number): Promise<true> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(true), ms).unref?.();
  });
}
