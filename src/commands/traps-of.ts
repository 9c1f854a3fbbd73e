import { trapsAt } from '../../schemas/traps.ts';
import type { TrapId } from '../../schemas/traps.ts';
import type { TargetRelease } from '../description/identify-release.ts';

const none: ReadonlySet<TrapId> = new Set();

/**
 * What damages a target, by its release. One whose release is not known has all traps, unless it listens on the loopback interface and
 * nothing about it is Airbyte's.
 */
export function trapsOf(
  release: TargetRelease | undefined,
  { isLoopback }: { readonly isLoopback: boolean },
): ReadonlySet<TrapId> {
  if (release === undefined) return trapsAt(undefined);
  const { version, day, sureness, builtIn, isForeign = false } = release;
  if (version === 'reference' || (isForeign && isLoopback)) return none;
  // Nothing but its errors tells the age of a server of 2023: it may be older than 0.44.
  return trapsAt(sureness === 'fingerprint' && builtIn === '0.44' ? undefined : day);
}
