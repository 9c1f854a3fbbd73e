/** Random choices over fast-check's generator, for values whose distribution is given by figures from real data. */
import fc from 'fast-check';

/** Points of a distribution: share of the population at or below the value, in ascending order. */
export type Quantiles = readonly (readonly [share: number, value: number])[];
type Weighted<Value> = readonly (readonly [weight: number, value: Value])[];

/**
 * Turns a drawing function into an arbitrary. Shrinking looks at the value alone, never at how it was drawn, so a value
 * read from a file shrinks as well as a fresh one; and drawing costs a fraction of composed arbitraries.
 */
export function drawn<Value>(
  draw: (random: Draw) => Value,
  smaller: (value: Value) => Iterable<Value> = () => [],
): fc.Arbitrary<Value> {
  return new MadeArbitrary((random) => draw(new Draw(random)), smaller);
}

/** The values of another arbitrary, shrunk by what they are and not by how they came to be. */
export function shrunkBy<Value>(
  arbitrary: fc.Arbitrary<Value>,
  smaller: (value: Value) => Iterable<Value>,
): fc.Arbitrary<Value> {
  return new MadeArbitrary((random, biasFactor) => arbitrary.generate(random, biasFactor).value, smaller);
}

class MadeArbitrary<Value> extends fc.Arbitrary<Value> {
  readonly #make: (random: fc.Random, biasFactor: number | undefined) => Value;
  readonly #smaller: (value: Value) => Iterable<Value>;

  constructor(
    make: (random: fc.Random, biasFactor: number | undefined) => Value,
    smaller: (value: Value) => Iterable<Value>,
  ) {
    super();
    this.#make = make;
    this.#smaller = smaller;
  }

  override generate(random: fc.Random, biasFactor: number | undefined): fc.Value<Value> {
    return new fc.Value(this.#make(random, biasFactor), undefined);
  }

  override canShrinkWithoutContext(_value: unknown): _value is Value {
    return true;
  }

  override shrink(value: Value): fc.Stream<fc.Value<Value>> {
    return fc.stream(valuesOf(this.#smaller(value)));
  }
}

function* valuesOf<Value>(values: Iterable<Value>): Generator<fc.Value<Value>, void> {
  for (const value of values) yield new fc.Value(value, undefined);
}

/** A source of choices. The same seed makes the same choices. */
export class Draw {
  readonly #random: fc.Random;

  constructor(random: fc.Random) {
    this.#random = random;
  }

  /** Both ends included. */
  integer(min: number, max: number): number {
    return this.#random.nextInt(min, max);
  }

  chance(share: number): boolean {
    return this.#random.nextDouble() < share;
  }

  pick<Value>(values: readonly [Value, ...Value[]] | readonly Value[]): Value {
    const index = this.integer(0, values.length - 1);
    if (index < 0 || index >= values.length) throw new RangeError('Cannot pick: expected at least one value');
    return values[index] as Value; // within the bounds
  }

  weighted<Value>(choices: Weighted<Value>): Value {
    let left = this.#random.nextDouble() * choices.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, value] of choices) {
      left -= weight;
      if (left < 0) return value;
    }
    return this.pick(choices)[1];
  }

  /** Linear between the points; rounded. */
  quantile(points: Quantiles): number {
    const share = this.#random.nextDouble();
    let [lowShare, lowValue] = points[0] ?? [0, 0];
    if (share <= lowShare) return Math.round(lowValue);
    for (const [highShare, highValue] of points.slice(1)) {
      if (share <= highShare)
        return Math.round(lowValue + ((highValue - lowValue) * (share - lowShare)) / (highShare - lowShare));
      [lowShare, lowValue] = [highShare, highValue];
    }
    return Math.round(lowValue);
  }

  list<Value>(length: number, draw: (index: number) => Value): Value[] {
    return Array.from({ length }, (_, index) => draw(index));
  }

  /** Distinct values in their order; each is kept with the given share. */
  subset<Value>(values: readonly Value[], share = 0.5): Value[] {
    return values.filter(() => this.chance(share));
  }
}
