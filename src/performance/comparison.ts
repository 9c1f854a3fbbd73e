/** One gated statement of a comparison. */
import type { Judged } from './statistics/verdict.ts';

export interface Comparison extends Judged {
  readonly operation: string;
  /** Such as `p95`. */
  readonly quantile: string;
  /** Pooled over all blocks, in ms, for display: the verdict rests on the blocks. */
  readonly baseMs?: number;
  readonly candidateMs?: number;
  /** Seconds of load that it took. */
  readonly seconds: number;
  readonly why?: string;
}

/** What a comparison can detect, known before it starts. */
export interface Expectations {
  readonly operation: string;
  readonly quantile: string;
  /** Smallest slow-down that is found with a power of 80 %: 0.1 is 10 %. */
  readonly detectable: number;
  /** Seconds for each operation that it takes to detect the tolerance. */
  readonly neededSeconds: number;
  /** The measured ratio of the base to itself: 1 when nothing favours a side. */
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
}

export function quantileName(p: number): string {
  return `p${p * 100}`;
}
