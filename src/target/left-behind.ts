import { counted } from '../text/counted.ts';
import { removalPath } from './removal-paths.ts';

/** One line for what cleaning up could not remove: ids that are still listed, and `unknown: …` where nobody could look. */
export function leftBehind(left: readonly string[]): string {
  const unknown = left.find((each) => each.startsWith('unknown: '))?.slice('unknown: '.length);
  const ids = left.filter((each) => !each.startsWith('unknown: '));
  if (unknown === undefined)
    return `${counted(ids.length, 'sandbox connection')} could not be deprecated by an update; airlock cleanup --force deletes what is left, or an administrator does, by POST ${removalPath}`;
  const known = ids.length === 0 ? '' : `; ${ids.length} connections are left`;
  return `The sandbox could not be proved empty, because ${unknown}${known}`;
}
