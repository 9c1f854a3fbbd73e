/** Violations from the places at which two reads of a connection differ. */
import type { JsonObject } from '../../src/json/json.ts';
import { comparableRead, differences } from '../model/read-back.ts';
import type { Difference } from '../model/read-back.ts';
import type { Past, Violation } from './check.ts';
import { showDifference } from './show.ts';

/** Every place at which the second read differs from the first. What may move on its own is left out. */
export function readDifferences(before: JsonObject, after: JsonObject, past: Past): readonly Difference[] {
  return differences(comparableRead(before, past.declaredReadMembers), comparableRead(after, past.declaredReadMembers));
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
