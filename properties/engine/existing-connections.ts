/** Compares the connections that were there before the run with what they are after it. */
import type { Finding } from '../../src/report/report.ts';
import { existingUntouched } from '../checks/existing-untouched.ts';
import { acceptedBy } from './known-findings.ts';
import type { KnownFinding } from './known-findings.ts';
import { findingId } from './signature.ts';

type Digest = ReadonlyMap<string, string>;

/** One finding for all that changed; none when the target no longer answers, for then nothing is known. */
export async function touchedFindings(
  before: Digest,
  digestExisting: () => Promise<Digest | undefined>,
  { known }: { readonly known: readonly KnownFinding[] },
): Promise<readonly Finding[]> {
  const after = await digestExisting();
  if (after === undefined) return [];
  const changed = [...before].flatMap(([id, hash]) => (after.get(id) !== hash ? [id] : []));
  if (changed.length === 0) return [];
  const signature = `${existingUntouched.id} webBackendGetConnection`;
  const id = findingId(signature);
  const accepted = acceptedBy(known, signature, new Date().toISOString());
  return [
    {
      id,
      check: existingUntouched.id,
      operation: 'webBackendGetConnection',
      signature,
      title: `${changed.length} of ${before.size} connections that were there before the run have changed`,
      severity: existingUntouched.severity,
      status: accepted === undefined ? 'new' : 'known',
      ...(accepted === undefined ? {} : { explanation: accepted.reason }),
      reproduction: 'not-retried',
      expected: 'the same as before the run',
      received: `changed: ${changed.join(', ')}`,
      steps: [],
      curl: [],
      replay: `airlock replay ${id}`,
    },
  ];
}
