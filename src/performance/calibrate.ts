/** Compares the base with itself first: this shows whether the bench is fair, and what it can detect. */
import type { Expectations } from './comparison.ts';
import { quantileName } from './comparison.ts';
import { gatedQuantiles, measureSlice } from './measure-slice.ts';
import type { GatedOperation, SliceOptions } from './measure-slice.ts';
import { signedRankInterval } from './statistics/signed-rank.ts';
import { minimumDetectable, neededBlocks } from './statistics/verdict.ts';
import type { Rule } from './statistics/verdict.ts';

export interface Calibration {
  readonly expectations: readonly Expectations[];
  /** Why the bench must not be used. */
  readonly bias?: string;
}

/** A fair bench is called biased in one of a hundred calibrations, whatever the number of statements. */
const biasAlpha = 0.01;

export interface CalibrationPlan {
  readonly operation: GatedOperation;
  readonly seconds: number;
  /** Seconds that the comparison may take. */
  readonly plannedSeconds: number;
  readonly rule: Rule;
  /** Gated statements of the whole comparison. */
  readonly family: number;
}

/** Loads the base as both arms. */
export async function calibrate(
  { operation, seconds, plannedSeconds, rule, family }: CalibrationPlan,
  options: SliceOptions,
): Promise<Calibration> {
  const slice = await measureSlice(operation, seconds, { ...options, target: options.base }, 0);
  const alpha = rule.alpha / family;
  const expectations = gatedQuantiles.map((p, index): Expectations => {
    const logRatios = slice.logRatios[index] ?? [];
    const { estimate, low, high } = signedRankInterval(logRatios, biasAlpha / family / 2);
    return {
      operation,
      quantile: quantileName(p),
      detectable: minimumDetectable(logRatios, alpha, plannedSeconds / slice.blockSeconds),
      neededSeconds: neededBlocks(logRatios, alpha, rule.tolerance) * slice.blockSeconds,
      ratio: Math.exp(estimate),
      low: Math.exp(low),
      high: Math.exp(high),
    };
  });
  const biased = expectations.find(({ low, high }) => low > 1 || high < 1);
  return {
    expectations,
    ...(biased === undefined
      ? {}
      : { bias: `the base against itself differs by ×${biased.ratio.toFixed(3)} at ${operation} ${biased.quantile}` }),
  };
}
