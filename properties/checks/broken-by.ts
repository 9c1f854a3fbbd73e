/** What the oracle holds against an answer, by the law that demands it. */
import { memberAt } from '../model/laws.ts';
import type { Law } from '../model/laws.ts';
import type { Difference } from '../model/read-back.ts';
import type { Observation, Past, Violation } from './check.ts';
import { showDifference } from './show.ts';

/** Where the answer breaks the law; `undefined` where the law has nothing to say. */
export function brokenBy(law: Law, now: Observation, past: Past): readonly Difference[] | undefined {
  return past.judged(now)?.laws.get(law);
}

/** The violation for a difference. `titleOf` makes the title from the place. */
export function differing(
  difference: Difference,
  titleOf: (place: string) => string,
  more: Partial<Violation> = {},
): Violation {
  const { pointer } = difference;
  return { title: titleOf(pointer || 'everything'), ...showDifference(difference), pointer, ...more };
}

/** The top-level members that places are in. */
export function membersOf(places: readonly { readonly pointer?: string }[]): ReadonlySet<string> {
  return new Set(places.map(memberAt));
}
