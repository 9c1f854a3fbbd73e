/** An experiment on what was done before: the very same request again and again, with writes or further calls of its own between. */
import { isAnswer } from '../../src/target/exchange.ts';
import type { Exchange } from '../../src/target/exchange.ts';
import { lowerQuartileOf, medianOf } from '../../src/statistics/quantile.ts';
import { latencyOf, waited } from './bench.ts';
import type { Bench } from './bench.ts';
import type { Confirmation } from './confirmation.ts';
import { controlOf } from './control.ts';
import type { GrowthThresholds } from './sample.ts';
import type { Suspicion } from './suspicions.ts';
import { certain, risingScore, slopeOf, timesFirst } from './trend.ts';
import type { Point } from './trend.ts';

type StepsSuspicion = Extract<Suspicion, { readonly kind: 'writes' | 'calls' }>;

/** Each part has twice the steps of the one before, so that what is certain soon does not take long. */
const parts = 3;
/** With steps in each; one block more before a pause, and one after it, which are compared. */
const blocksOfPart = 4;
const turns = { ofBlock: 3, aroundPause: 8 } as const;
/** Of the time that the part took. */
const pauseShare = 0.5;
/** In a pause: the operation itself where writes are the subject, else its control. */
const mostAskedInPause = 20;
/** Of what the run has shown for each step; half of it soon, or the rest is not worth its requests. */
const leastOfSlope = 0.5;
/** One in twenty: a control that takes a few milliseconds is a poor clock, and the others have to hold as well. */
const certainOfControl = 1.64;
/** In pauses it must rise less than this, as a share of the rise with steps: a machine that drifts rises on. */
const mostInPause = 0.6;

const mostSteps = { writes: 720, calls: 240 } as const;
const stepsOfMeasuring = parts * (blocksOfPart * turns.ofBlock + 2 * turns.aroundPause);

export function requestsOfStepsLook(suspicion: StepsSuspicion, thresholds: GrowthThresholds): number {
  return 1 + 2 * stepsOfMeasuring + stepsBetween(suspicion, thresholds) + parts * (blocksOfPart + mostAskedInPause);
}

export function msOfStepsLook(suspicion: StepsSuspicion, thresholds: GrowthThresholds): number {
  const { driver, firstMs, lastMs, msPerStep } = suspicion.trend;
  const steps = stepsBetween(suspicion, thresholds);
  const beganMs = driver === 'turns' ? firstMs : lastMs;
  const middleMs = beganMs + (msPerStep * (steps + stepsOfMeasuring)) / 2;
  return (1 + pauseShare) * middleMs * (stepsOfMeasuring + (driver === 'writes' ? 0 : steps));
}

/** Beside those that measure. */
function stepsBetween({ kind, trend }: StepsSuspicion, { slowerMs }: GrowthThresholds): number {
  const { driver, firstMs, lastMs, msPerStep } = trend;
  const riseMs = {
    // To three times the latency that the run ended with.
    writes: 2 * lastMs,
    // It goes on where the run ended, and each call takes long.
    calls: lastMs / 2,
    // It begins anew with a new connection.
    turns: 1.4 * Math.max(slowerMs, (timesFirst - 1) * firstMs),
  };
  const steps = Math.min(mostSteps[kind], riseMs[driver] / msPerStep) - (kind === 'calls' ? stepsOfMeasuring : 0);
  return Math.max(0, Math.ceil(steps));
}

function stepsOfBlock(part: number, steps: number): number {
  return Math.ceil((steps * 2 ** part) / (2 ** parts - 1) / blocksOfPart);
}

/**
 * It must go on getting slower as it did in the run, and only while there are steps, and more than another operation does. The
 * writes are updates: more connections would be more to list.
 */
