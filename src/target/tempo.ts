/** What an answer costs on a target: how long each operation takes, and how much of the time the target was busy. */
import type { Call } from './exchange.ts';

type OperationName = Call['operation'];

/** Of what is known about earlier answers, kept with each further one: a server warms up. */
const memory = 0.8;

export class Tempo {
  readonly #latencies = new Map<OperationName, number>();
  readonly #takenMs = new Map<OperationName, number>();
  #meanMs: number | undefined;
  #inFlight = 0;
  #busyMs = 0;
  #busySince = 0;
  readonly #now: () => number;

  /** @param now milliseconds; `performance.now` unless told otherwise */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Notes that a request is sent; the returned function is called when its answer is complete, or given up. */
  sent(operation: OperationName): () => void {
    const at = this.#now();
    if (this.#inFlight === 0) this.#busySince = at;
    this.#inFlight += 1;
    return () => {
      const now = this.#now();
      this.#inFlight -= 1;
      if (this.#inFlight === 0) this.#busyMs += now - this.#busySince;
      this.#latencies.set(operation, smoothed(this.#latencies.get(operation), now - at));
      this.#meanMs = smoothed(this.#meanMs, now - at);
      this.#takenMs.set(operation, (this.#takenMs.get(operation) ?? 0) + now - at);
    };
  }

  /** How long an answer of the operation takes, in ms; the mean of all where it was not called; `undefined` before any answer. */
  latencyMs(operation: OperationName): number | undefined {
    return this.#latencies.get(operation) ?? this.#meanMs;
  }

  /** The part of the time of all answers together that those of the operation took. */
  shareOf(operation: OperationName): number {
    const whole = [...this.#takenMs.values()].reduce((sum, ms) => sum + ms, 0);
    return whole === 0 ? 0 : (this.#takenMs.get(operation) ?? 0) / whole;
  }

  /** How long at least one request was in flight so far, in ms. */
  busyMs(): number {
    return this.#busyMs + (this.#inFlight === 0 ? 0 : this.#now() - this.#busySince);
  }
}

function smoothed(before: number | undefined, now: number): number {
  return before === undefined ? now : before * memory + now * (1 - memory);
}
