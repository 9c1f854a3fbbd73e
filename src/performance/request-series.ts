import { StepsOverTime } from './steps-over-time.ts';

/** Requests and failures over time. */
export class RequestSeries {
  readonly #steps = new StepsOverTime(
    () => ({ requests: 0, failed: 0 }),
    (into, other) => {
      into.requests += other.requests;
      into.failed += other.failed;
    },
  );

  /** One request that ended then; `failed` is 1 or 0. */
  add(atSeconds: number, failed: number): void {
    const step = this.#steps.at(atSeconds);
    step.requests += 1;
    step.failed += failed;
  }

  /** `[second, requests a second, failures a second]`, from the first step on, rising. */
  points(): readonly (readonly [number, number, number])[] {
    const { seconds } = this.#steps;
    return this.#steps
      .entries()
      .map(([second, { requests, failed }]) => [second, requests / seconds, failed / seconds]);
  }
}
