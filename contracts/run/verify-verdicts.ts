/** The verdicts of a verification: what decides about the exit code, in the order of their weight. */
import type { Finding, Verdict } from '../../src/report/report.ts';
import { reasonsOf } from './judge-interactions.ts';
import type { InteractionVerdict, Judged } from './judge-interactions.ts';
import type { Replayed } from './replay-pacts.ts';
import { counted } from '../../src/text/counted.ts';

export function verifyVerdicts(judged: readonly Judged[], findings: readonly Finding[]): readonly Verdict[] {
  const first = (verdict: InteractionVerdict): string | undefined => reasonsOf(judged, verdict)[0]?.reason;
  const verdicts: Verdict[] = [];
  const broken = judged.filter(({ verdict }) => verdict === 'broken');
  if (broken.length > 0) {
    const consumers = [...new Set(broken.map(({ result }) => result.consumer))];
    const title = findings[0]?.title ?? 'something that Pact alone says';
    // A title names its consumer, which a single one need not hear twice.
    const [own = ''] = consumers.length === 1 ? consumers : [];
    const first = title.replace(`${own} breaks: `, '');
    verdicts.push({
      code: 1,
      reason: `${counted(broken.length, 'interaction is', 'interactions are')} broken for ${consumers.join(' and ')}: ${first}; see the report for each`,
    });
  }
  const unreachable = first('unreachable');
  if (unreachable !== undefined)
    verdicts.push({
      code: 1,
      reason: `Not every provider state can be reached, so that the contract is not proved: ${unreachable}`,
    });
  const notPermitted = first('not-permitted');
  if (notPermitted !== undefined)
    verdicts.push({
      code: 6,
      reason: `Not everything was verified, because Airlock may not send it: ${notPermitted}; what may be sent is in docs/verify.md`,
    });
  const orphan = first('no-handler');
  if (orphan !== undefined)
    verdicts.push({
      code: 6,
      reason: `${orphan}; add a handler to contracts/states, or take the interaction out of the pact`,
    });
  if (judged.length === 0)
    verdicts.push({ code: 6, reason: 'Nothing was verified: the pacts hold no interaction to replay' });
  const binding = judged.filter(({ verdict }) => verdict !== 'pending');
  if (binding.length > 0 && binding.every(({ verdict }) => verdict === 'skipped'))
    verdicts.push({
      code: 6,
      reason: `Nothing was verified: ${first('skipped') ?? 'all interactions were skipped'}`,
    });
  return verdicts;
}

/**
 * Why the result is not what it seems to be: Pact leaves pacts out without failing, and counts what was skipped as
 * failed.
 */
export function doubtsOf(
  judged: readonly Judged[],
  { lost, leftOut, isPublished, declared }: Replayed & { readonly isPublished: boolean; readonly declared: number },
): readonly Verdict[] {
  const doubts: string[] = [];
  if (lost[0] !== undefined) doubts.push(`Not every pact could be loaded: ${lost[0]}`);
  else if (judged.length < declared)
    doubts.push(`Only ${judged.length} of ${declared} interactions in the pact files were replayed`);
  const unasked = reasonsOf(judged, 'skipped')[0] ?? leftOut[0];
  if (isPublished && unasked !== undefined)
    doubts.push(`The results were published as failed, because not everything was replayed: ${unasked.reason}`);
  return doubts.map((reason) => ({ code: 6, reason }));
}
