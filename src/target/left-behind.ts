import { counted } from '../text/counted.ts';
import { removalPath } from './removal-paths.ts';

/** One line for what cleaning up could not remove: ids that are still listed, and `unknown: …` where nobody could look. */
export function leftBehind(left: readonly string[]): string {
  const unknown = left.find((each) => each.startsWith('unknown: '))?.slice('unknown: '.length);
  const ids = left.filter((each) => !each.startsWith('unknown: '));
  const way = `airlock cleanup --force deletes what is left, or an administrator does, by POST ${removalPath}`;
  if (unknown === undefined)
    return `${counted(ids.length, 'sandbox connection')} could not be deprecated by an update (${named(ids)}); ${way}`;
  // One of those may be what keeps the list from being answered.
  const known = ids.length === 0 ? '' : `; not known to be gone: ${named(ids)}; ${way}`;
  return `The sandbox could not be proved empty, because ${unknown}${known}`;
}

/** Enough to look at; the report has all. */
function named(ids: readonly string[]): string {
  const shown = ids.slice(0, 3).join(', ');
  return ids.length > 3 ? `${shown} and ${ids.length - 3} more` : shown;
}