export async function lookAtSteps(
  bench: Bench,
  suspicion: StepsSuspicion,
  thresholds: GrowthThresholds,
): Promise<Confirmation | undefined> {
  const { kind, operation, trend } = suspicion;
  const connectionId = await bench.create();
  if (connectionId === undefined) return undefined;
  const about = { connectionId };
  const driver = kind === 'writes' ? 'webBackendUpdateConnection' : operation;
  const control = controlOf(operation);
  const measured = async (times: number, further = 0): Promise<Block | undefined> => {
    const steps = bench.countOf(driver);
    const [all, controls]: [Exchange[], Exchange[]] = [[], []];
    for (let turn = 0; turn < times; turn += 1) {
      const exchange = await bench.call(operation, about);
      const beside = await bench.call(control, about);
      if (exchange === undefined || beside === undefined) return undefined;
      // Without an answer nobody knows how long it takes.
      if (!isAnswer(exchange.outcome) || !isAnswer(beside.outcome)) return undefined;
      all.push(exchange);
      controls.push(beside);
    }
    for (let step = 0; step < further; step += 1) {
      const exchange = await bench.call(driver, about);
      if (driver === operation && exchange !== undefined) all.push(exchange);
    }
    return { steps, all, ms: lowerQuartileOf(all.map(latencyOf)), controlMs: lowerQuartileOf(controls.map(latencyOf)) };
  };
  const steps = stepsBetween(suspicion, thresholds);
  const [blocks, pauses]: [Block[], Pause[]] = [[], []];
  for (let part = 0; part < parts; part += 1) {
    const began = performance.now();
    for (let block = 0; block <= blocksOfPart; block += 1) {
      const isLast = block === blocksOfPart;
      const one = await (isLast ? measured(turns.aroundPause) : measured(turns.ofBlock, stepsOfBlock(part, steps)));
      if (one === undefined) return undefined;
      blocks.push(one);
    }
    const tells = part > 0 || trend.driver === 'turns';
    if (tells && slopeOf(blocks) < (leastOfSlope / 2) * trend.msPerStep) return undefined;
    await pause(bench, pauseShare * (performance.now() - began), async () =>
      bench.call(kind === 'writes' ? operation : control, about),
    );
    const [first, before, after] = [blocks.at(-1 - blocksOfPart), blocks.at(-1), await measured(turns.aroundPause)];
    if (first === undefined || before === undefined || after === undefined) return undefined;
    pauses.push({ first, before, after });
    const confirmed = confirmedSteps({ suspicion, thresholds, blocks, pauses });
    if (confirmed !== undefined) return confirmed;
  }
  return undefined;
}

interface Block extends Point {
  readonly all: readonly Exchange[];
  readonly controlMs: number;
}

/** After a part, of which `first` is the first block and `before` the last. */
interface Pause {
  readonly first: Block;
  readonly before: Block;
  readonly after: Block;
}

async function pause(bench: Bench, ms: number, ask: () => Promise<unknown>): Promise<void> {
  const began = performance.now();
  for (let asked = 1; performance.now() < began + ms && bench.mayGoOn(); asked += 1) {
    await ask();
    await waited(Math.max(0, began + (asked * ms) / mostAskedInPause - performance.now()));
  }
}

function confirmedSteps({
  suspicion: { kind, trend },
  thresholds,
  blocks,
  pauses,
}: {
  readonly suspicion: StepsSuspicion;
  readonly thresholds: GrowthThresholds;
  readonly blocks: readonly Block[];
  readonly pauses: readonly Pause[];
}): Confirmation | undefined {
  const [first, last] = [blocks[0], blocks.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const [firstMs, lastMs] = [medianOf(first.all.map(latencyOf)), medianOf(last.all.map(latencyOf))];
  const slope = slopeOf(blocks);
  const isRising = risingScore(blocks) >= certain && risingScore(blocks.map(relativeToControl)) >= certainOfControl;
  const isAsInTheRun = slope >= leastOfSlope * trend.msPerStep;
  const isSlow = lastMs >= timesFirst * trend.firstMs && lastMs - trend.firstMs >= thresholds.slowerMs;
  if (!isRising || !isAsInTheRun || !isSlow || risesInPauses(pauses, slope)) return undefined;
  const exchanges = [...first.all.slice(0, 1), ...last.all.slice(-1)];
  return { kind, firstMs, lastMs, steps: last.steps - first.steps, exchanges };
}

function relativeToControl({ steps, ms, controlMs }: Block): Point {
  return { steps, ms: ms / Math.max(controlMs, 1e-3) };
}

/** As time alone would make it. */
function risesInPauses(pauses: readonly Pause[], slope: number): boolean {
  const sum = (of: (one: Pause) => number): number => pauses.reduce((total, one) => total + of(one), 0);
  const risen = sum(({ before, after }) => after.ms - before.ms - slope * (after.steps - before.steps));
  const byTime = sum(({ first, before }) => pauseShare * slope * (before.steps - first.steps));
  return risen >= mostInPause * byTime;
}
