/** Compares the connections that were there before the run with what they are after it. */
import type { Finding } from '../../src/report/report.ts';
import { changedPlaces } from '../../src/target/digest.ts';
import { existingUntouched } from '../checks/existing-untouched.ts';
import { placeOf } from '../model/place.ts';
import { identityOf } from './finding-of.ts';
import { statusBy } from './known-findings.ts';
import type { KnownFinding } from './known-findings.ts';

type Digest = ReadonlyMap<string, string>;

/**
 * One finding for each place, whichever connections changed there, but where the run may have `refreshed` them; none when the target no longer answers, for then
 * nothing is known.
 */
export async function touchedFindings(
  before: Digest,
  digestExisting: () => Promise<Digest | undefined>,
  { known, refreshed = false }: { readonly known: readonly KnownFinding[]; readonly refreshed?: boolean },
): Promise<readonly Finding[]> {
  const after = await digestExisting();
  if (after === undefined) return [];
  const byPlace = new Map<string, string[]>();
  for (const [id, digest] of before) {
    for (const place of new Set(changedPlaces(digest, after.get(id) ?? 'get=gone', { refreshed }).map(placeOf)))
      byPlace.set(place, [...(byPlace.get(place) ?? []), id]);
  }
  return [...byPlace].map(([place, changed]) => findingOf(place, changed, { total: before.size, known }));
}

function findingOf(
  place: string,
  changed: readonly string[],
  { total, known }: { readonly total: number; readonly known: readonly KnownFinding[] },
): Finding {
  const operation = 'webBackendGetConnection';
  const signature = [existingUntouched.id, operation, place].filter((part) => part !== '').join(' ');
  return {
    ...identityOf(existingUntouched, signature),
    ...statusBy(known, signature),
    operation,
    title: `${changed.length} of ${total} connections that were there before the run ${happened(place)}`,
    reproduction: 'not-retried',
    expected: 'the same as before the run, unless somebody else has changed them meanwhile',
    received: `changed: ${changed.join(', ')}`,
    ...(place.startsWith('/') ? { pointer: place } : {}),
    steps: [],
    curl: [],
  };
}

function happened(place: string): string {
  if (place === 'gone') return 'are gone';
  if (place === 'unlisted') return 'are no longer listed';
  if (place === 'reset') return 'have lost the state of their syncs';
  return place === '' ? 'have changed' : `have changed at ${place}`;
}
