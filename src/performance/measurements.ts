/** What one run measured, by operation and arm, from its raw points. */
import { quantileSorted } from 'simple-statistics';
import type { Point } from './read-points.ts';

export interface Series {
  readonly operation: string;
  readonly arm: string;
  /** Expected answers only, in the order of their end: seconds since the first, and latency in ms. */
  readonly atSeconds: number[];
  readonly latencyMs: number[];
  requests: number;
  failed: number;
}

export interface Latency {
  readonly operation: string;
  readonly arm: string;
  readonly requests: number;
  readonly failed: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  /** Second since the start, median and 95th percentile in ms. */
  readonly series: readonly (readonly [number, number, number])[];
}

/** Collects the measured phase; the warm-up is left out. */
export class Measurements {
  readonly series = new Map<string, Series>();
  dropped = 0;
  scriptErrors = 0;
  contractViolations = 0;
  iterations = 0;
  readonly lagMs: number[] = [];
  readonly fromIntendedStartMs: number[] = [];
  #startMs = Number.POSITIVE_INFINITY;

  take({ metric, timeMs, value, tags }: Point): void {
    if (metric === 'dropped_iterations') this.dropped += value;
    else if (metric === 'script_errors') this.scriptErrors += value;
    else if (metric === 'contract_violations') this.contractViolations += value;
    else if (metric === 'generator_lag') this.lagMs.push(value);
    else if (metric === 'from_intended_start') this.fromIntendedStartMs.push(value);
    else if (tags['phase'] !== 'measured') return;
    else if (metric === 'iterations') this.iterations += value;
    else this.#takeRequest(metric, timeMs, value, tags);
  }

  #takeRequest(metric: string, timeMs: number, value: number, tags: Point['tags']): void {
    const operation = tags['operation'] ?? 'unknown';
    const arm = tags['arm'] ?? 'candidate';
    const key = `${operation} ${arm}`;
    const series = this.series.get(key) ?? { operation, arm, atSeconds: [], latencyMs: [], requests: 0, failed: 0 };
    this.series.set(key, series);
    if (metric === 'http_req_failed') {
      series.requests += 1;
      series.failed += value;
      return;
    }
    if (tags['expected_response'] !== 'true') return;
    this.#startMs = Math.min(this.#startMs, timeMs - value);
    // The point is stamped at the end of the request: blocks are by its start.
    series.atSeconds.push((timeMs - value) / 1000);
    series.latencyMs.push(value);
  }

  /** Percentiles by linear interpolation, as k6 has them. */
  latencies(): readonly Latency[] {
    return [...this.series.values()]
      .map((series) => latencyOf(series, this.#startMs / 1000))
      .toSorted((left, right) => (left.operation < right.operation ? 1 : -1));
  }

  /** Seconds at which the measured phase began; `Infinity` without a request. */
  get startSeconds(): number {
    return this.#startMs / 1000;
  }
}

function latencyOf({ operation, arm, atSeconds, latencyMs, requests, failed }: Series, startSeconds: number): Latency {
  const sorted = latencyMs.toSorted((left, right) => left - right);
  const quantile = (p: number): number => (sorted.length === 0 ? 0 : quantile7(sorted, p));
  return {
    operation,
    arm,
    requests,
    failed,
    p50: quantile(0.5),
    p90: quantile(0.9),
    p95: quantile(0.95),
    p99: quantile(0.99),
    max: sorted.at(-1) ?? 0,
    series: bySecond(atSeconds, latencyMs, startSeconds),
  };
}

/** Type 7: linear interpolation between the neighbours of (n − 1)·p, as k6 and most statistics programs do. */
export function quantile7(sorted: readonly number[], p: number): number {
  const position = (sorted.length - 1) * p;
  const low = sorted[Math.floor(position)] ?? 0;
  const high = sorted[Math.ceil(position)] ?? low;
  return low + (high - low) * (position - Math.floor(position));
}

function bySecond(
  atSeconds: readonly number[],
  latencyMs: readonly number[],
  startSeconds: number,
): readonly (readonly [number, number, number])[] {
  const blocks = new Map<number, number[]>();
  for (const [index, at] of atSeconds.entries()) {
    const second = Math.max(0, Math.floor(at - startSeconds));
    const block = blocks.get(second) ?? [];
    block.push(latencyMs[index] ?? 0);
    blocks.set(second, block);
  }
  return [...blocks]
    .toSorted(([left], [right]) => left - right)
    .map(([second, block]) => {
      const sorted = block.toSorted((left, right) => left - right);
      return [second, quantileSorted(sorted, 0.5), quantile7(sorted, 0.95)] as const;
    });
}
