/** Records latencies in little memory: exact for short runs, an HDR histogram of three digits for long ones. */
import * as hdr from 'hdr-histogram-js';
import { quantile7 } from '../statistics/quantile.ts';

/** Up to this many values percentiles are exact, as k6 computes them; beyond, they are within 0.1 %. */
const exactUpTo = 10_000;
/** An hour in microseconds: longer than any request may take. */
const highestUs = 3_600_000_000;

export class LatencyRecord {
  readonly #histogram = hdr.build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: highestUs,
    numberOfSignificantValueDigits: 3,
    bitBucketSize: 'packed',
    useWebAssembly: false,
  });
  #exact: number[] | undefined = [];
  #sorted = true;
  max = 0;

  /** Milliseconds. */
  add(ms: number): void {
    this.#histogram.recordValue(Math.min(highestUs, Math.max(1, Math.round(ms * 1000))));
    this.max = Math.max(this.max, ms);
    this.#sorted = false;
    this.#exact?.push(ms);
    if ((this.#exact?.length ?? 0) > exactUpTo) this.#exact = undefined;
  }

  get count(): number {
    return this.#histogram.totalCount;
  }

  /** Milliseconds at a share of 0 to 1; 0 when nothing was recorded. */
  quantile(p: number): number {
    if (this.#exact === undefined) return this.#histogram.getValueAtPercentile(p * 100) / 1000;
    if (!this.#sorted) this.#exact.sort((left, right) => left - right);
    this.#sorted = true;
    return quantile7(this.#exact, p);
  }

  /** The histogram in microseconds, in HDR's own compressed form: it can be read and added up by other tools. */
  encoded(): string {
    return hdr.encodeIntoCompressedBase64(this.#histogram);
  }
}
