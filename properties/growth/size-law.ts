/** Whether latency grows faster than the size: the slope on a logarithmic scale at the larger sizes, with its interval by resampling. */
import { generator } from '../../src/statistics/generator.ts';
import { logSlopeOf } from '../../src/statistics/log-slope.ts';
import { lowerQuartileOf, medianOf, quantileOf } from '../../src/statistics/quantile.ts';

export interface Sized {
  readonly size: number;
  readonly ms: number;
  readonly isUnanswered?: true;
}

export interface SizeLaw {
  /** Latency goes with the size to this power, at the larger sizes; with the ends of its 95 % interval. */
  readonly exponent: number;
  readonly low: number;
  readonly high: number;
  /** How many times as long the largest size takes as the line through the smaller ones foretells; the lower end of the interval. */
  readonly timesLinear: number;
  readonly sizes: readonly {
    readonly size: number;
    readonly repetitions: number;
    readonly medianMs: number;
    readonly isUnanswered: boolean;
  }[];
}

/** How sure it must be. */
interface LawDemands {
  /** At the largest size, in ms. */
  readonly leastMs: number;
  /** Largest over smallest size. */
  readonly leastRange: number;
  /** Latency of the largest size over what linear growth foretells. */
  readonly leastTimesLinear: number;
  /** One-sided, of the slope and of the distance from the line: 0.025 are the ends of the 95 % interval. */
  readonly alpha: number;
  /** Of each size; sizes with fewer are left out. */
  readonly leastRepetitions: number;
}

/** Of an experiment. */
export const sizeDemands = { leastRange: 8, leastTimesLinear: 2.5, leastRepetitions: 3, alpha: 0.025 } as const;

/** n log n stays below it at the sizes that are measured here. */
const linearUpTo = 1.4;
const leastSizes = 4;
/** A request that gets no answer takes long: two of a size are enough. */
const leastUnanswered = 2;
const resamples = 200;

/** The law, if it is certain that latency grows faster than the size; `undefined` otherwise. */
export function superlinearLaw(samples: readonly Sized[], demands: LawDemands): SizeLaw | undefined {
  const groups = groupsOf(samples, demands);
  const answered = groups.filter(({ isUnanswered }) => !isUnanswered);
  const laws = [lawOf(answered, demands)];
  // What got no answer took longer than it was waited for: as a value it makes the growth look slower than it is.
  if (answered.length < groups.length) laws.push(lawOf(groups, demands));
  return laws.findLast((law) => law !== undefined);
}

interface Group {
  readonly size: number;
  readonly ms: readonly number[];
  readonly isUnanswered: boolean;
}

/** Sizes within a quarter of an octave of each other are one. */
function groupsOf(samples: readonly Sized[], { leastRepetitions }: LawDemands): readonly Group[] {
  const bySize = Map.groupBy(
    samples.filter(({ size }) => size > 0),
    ({ size }) => Math.round(2 * Math.log2(size)),
  );
  return [...bySize.values()]
    .map((some) => ({
      size: medianOf(some.map(({ size }) => size)),
      ms: some.map(({ ms }) => ms),
      isUnanswered: some.filter(({ isUnanswered }) => isUnanswered === true).length * 2 >= some.length,
    }))
    .filter(({ ms, isUnanswered }) => ms.length >= (isUnanswered ? leastUnanswered : leastRepetitions))
    .toSorted((left, right) => left.size - right.size);
}

function lawOf(
  groups: readonly Group[],
  { leastMs, leastRange, leastTimesLinear, alpha }: LawDemands,
): SizeLaw | undefined {
  const [smallest] = groups;
  const largest = groups.at(-1);
  if (smallest === undefined || largest === undefined || groups.length < leastSizes) return undefined;
  if (largest.size < smallest.size * leastRange || lowerQuartileOf(largest.ms) < leastMs) return undefined;
  const estimate = fitted(groups.map(({ size, ms }) => ({ size, ms: lowerQuartileOf(ms) })));
  if (estimate.exponent <= linearUpTo || estimate.timesLinear < leastTimesLinear) return undefined;
  // The same samples give the same verdict.
  const random = generator(groups.length);
  const drawn = Array.from({ length: resamples }, () =>
    fitted(
      groups.map(({ size, ms }) => ({
        size,
        ms: lowerQuartileOf(ms.map(() => ms[Math.floor(random() * ms.length)] ?? 0)),
      })),
    ),
  );
  const slopes = drawn.map(({ exponent }) => exponent);
  const timesLinear = quantileOf(
    drawn.map((fit) => fit.timesLinear),
    alpha,
  );
  if (quantileOf(slopes, alpha) <= linearUpTo || timesLinear < leastTimesLinear) return undefined;
  return {
    exponent: estimate.exponent,
    low: quantileOf(slopes, 0.025),
    high: quantileOf(slopes, 0.975),
    timesLinear,
    sizes: groups.map(({ size, ms, isUnanswered }) => ({
      size,
      repetitions: ms.length,
      medianMs: medianOf(ms),
      isUnanswered,
    })),
  };
}

interface Point {
  readonly size: number;
  readonly ms: number;
}

function fitted(points: readonly Point[]): { readonly exponent: number; readonly timesLinear: number } {
  const half = halfOf(points);
  return {
    // A fixed cost, or a least time that an answer takes, can only make this smaller than what it hides.
    exponent: slopeOf(points.filter(({ size }, index) => size >= half || index >= points.length - 3)),
    timesLinear: timesLinearOf(points),
  };
}

/** The middle of the range, on a logarithmic scale. */
function halfOf(points: readonly Point[]): number {
  return Math.sqrt((points[0]?.size ?? 0) * (points.at(-1)?.size ?? 0));
}

function slopeOf(points: readonly Point[]): number {
  return logSlopeOf(points.map(({ size, ms }) => [size, Math.max(ms, 1e-3)]));
}

/** The line goes through the smaller half of the range. */
function timesLinearOf(points: readonly Point[]): number {
  const largest = points.at(-1);
  if (largest === undefined) return 0;
  const half = halfOf(points);
  return largest.ms / lineThrough(points.filter(({ size }, index) => index < 2 || size <= half))(largest.size);
}

/**
 * Least squares of the relative errors of a line that neither falls nor begins below 0: latencies of a millisecond and of a
 * minute count alike.
 */
function lineThrough(points: readonly Point[]): (size: number) => number {
  // Divided by ms the equations read base · u + factor · v = 1.
  const rows = points.map(({ size, ms }) => {
    const least = Math.max(ms, 1e-3);
    return { u: 1 / least, v: size / least };
  });
  const sum = (of: (row: { readonly u: number; readonly v: number }) => number): number =>
    rows.reduce((total, row) => total + of(row), 0);
  const [uu, uv, vv] = [sum(({ u }) => u * u), sum(({ u, v }) => u * v), sum(({ v }) => v * v)];
  const [u1, v1] = [sum(({ u }) => u), sum(({ v }) => v)];
  const determinant = uu * vv - uv * uv;
  const base = (u1 * vv - v1 * uv) / determinant;
  const factor = (v1 * uu - u1 * uv) / determinant;
  if (factor >= 0 && base >= 0) return (size) => base + factor * size;
  return factor < 0 ? () => u1 / uu : (size) => (v1 / vv) * size;
}
