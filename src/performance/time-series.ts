/** Latency over time. */
import * as hdr from 'hdr-histogram-js';
import { StepsOverTime } from './steps-over-time.ts';

export class TimeSeries {
  readonly #steps = new StepsOverTime(emptyHistogram, (into, other) => into.add(other));

  add(atSeconds: number, ms: number): void {
    this.#steps.at(atSeconds).recordValue(Math.max(1, Math.round(ms * 1000)));
  }

  /** `[second, p50, p95]` in ms, from the first step on, rising. */
  points(): readonly (readonly [number, number, number])[] {
    return this.#steps
      .entries()
      .map(([second, histogram]) => [
        second,
        histogram.getValueAtPercentile(50) / 1000,
        histogram.getValueAtPercentile(95) / 1000,
      ]);
  }
}

/** Two digits, and only counts above zero: a quiet second takes a few hundred bytes. */
function emptyHistogram(): hdr.Histogram {
  return hdr.build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: 3_600_000_000,
    numberOfSignificantValueDigits: 2,
    bitBucketSize: 'packed',
    useWebAssembly: false,
  });
}
