/** What samples of several sizes say of the growth of latency, a size that was never answered included. */
import type { Sample, Sampled } from './scaling-samples.ts';
import { fitExponent } from './statistics/fit-exponent.ts';
import type { PowerLaw } from './statistics/fit-exponent.ts';

/** With fewer repetitions of a size its resampling says nothing: a single one never varies. */
const leastRepetitions = 5;
const leastSizes = 3;

/** `undefined` when fewer than three sizes were measured often enough. */
export function scalingLaw({ samples, unanswered }: Pick<Sampled, 'samples' | 'unanswered'>): PowerLaw | undefined {
  const often = [...Map.groupBy(samples, ({ size }) => size).values()].filter(
    ({ length }) => length >= leastRepetitions,
  );
  if (often.length < leastSizes) return undefined;
  const law = fitExponent(often.flat());
  if (unanswered === undefined) return law;
  // It took longer than that: as a value it makes the growth look slower than it is, and counts where it is faster all the same.
  const withUnanswered = fitExponent([...often.flat(), ...repeated(unanswered)]);
  return withUnanswered.low > law.low ? withUnanswered : law;
}

function repeated(sample: Sample): readonly Sample[] {
  return Array.from({ length: leastRepetitions }, () => sample);
}
