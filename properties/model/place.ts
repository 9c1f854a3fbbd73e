/** Where in an answer something is, said so that one cause is one place. */
import { withoutPositions } from '../../schemas/without-positions.ts';

/**
 * The place of a pointer: the same in every item of a list, for everything inside a stream's schema, for the three members of a
 * schedule, and for every name that a run has made up.
 */
export function placeOf(pointer: string): string {
  return withoutPositions(pointer)
    .replace(/(\/jsonSchema)\/.*/, '$1')
    .replace(/^(\/connections\/\*)?\/schedule(Type|Data)?(\/.*)?$/, '$1/scheduleType')
    .replaceAll(/\/[^/]*(?:[0-9a-f]{8}-[0-9a-f]{4}-|airlock-)[^/]*/gi, '/*');
}
