/** Whether an operation gets slower with every write of a run, or with every call of its own. */
import { medianOf } from '../../src/statistics/quantile.ts';
import type { Sample } from './sample.ts';
import { sizeClassOf } from './slow-mode.ts';

/** What makes it slower: writes, calls of its own, or those about one connection. */
export type Driver = 'writes' | 'calls' | 'turns';

export interface Trend {
  readonly driver: Driver;
  /** Medians of the answers with the fewest and with the most steps before them. */
  readonly firstMs: number;
  readonly lastMs: number;
  readonly msPerStep: number;
  readonly steps: number;
  readonly samples: number;
  /** In standard deviations. */
  readonly score: number;
}

/** A latency that was taken after so many steps. */
export interface Point {
  readonly steps: number;
  readonly ms: number;
}

/** A fixed cost hides part of it: without one a straight line from nothing has seven. */
export const timesFirst = 3;
/** One-sided, by the normal approximation: one in a thousand. */
export const certain = 3.1;

/** Of the rise that is worth a finding, what a run has to show: no connection gets many calls, and an experiment makes more of them. */
export const leastRise = 1 / 20;

const leastSamples = 40;
/** A burst of a busy machine makes neighbours slow together, which is less certain than the score says. */
const certainInRun = 5;
/** Of a run; more of them tell no more and cost time. */
const mostScored = 400;
/** Fewer of a size do not tell what is usual. */
const leastOfSize = 4;

/** What a run has to show, `last` being the part of the samples with the most steps. */
const demands = {
  writes: { leastSteps: 20, last: 1 / 4, rise: 1, times: timesFirst },
  calls: { leastSteps: 20, last: 1 / 4, rise: 1, times: timesFirst },
  // The medians of sizes that come with the most calls only hide part of it.
  turns: { leastSteps: 6, last: 1 / 8, rise: leastRise, times: 2 },
} as const satisfies Record<Driver, object>;

/** Of one operation, in any order; `slowerMs` is the rise that is worth a finding. */
export function trendOf(samples: readonly Sample[], driver: Driver, slowerMs: number): Trend | undefined {
  const { leastSteps, last, rise, times } = demands[driver];
  const relative = relativeToSize(samples, driver).toSorted((left, right) => left.steps - right.steps);
  const steps = (relative.at(-1)?.steps ?? 0) - (relative[0]?.steps ?? 0);
  if (relative.length < leastSamples || steps < leastSteps) return undefined;
  const usualMs = medianOf(samples.map(({ ms }) => ms));
  const few = middleOf(relative.slice(0, Math.floor(relative.length / 4)));
  const many = middleOf(relative.slice(-Math.floor(relative.length * last)));
  const [firstMs, lastMs] = [usualMs * few.ms, usualMs * many.ms];
  if (lastMs < times * firstMs || lastMs - firstMs < rise * slowerMs) return undefined;
  const each = Math.ceil(relative.length / mostScored);
  const score = risingScore(relative.filter((_, index) => index % each === 0));
  if (score < certainInRun) return undefined;
  const msPerStep = (lastMs - firstMs) / Math.max(1, many.steps - few.steps);
  return { driver, firstMs, lastMs, msPerStep, steps, samples: relative.length, score };
}

/** Latency over the median of its size: catalogs that come late in a run are no trend. */
function relativeToSize(samples: readonly Sample[], driver: Driver): readonly Point[] {
  return [...Map.groupBy(samples, sizeClassOf).values()]
    .filter(({ length }) => length >= leastOfSize)
    .flatMap((some) => {
      const usual = Math.max(medianOf(some.map(({ ms }) => ms)), 1e-3);
      return some.flatMap(({ [driver]: steps, ms }) => (steps === undefined ? [] : [{ steps, ms: ms / usual }]));
    });
}

function middleOf(points: readonly Point[]): Point {
  return { steps: medianOf(points.map(({ steps }) => steps)), ms: medianOf(points.map(({ ms }) => ms)) };
}

/** Mann and Kendall's test, in standard deviations: how certainly latency rises with the steps, of which several may be equal. */
export function risingScore(points: readonly Point[]): number {
  let score = 0;
  for (const [index, right] of points.entries())
    for (const left of points.slice(0, index)) score += Math.sign((right.steps - left.steps) * (right.ms - left.ms));
  const ties = [...Map.groupBy(points, ({ steps }) => steps).values()].map(({ length }) => varianceOf(length));
  return score / Math.sqrt(ties.reduce((variance, tied) => variance - tied, varianceOf(points.length)));
}

/** Of the score of so many points. */
function varianceOf(n: number): number {
  return (n * (n - 1) * (2 * n + 5)) / 18;
}

/** Theil and Sen's, in ms per step: the median slope of all pairs. */
export function slopeOf(points: readonly Point[]): number {
  const slopes = points.flatMap((right, index) =>
    points
      .slice(0, index)
      .filter(({ steps }) => steps !== right.steps)
      .map((left) => (right.ms - left.ms) / (right.steps - left.steps)),
  );
  return medianOf(slopes);
}
