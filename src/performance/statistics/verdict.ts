/** From the log ratios of blocks to a verdict that may also be "I cannot know". */
import { medianAbsoluteDeviation, probit } from 'simple-statistics';
import { signedRankInterval } from './signed-rank.ts';
import type { Interval } from './signed-rank.ts';

export type PerformanceVerdict = 'regression' | 'pass' | 'improvement' | 'inconclusive' | 'invalid';

export interface Rule {
  /** A regression is slower by at least this much: 0.05 is 5 %. */
  readonly minEffect: number;
  /** A pass is certainly not slower than this: 0.1 is 10 %. */
  readonly tolerance: number;
  /** One-sided error of each statement over the whole family. */
  readonly alpha: number;
}

export interface Judged {
  readonly verdict: PerformanceVerdict;
  /** Candidate over base, with the interval of the look at which it was judged. */
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  readonly blocks: number;
  /** Smallest slow-down that this many blocks with this noise detect with a power of 80 %. */
  readonly minimumDetectable: number;
}

/** O'Brien and Fleming's bounds for four looks, one-sided 5 % in all: nearly nothing is spent early. */
const boundaries = [3.466, 2.451, 2.001, 1.733] as const;
export const looks = boundaries.length;

/** `look` counts from 1; the last one decides. `family` statements share alpha evenly. */
export function judge(
  logRatios: readonly number[],
  rule: Rule,
  { look, family }: { readonly look: number; readonly family: number },
): Judged {
  const spent = alphaAt(look, rule.alpha / family);
  const interval = signedRankInterval(logRatios, spent);
  return {
    ...describe(interval, rule),
    blocks: logRatios.length,
    minimumDetectable: minimumDetectable(logRatios, rule.alpha / family),
  };
}

/** The verdict of an interval of log ratios. */
export function describe(
  { estimate, low, high }: Interval,
  rule: Rule,
): Pick<Judged, 'verdict' | 'ratio' | 'low' | 'high'> {
  const shown = { ratio: Math.exp(estimate), low: Math.exp(low), high: Math.exp(high) };
  if (low > 0 && shown.ratio >= 1 + rule.minEffect) return { verdict: 'regression', ...shown };
  if (shown.high < 1) return { verdict: 'improvement', ...shown };
  return { verdict: shown.high < 1 + rule.tolerance ? 'pass' : 'inconclusive', ...shown };
}

/** The bounds are tabulated for 5 %; another alpha shifts them by the difference of the normal quantiles. */
function alphaAt(look: number, alpha: number): number {
  const tabulated = boundaries[look - 1] ?? boundaries[3];
  const z = tabulated * (probit(1 - alpha) / probit(0.95));
  return 1 - normal(z);
}

function normal(z: number): number {
  // Abramowitz and Stegun 7.1.26; the error is below 1.5e-7, far from mattering here.
  const t = 1 / (1 + 0.3275911 * (Math.abs(z) / Math.SQRT2));
  const series = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  const error = 1 - series * Math.exp(-(z * z) / 2);
  return z >= 0 ? 0.5 * (1 + error) : 0.5 * (1 - error);
}

/** At 80 % power, from the robust spread of the log ratios; the factor π/3 is the efficiency of ranks. `blocks` are those to come. */
export function minimumDetectable(logRatios: readonly number[], alpha: number, blocks = logRatios.length): number {
  if (logRatios.length < 5) return Number.POSITIVE_INFINITY;
  return Math.exp((detectionFactor(alpha) * spreadOf(logRatios)) / Math.sqrt(blocks)) - 1;
}

/** How many blocks detect a slow-down of `effect` with a power of 80 %. */
export function neededBlocks(logRatios: readonly number[], alpha: number, effect: number): number {
  return Math.ceil(((detectionFactor(alpha) * spreadOf(logRatios)) / Math.log(1 + effect)) ** 2);
}

/** Robust standard deviation: block ratios have outliers. */
export function spreadOf(logRatios: readonly number[]): number {
  return logRatios.length === 0 ? 0 : 1.4826 * medianAbsoluteDeviation([...logRatios]);
}

function detectionFactor(alpha: number): number {
  return (probit(1 - alpha) + probit(0.8)) * Math.sqrt(Math.PI / 3);
}
