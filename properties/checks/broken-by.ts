/** What the oracle holds against an answer, by the law that demands it. */
import { memberAt } from '../model/laws.ts';
import type { Law } from '../model/laws.ts';
import type { Difference } from '../model/read-back.ts';
import type { Observation, Past, Violation } from './check.ts';
import { showDifference } from './show.ts';

/** Where the answer breaks the law; nowhere where the law has nothing to say. */
export function brokenBy(law: Law, now: Observation, past: Past): readonly Difference[] {
  return past.judged(now)?.laws.get(law) ?? [];
}

/** Whether the law has something to say. */
export function asks(law: Law): (now: Observation, past: Past) => boolean {
  return (now, past) => past.judged(now)?.laws.has(law) === true;
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
