/** Latency over time in a bounded number of steps: a long run gets wider steps, not more of them. */
import * as hdr from 'hdr-histogram-js';

const maxSteps = 600;

export class TimeSeries {
  #stepSeconds = 1;
  #steps = new Map<number, hdr.Histogram>();

  add(atSeconds: number, ms: number): void {
    const step = Math.floor(atSeconds / this.#stepSeconds);
    const histogram = this.#steps.get(step) ?? emptyHistogram();
    histogram.recordValue(Math.max(1, Math.round(ms * 1000)));
    this.#steps.set(step, histogram);
    if (this.#steps.size > maxSteps) this.#widen();
  }

  /** `[second, p50, p95]` in ms, from the first step on, rising. */
  points(): readonly (readonly [number, number, number])[] {
    const steps = [...this.#steps].toSorted(([left], [right]) => left - right);
    const first = steps[0]?.[0] ?? 0;
    return steps.map(([step, histogram]) => [
      (step - first) * this.#stepSeconds,
      histogram.getValueAtPercentile(50) / 1000,
      histogram.getValueAtPercentile(95) / 1000,
    ]);
  }

  #widen(): void {
    const wider = new Map<number, hdr.Histogram>();
    for (const [step, histogram] of this.#steps) {
      const other = wider.get(Math.floor(step / 2));
      if (other === undefined) wider.set(Math.floor(step / 2), histogram);
      else other.add(histogram);
    }
    this.#steps = wider;
    this.#stepSeconds *= 2;
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
