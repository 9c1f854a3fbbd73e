/** Where in an answer something is, said so that one cause is one place. */
import { withoutPositions } from '../../schemas/without-positions.ts';

/** A schedule shows in three members of a connection. */
const schedule = /^(\/connections\/\*)?\/schedule(?:Type|Data)?(?:\/.*)?$/;

/**
 * The place of a pointer: the same in every item of a list, for everything inside a stream's schema, for the three members of a
 * schedule, and for every name that a run has made up.
 */
export function placeOf(pointer: string): string {
  return inAnyItem(pointer).replace(schedule, '$1/scheduleType');
}

/** The place of a rule of a schema: the members of a schedule have rules of their own, which the legacy one shares with the basic one. */
export function rulePlaceOf(pointer: string): string {
  return inAnyItem(pointer).replace(/^(\/connections\/\*)?\/schedule\//, '$1/scheduleData/basicSchedule/');
}

function inAnyItem(pointer: string): string {
  return withoutPositions(pointer)
    .replace(/(\/jsonSchema)\/.*/, '$1')
    .replaceAll(/\/[^/]*(?:[0-9a-f]{8}-[0-9a-f]{4}-|airlock-)[^/]*/gi, '/*');
}
