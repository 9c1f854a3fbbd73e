/** Violations from the places at which two reads of a connection differ. */
import type { JsonObject } from '../../src/json/json.ts';
import { comparableRead, differences } from '../model/read-back.ts';
import type { Difference } from '../model/read-back.ts';
import type { Past, Violation } from './check.ts';
import { showDifference } from './show.ts';

/** Every place at which the second read shows something else than the first; what may move on its own is left out. */
export function readDifferences(before: JsonObject, after: JsonObject, past: Past): readonly Difference[] {
  return differences(comparableRead(before, past.declaredReadMembers), comparableRead(after, past.declaredReadMembers));
}

/** A violation at the place, under a title that names it. */
export function differing(
  difference: Difference,
  titleOf: (place: string) => string,
  more: Partial<Violation> = {},
): Violation {
  const { pointer } = difference;
  return { title: titleOf(pointer || 'everything'), ...showDifference(difference), pointer, ...more };
}
