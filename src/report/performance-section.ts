/** What the sections `load` and `baseline` of a report hold, as far as reporters show it. */

/** One operation under load; times in ms. */
export interface OperationLatency {
  readonly operation: string;
  /** `base` for the other side of a duet. */
  readonly arm?: string;
  readonly requests: number;
  readonly failed?: number;
  readonly perSecond?: number;
  readonly p50: number;
  readonly p90?: number;
  readonly p95: number;
  readonly p99: number;
  readonly max?: number;
  /** `[percentile, ms]`, rising. */
  readonly percentiles?: readonly (readonly [number, number])[];
  /** `[second, p50, p95]`, rising. */
  readonly series?: readonly (readonly number[])[];
}

export interface ThresholdResult {
  readonly metric: string;
  readonly expression: string;
  readonly ok: boolean;
}

/** One quantile of one operation against the baseline; `ratio` is candidate over base, with its interval. */
export interface Comparison {
  readonly operation: string;
  readonly quantile: string;
  readonly verdict: string;
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  readonly baseMs?: number;
  readonly candidateMs?: number;
}

export interface LoadSection {
  readonly type?: string;
  readonly latencies: readonly OperationLatency[];
  /** `pass`, or why not. */
  readonly verdict?: string;
  /** Why the run proves nothing. */
  readonly doubts?: readonly string[];
  /** Thresholds that did not hold, in words. */
  readonly crossed?: readonly string[];
  readonly thresholds?: readonly ThresholdResult[];
}

export interface BaselineSection {
  readonly verdict?: string;
  readonly comparisons: readonly Comparison[];
  readonly tolerance?: number;
}
