/** Generations of consumers: each is measured by the release that it came with. */
import { builtInReleases, releaseDayOf } from '../schemas/built-in-releases.ts';
import type { BuiltInRelease, BuiltInReleaseId } from '../schemas/built-in-releases.ts';
import type { Operation } from '../schemas/operations.ts';

export type Generation = BuiltInRelease['consumers'];

/** Oldest first. */
export const generations = ['2023', '2.0'] as const satisfies readonly Generation[];

const releases: Readonly<Record<Generation, BuiltInReleaseId>> = { '2023': '0.44', '2.0': '2.0' };

/** The release whose schemas the examples of a generation satisfy. */
export function releaseOf(generation: Generation): BuiltInReleaseId {
  return releases[generation];
}

/** The operations that the release of a generation has. */
export function operationsOf(generation: Generation): Readonly<Record<string, Operation>> {
  return builtInReleases[releases[generation]].description.operations;
}

/** What is known of a release, such as a `TargetRelease`. */
export interface KnownRelease {
  readonly version?: string;
  /** ISO day. */
  readonly day?: string;
}

/** The newest generation that is not newer than the release; that of 2023 where nothing is known. */
export function generationFor(release: KnownRelease = {}): Generation {
  return generations.findLast((generation) => isAtLeast(release, releases[generation])) ?? generations[0];
}

function isAtLeast({ version, day }: KnownRelease, id: BuiltInReleaseId): boolean {
  const [own, other] = [lineOf(version), lineOf(id)];
  if (own !== undefined && other !== undefined) return own >= other;
  return day !== undefined && day >= (releaseDayOf(id) ?? '');
}

/** `2.0.1` as a number that can be compared: major and minor. */
function lineOf(version = ''): number | undefined {
  const [, major, minor] = /^v?(\d{1,3})\.(\d+)(?:[.-]|$)/.exec(version) ?? [];
  return major === undefined || minor === undefined ? undefined : Number(major) * 10_000 + Number(minor);
}
