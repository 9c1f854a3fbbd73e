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
  /** `[second, requests a second, failures a second]`, rising. */
  readonly rates?: readonly (readonly number[])[];
}

export interface ThresholdResult {
  readonly metric: string;
  readonly expression: string;
  readonly ok: boolean;
  /** What the expression compares with its bound; absent where k6 kept no such value. */
  readonly measured?: number;
}

/** The sides of a comparison: an address, or a recording. */
export interface ComparedArms {
  readonly base: string;
  readonly candidate: string;
}

/** One quantile of one operation against the baseline; `ratio` is candidate over base, with its interval. */
export interface Comparison {
  readonly operation: string;
  readonly quantile: string;
  readonly verdict: string;
  readonly ratio: number;
  /** Absent where too little was measured for an interval, and 0 blocks where nothing was. */
  readonly low?: number;
  readonly high?: number;
  readonly blocks?: number;
  readonly baseMs?: number;
  readonly candidateMs?: number;
  /** Smallest slow-down that would have been seen four times out of five: 0.1 is 10 %. */
  readonly minimumDetectable?: number;
  readonly why?: string;
}

/** How latency grows with one size: `latency = a · size ^ exponent`, with the 95 % interval of the exponent. */
export interface ScalingLaw {
  readonly what: string;
  /** Absent where too little was measured to tell. */
  readonly exponent?: number;
  readonly low?: number;
  readonly high?: number;
  readonly unanswered?: { readonly size: number; readonly ms: number };
  /** Sizes that were not measured for want of time. */
  readonly left?: readonly string[];
}

/** The median of what was measured at each size, rising; times in ms. */
export interface ScalingCurve {
  readonly what: string;
  readonly points: readonly (readonly [size: number, ms: number])[];
}

/** One rate that the search for the breakpoint tried; p95 in ms. */
export interface CapacityProbe {
  /** Arrivals a second. */
  readonly rate: number;
  readonly held: boolean;
  readonly p95: number;
  readonly why: readonly string[];
  /** The probe says nothing about the target. */
  readonly invalid: boolean;
}
