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
  /** Smallest slow-down that would have been seen four times out of five: 0.1 is 10 %. */
  readonly minimumDetectable?: number;
  readonly why?: string;
}
