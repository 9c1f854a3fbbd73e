/** Generations of consumers: each is measured by the release that it came with. */
import { builtInReleases } from '../schemas/built-in-releases.ts';
import type { BuiltInRelease, BuiltInReleaseId } from '../schemas/built-in-releases.ts';
import type { Operation } from '../schemas/operations.ts';

export type Generation = BuiltInRelease['consumers'];

const releases: Readonly<Record<Generation, BuiltInReleaseId>> = { '2023': '0.44', '2.0': '2.0' };

/** Oldest first. */
export const generations = ['2023', '2.0'] as const satisfies readonly Generation[];

/** The release whose schemas the examples of a generation satisfy. */
export function releaseOf(generation: Generation): BuiltInReleaseId {
  return releases[generation];
}

/** The operations that the release of a generation has. */
export function operationsOf(generation: Generation): Readonly<Record<string, Operation>> {
  return builtInReleases[releases[generation]].description.operations;
}
