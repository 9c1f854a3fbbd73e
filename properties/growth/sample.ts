/** What one answer of a run says of the latency of its operation. */
import type { OperationId } from '../../schemas/operations.ts';

export interface Sample {
  readonly operation: OperationId;
  /** Of the request alone, in ms; where no answer came, how long it was waited for. */
  readonly ms: number;
  /** No answer came in time: it would have taken longer than `ms`. */
  readonly isUnanswered?: true;
  /** Monotonic, ms: when the request was sent. */
  readonly at: number;
  /** Of the catalog that was sent or shown. */
  readonly streams?: number;
  /** Of the widest stream of that catalog. */
  readonly fields?: number;
  /** That a list of all connections shows. */
  readonly connections?: number;
  /** Of request and answer together. */
  readonly bytes: number;
  /** That were answered before it, in the whole run. */
  readonly writes: number;
  /** Of the same operation, that were answered before it in the whole run. */
  readonly calls: number;
  /** As `calls`, about the same connection. */
  readonly turns?: number;
}

/** Below these no latency is worth a finding, however it grows. */
export interface GrowthThresholds {
  /** Of the largest size, in ms. */
  readonly largestMs: number;
  /** Of an answer that is slow now and then, in ms. */
  readonly slowMs: number;
  /** Between the first and the last quarter of a run, in ms. */
  readonly slowerMs: number;
}

/** A person notices a quarter of a second; half a second is an order of magnitude above what any operation should take. */
export const growthThresholds: GrowthThresholds = { largestMs: 250, slowMs: 500, slowerMs: 200 };
