/** What one run measured, by operation and arm, from its raw points. */
import { LatencyRecord } from './latency-record.ts';
import type { Point } from './read-points.ts';
import { RequestSeries } from './request-series.ts';
import { TimeSeries } from './time-series.ts';

/** The single requests of one operation and arm: expected answers only, by the time at which they began. */
export interface Series {
  readonly operation: string;
  readonly arm: string;
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
  /** The same, measured from the time at which the request was due; absent when the run did not record it. */
  readonly fromIntendedStart?: { readonly p50: number; readonly p95: number; readonly p99: number };
  /** `[percentile, ms]`, up to the percentile that this many requests can show. */
  readonly percentiles: readonly (readonly [number, number])[];
  /** `[second, p50, p95]`; seconds since the start. */
  readonly series: readonly (readonly [number, number, number])[];
  /** `[second, requests a second, failures a second]`; seconds since the start. */
  readonly rates: readonly (readonly [number, number, number])[];
  /** HDR histogram in microseconds, V2 compressed, base64. */
  readonly histogram: string;
}

interface Part extends Series {
  readonly latency: LatencyRecord;
  readonly intended: LatencyRecord;
  readonly overTime: TimeSeries;
  readonly rates: RequestSeries;
}

export interface MeasurementOptions {
  /** Keeps every request, for comparisons by block; without it memory does not grow with the run. */
  readonly keepRequests?: boolean;
}

/** Collects the measured phase; the warm-up is left out. */
export class Measurements {
  readonly #parts = new Map<string, Part>();
  readonly #keepRequests: boolean;
  readonly lag = new LatencyRecord();
  dropped = 0;
  scriptErrors = 0;
  contractChecks = 0;
  contractViolations = 0;
  foreignAnswers = 0;
  /** Answers with `Retry-After`. */
  askedToWait = 0;
  iterations = 0;
  #startMs = Number.POSITIVE_INFINITY;

  constructor({ keepRequests = false }: MeasurementOptions = {}) {
    this.#keepRequests = keepRequests;
  }

  take(point: Point): void {
    const { metric, value, tags } = point;
    if (metric === 'dropped_iterations') this.dropped += value;
    else if (metric === 'script_errors') this.scriptErrors += value;
    else if (metric === 'contract_checks') this.contractChecks += value;
    else if (metric === 'contract_violations') this.contractViolations += value;
    else if (metric === 'foreign_answers') this.foreignAnswers += value;
    else if (metric === 'asked_to_wait') this.askedToWait += value;
    else if (metric === 'generator_lag') this.lag.add(value);
    else if (tags['phase'] !== 'measured') return;
    else if (metric === 'iterations') this.iterations += value;
    else this.#takeRequest(point);
  }

  #takeRequest({ metric, timeMs, value, tags }: Point): void {
    const part = this.#part(tags['operation'] ?? 'unknown', tags['arm'] ?? 'candidate');
    if (metric === 'from_intended_start') part.intended.add(value);
    else if (metric === 'http_req_failed') {
      part.requests += 1;
      part.failed += value;
      part.rates.add(timeMs / 1000, value);
    } else if (tags['expected_response'] === 'true') {
      // The time of a point is the end of its request; blocks go by the start.
      const startMs = timeMs - value;
      this.#startMs = Math.min(this.#startMs, startMs);
      part.latency.add(value);
      part.overTime.add(startMs / 1000, value);
      if (!this.#keepRequests) return;
      part.atSeconds.push(startMs / 1000);
      part.latencyMs.push(value);
    }
  }

  #part(operation: string, arm: string): Part {
    const key = `${operation} ${arm}`;
    const part = this.#parts.get(key) ?? {
      operation,
      arm,
      atSeconds: [],
      latencyMs: [],
      requests: 0,
      failed: 0,
      latency: new LatencyRecord(),
      intended: new LatencyRecord(),
      overTime: new TimeSeries(),
      rates: new RequestSeries(),
    };
    this.#parts.set(key, part);
    return part;
  }

  /** By operation and arm. */
  latencies(): readonly Latency[] {
    return [...this.#parts.values()]
      .map((part) => latencyOf(part))
      .toSorted((left, right) => (left.operation < right.operation ? 1 : -1));
  }

  /** The requests of one operation and arm; empty unless they were kept. */
  seriesOf(operation: string, arm: string): Series {
    return this.#part(operation, arm);
  }

  get requests(): number {
    return [...this.#parts.values()].reduce((sum, { requests }) => sum + requests, 0);
  }

  get failed(): number {
    return [...this.#parts.values()].reduce((sum, { failed }) => sum + failed, 0);
  }

  /** Seconds at which the measured phase began; `Infinity` without a request. */
  get startSeconds(): number {
    return this.#startMs / 1000;
  }
}

function latencyOf({ operation, arm, requests, failed, latency, intended, overTime, rates }: Part): Latency {
  return {
    operation,
    arm,
    requests,
    failed,
    p50: latency.quantile(0.5),
    p90: latency.quantile(0.9),
    p95: latency.quantile(0.95),
    p99: latency.quantile(0.99),
    max: latency.max,
    ...(intended.count === 0
      ? {}
      : {
          fromIntendedStart: {
            p50: intended.quantile(0.5),
            p95: intended.quantile(0.95),
            p99: intended.quantile(0.99),
          },
        }),
    percentiles: curveOf(latency),
    series: overTime.points(),
    rates: rates.points(),
    histogram: latency.encoded(),
  };
}

/** Percentiles up to the highest that this many requests can show. */
function curveOf(latency: LatencyRecord): Latency['percentiles'] {
  const last = 100 - 100 / Math.max(1, latency.count);
  const shown = [10, 25, 50, 75, 90, 95, 97.5, 99, 99.5, 99.9, 99.99, 99.999].filter((percentile) => percentile < last);
  return [
    ...shown.map((percentile) => [percentile, latency.quantile(percentile / 100)] as const),
    [last, latency.max] as const,
  ];
}
