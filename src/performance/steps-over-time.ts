const maxSteps = 600;

/** Values over time in a bounded number of steps: a long run gets wider steps, not more of them. */
export class StepsOverTime<Value> {
  readonly #empty: () => Value;
  readonly #join: (into: Value, other: Value) => void;
  #steps = new Map<number, Value>();
  /** Width of a step. */
  seconds = 1;

  constructor(empty: () => Value, join: (into: Value, other: Value) => void) {
    this.#empty = empty;
    this.#join = join;
  }

  /** The value of the step at that time, to be changed in place. */
  at(atSeconds: number): Value {
    const step = Math.floor(atSeconds / this.seconds);
    const known = this.#steps.get(step);
    if (known !== undefined) return known;
    const fresh = this.#empty();
    this.#steps.set(step, fresh);
    if (this.#steps.size <= maxSteps) return fresh;
    this.#widen();
    return this.at(atSeconds);
  }

  /** Seconds since the first step, and its value, rising. */
  entries(): readonly (readonly [number, Value])[] {
    const steps = [...this.#steps].toSorted(([left], [right]) => left - right);
    const first = steps[0]?.[0] ?? 0;
    return steps.map(([step, value]) => [(step - first) * this.seconds, value]);
  }

  #widen(): void {
    const wider = new Map<number, Value>();
    for (const [step, value] of this.#steps) {
      const other = wider.get(Math.floor(step / 2));
      if (other === undefined) wider.set(Math.floor(step / 2), value);
      else this.#join(other, value);
    }
    this.#steps = wider;
    this.seconds *= 2;
  }
}
