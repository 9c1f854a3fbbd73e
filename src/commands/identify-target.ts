import { identifyRelease } from '../description/identify-release.ts';
import type { TargetRelease } from '../description/identify-release.ts';
import { lookAt } from '../description/look-at-target.ts';
import type { OpenTarget } from '../target/open-target.ts';
import type { Options } from './options/option-values.ts';
import { embeddedRelease, namedRelease } from './release.ts';

/** A smaller budget is for the run itself. */
const worthAsking = 20;

/** Which release a target is: what `--release` says, else what it tells or shows. @throws {UsageError} */
export async function identifyTarget(
  target: OpenTarget,
  { given, isEmbedded }: { readonly given: Options; readonly isEmbedded: boolean },
): Promise<TargetRelease> {
  const named = namedRelease(given);
  if (named !== undefined) return named;
  if (isEmbedded) return embeddedRelease;
  if (target.requestsLeft() < worthAsking)
    return { sureness: 'unknown', reason: 'the budget of requests leaves none to ask with' };
  return identifyRelease(lookAt(target));
}
