/** Experiments on size: the same request at sizes that double, all else alike. */
import { defined } from '../../src/json/defined.ts';
import { member } from '../../src/json/json.ts';
import { isAnswer } from '../../src/target/exchange.ts';
import type { Exchange } from '../../src/target/exchange.ts';
import { latencyOf, needsConnection } from './bench.ts';
import type { About, Bench } from './bench.ts';
import { controlOf, wasBusy } from './control.ts';
import type { GrowthThresholds } from './sample.ts';
import type { Confirmation } from './confirmation.ts';
import { sizeDemands, superlinearLaw } from './size-law.ts';
import type { Sized } from './size-law.ts';
import type { SizeKind, Suspicion } from './suspicions.ts';

type SizeSuspicion = Extract<Suspicion, { readonly kind: SizeKind }>;

const turns = 7;
/** Times the smallest size: the sizes double up to it. */
const ranges = { catalog: 16, connections: 8 } as const;
/** Lists of each size on the way up, and again on the way down: drift of the machine does not look like growth. */
const listsEachWay = 3;
/** A workspace that has many connections cannot be multiplied. */
const mostCreated = 60;

/** At most, in one experiment. */
export const requestsOfSizeLook = {
  streams: 6 + 2 * 5 * turns,
  fields: 6 + 2 * 5 * turns,
  connections: mostCreated + 2 + 2 * 7 * listsEachWay,
} as const;

interface Measured extends Sized {
  readonly controlMs: number;
  readonly exchange: Exchange;
}

/** Catalogs of more and more streams, or of one stream with more and more fields. */
export async function lookAtCatalogs(
  bench: Bench,
  { kind, operation, law }: SizeSuspicion,
  { largestMs }: GrowthThresholds,
): Promise<Confirmation | undefined> {
  const largest = Math.max(ranges.catalog / 2, Math.round(law.sizes.at(-1)?.size ?? 0));
  const sizes = [...new Set([16, 8, 4, 2, 1].map((part) => Math.max(1, Math.round(largest / part))))];
  const measure = await measuring(bench, operation);
  if (measure === undefined) return undefined;
  const ids = new Map<number, string>();
  for (const size of needsConnection(operation) ? sizes : []) {
    const id = await bench.create({ [kind]: size });
    if (id === undefined) break;
    ids.set(size, id);
  }
  const samples: Measured[] = [];
  let silentFrom = Number.POSITIVE_INFINITY;
  // Sizes take turns, up and down, so that drift and rhythms of the machine affect all of them alike.
  for (let turn = 0; turn < turns; turn += 1)
    for (const size of turn % 2 === 0 ? sizes : sizes.toReversed()) {
      const connectionId = ids.get(size);
      if (size >= silentFrom || (needsConnection(operation) && connectionId === undefined)) continue;
      const sample = await measure(size, { [kind]: size, ...defined({ connectionId }) });
      if (sample === undefined) continue;
      samples.push(sample);
      if (samples.filter((one) => one.size === size && one.isUnanswered === true).length > 1) silentFrom = size;
    }
  return confirmedLaw(kind, samples, largestMs);
}

export async function lookAtConnections(
  bench: Bench,
  { operation }: SizeSuspicion,
  { largestMs }: GrowthThresholds,
): Promise<Confirmation | undefined> {
  const measure = await measuring(bench, operation);
  const first = await bench.call(operation, {});
  const there = first === undefined ? 0 : listedIn(first);
  if (measure === undefined || there === 0 || there * (ranges.connections - 1) > mostCreated) return undefined;
  // The connection of the control is one of them.
  const own = bench.made();
  const samples: Measured[] = [];
  const measureAt = async (size: number): Promise<void> => {
    for (let turn = 0; turn < listsEachWay; turn += 1) {
      const sample = await measure(size, {});
      if (sample !== undefined) samples.push(sample);
      if (sample?.isUnanswered === true && turn > 0) return;
    }
  };
  const sizes = [1, 2, 4, ranges.connections].map((times) => there * times);
  for (const size of sizes) {
    const wanted = own + size - there;
    while (bench.made() < wanted) if ((await bench.create()) === undefined) break;
    if (bench.made() < wanted) break;
    await measureAt(size);
  }
  for (const size of sizes.slice(0, -1).toReversed()) {
    await bench.retireTo(own + size - there);
    await measureAt(size);
  }
  return confirmedLaw('connections', samples, largestMs);
}

/** Measures the operation, and its control right after. */
async function measuring(
  bench: Bench,
  operation: SizeSuspicion['operation'],
): Promise<((size: number, about: About) => Promise<Measured | undefined>) | undefined> {
  const connectionId = await bench.create();
  if (connectionId === undefined) return undefined;
  return async (size, about) => {
    const exchange = await bench.call(operation, about);
    const control = await bench.call(controlOf(operation), { connectionId });
    if (exchange === undefined || control === undefined) return undefined;
    const unanswered = isAnswer(exchange.outcome) ? {} : { isUnanswered: true as const };
    return { size, ms: latencyOf(exchange), controlMs: latencyOf(control), exchange, ...unanswered };
  };
}

function listedIn({ outcome }: Exchange): number {
  const connections = isAnswer(outcome) && outcome.json.ok ? member(outcome.json.value, 'connections') : undefined;
  return Array.isArray(connections) ? connections.length : 0;
}

function confirmedLaw(kind: SizeKind, samples: readonly Measured[], leastMs: number): Confirmation | undefined {
  const law = superlinearLaw(samples, { ...sizeDemands, leastMs });
  if (law === undefined) return undefined;
  const bySize = samples.toSorted((left, right) => left.size - right.size);
  const largest = bySize.at(-1)?.size;
  const controls = (isLargest: boolean): readonly number[] =>
    samples.filter(({ size }) => (size === largest) === isLargest).map(({ controlMs }) => controlMs);
  if (wasBusy(controls(true), controls(false))) return undefined;
  return { kind, law, exchanges: [bySize[0], bySize.at(-1)].flatMap((one) => one?.exchange ?? []) };
}
