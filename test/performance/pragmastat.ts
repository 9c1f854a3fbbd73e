/** The independent implementation that ours is compared with. */
import { center, Sample, shift } from 'pragmastat';

export const independent = {
  center: (values: readonly number[]): number => center(Sample.of([...values])).value,
  shift: (left: readonly number[], right: readonly number[]): number =>
    shift(Sample.of([...left]), Sample.of([...right])).value,
};
