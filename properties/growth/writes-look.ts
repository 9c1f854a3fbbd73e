/** An experiment on writes: the very same request before, during and after a series of writes. */
import type { Exchange } from '../../src/target/exchange.ts';
import { latencyOf } from './bench.ts';
import type { Bench } from './bench.ts';
import { controlOf } from './control.ts';
import { lowerQuartileOf, medianOf } from '../../src/statistics/quantile.ts';
import type { GrowthThresholds } from './sample.ts';
import type { Confirmation } from './confirmation.ts';
import type { Suspicion } from './suspicions.ts';
import { certain, risingScore, slopeOf, slopeOfTime, timesFirst } from './trend.ts';
import type { Block, Trend } from './trend.ts';

/** Of the same request, without writes, with writes, and without them again. */
const blockCounts = { quiet: 5, writing: 12 } as const;
const turns = 3;
/** Writes enough for three times the latency that the run ended with. */
const timesLast = 2;
const mostWrites = 720;
/** Of what the run has shown for each write. */
const leastOfSlope = 0.5;
/** One in twenty: a control that takes a few milliseconds is a poor clock, and the others have to hold as well. */
const certainOfControl = 1.64;
/** Without writes it must rise less than this, as a share of the rise with writes: a machine that drifts rises on. */
const mostQuiet = 0.5;

export function requestsOfWritesLook(trend: Trend): number {
  return 2 * timesMeasured + blockCounts.writing * writesBetween(trend) + 1;
}

export function msOfWritesLook({ lastMs }: Trend): number {
  return timesMeasured * lastMs * (1 + timesLast / 2);
}

const timesMeasured = (2 * blockCounts.quiet + blockCounts.writing) * turns;

function writesBetween({ lastMs, msPerWrite }: Trend): number {
  return Math.ceil(Math.min(mostWrites, (timesLast * lastMs) / msPerWrite) / blockCounts.writing);
}

interface TimedBlock extends Block {
  /** Monotonic, ms. */
  readonly at: number;
  readonly controlMs: number;
}

/**
 * It must go on getting slower as it did in the run, and only while there are writes, and more than another operation does.
 * The writes are updates: more connections would be more to list.
 */
export async function lookAtWrites(
  bench: Bench,
  { operation, trend }: Extract<Suspicion, { readonly kind: 'writes' }>,
  { slowerMs }: GrowthThresholds,
): Promise<Confirmation | undefined> {
  const connectionId = await bench.create(1);
  if (connectionId === undefined) return undefined;
  const about = { connectionId, streams: 1 };
  const exchanges: Exchange[] = [];
  const measured = async (count: number, writes: number): Promise<readonly TimedBlock[] | undefined> => {
    const blocks: TimedBlock[] = [];
    for (let block = 0; block < count; block += 1) {
      const ms: number[] = [];
      const controls: number[] = [];
      for (let turn = 0; turn < turns; turn += 1) {
        const exchange = await bench.call(operation, about);
        const control = await bench.call(controlOf(operation), about);
        if (exchange === undefined || control === undefined) return undefined;
        exchanges.push(exchange);
        ms.push(latencyOf(exchange));
        controls.push(latencyOf(control));
      }
      blocks.push({
        writes: bench.writes,
        ms,
        at: exchanges.at(-1)?.endedAt ?? 0,
        controlMs: lowerQuartileOf(controls),
      });
      for (let write = 0; write < writes; write += 1) await bench.call('webBackendUpdateConnection', about);
    }
    return blocks;
  };
  const before = await measured(blockCounts.quiet, 0);
  const blocks = before === undefined ? undefined : await measured(blockCounts.writing, writesBetween(trend));
  const after = blocks === undefined ? undefined : await measured(blockCounts.quiet, 0);
  if (before === undefined || blocks === undefined || after === undefined) return undefined;
  const [first, last] = [blocks[0], blocks.at(-1)].map((block) => medianOf(block?.ms ?? []));
  if (first === undefined || last === undefined) return undefined;
  const isRising = risingScore(blocks) >= certain && risingScore(blocks.map(relativeToControl)) >= certainOfControl;
  const isAsInTheRun = slopeOf(blocks) >= leastOfSlope * trend.msPerWrite;
  const isStillSlow = last >= timesFirst * trend.firstMs && last - trend.firstMs >= slowerMs;
  const isByWrites = (slopeOfTime(before) + slopeOfTime(after)) / 2 < mostQuiet * slopeOfTime(blocks);
  if (!isRising || !isAsInTheRun || !isStillSlow || !isByWrites) return undefined;
  const writes = (blocks.at(-1)?.writes ?? 0) - (blocks[0]?.writes ?? 0);
  return {
    kind: 'writes',
    firstMs: first,
    lastMs: last,
    writes,
    exchanges: [exchanges[0], exchanges.at(-1)].flatMap((one) => one ?? []),
  };
}

function relativeToControl({ writes, ms, controlMs }: TimedBlock): Block {
  return { writes, ms: ms.map((one) => one / Math.max(controlMs, 1e-3)) };
}
