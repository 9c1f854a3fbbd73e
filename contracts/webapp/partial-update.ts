/** Updates that send one member: it comes back changed, and everything else as it was. */
import type { Interaction, Reads } from '../interaction.ts';
import { eachLike, equal, idFromState } from '../matchers.ts';
import { pinnedPlaces, speaksOf } from '../pinned-places.ts';
import { connectionRead, operation, stream } from './answers.ts';
import { operationReadsOf, readReads } from './reads.ts';

/** The connection of the provider state. */
export const connectionId = idFromState('connectionId');

/** A state in which everything is set that a careless update could reset. */
export const furnished = {
  name: 'a connection exists',
  params: {
    operations: 'normalization',
    schedule: 'basic',
    prefix: 'raw_',
    namespaceFormat: 'lake_x',
    catalog: 'users',
  },
} as const;

/** Of every update. */
export const updated = {
  consumer: 'airbyte-webapp',
  operation: 'webBackendUpdateConnection',
  status: 200,
  states: [furnished],
} as const;

/** Configuration of the operation that a furnished connection has. */
export const normalization = { operatorType: equal('normalization'), normalization: { option: equal('basic') } };
const normalizationReads = operationReadsOf('normalization');

/** What a partial update must have left alone. */
const untouched = {
  scheduleType: equal('basic'),
  scheduleData: { basicSchedule: { timeUnit: equal('hours'), units: equal(24) } },
  namespaceDefinition: equal('customformat'),
  namespaceFormat: equal('lake_x'),
  prefix: equal('raw_'),
  operations: eachLike(operation(normalization)),
  syncCatalog: { streams: eachLike({ stream: stream()['stream'], config: stream()['config'] }) },
};

/** Why a place is read that the update left out. */
export const kept = 'left out of the update and shown as before: absent means untouched (useConnectionHook.tsx)';
const untouchedReads: Reads = {
  ...readReads,
  ...normalizationReads,
  '/scheduleData/basicSchedule/timeUnit': kept,
  '/scheduleData/basicSchedule/units': kept,
  '/namespaceDefinition': kept,
  '/namespaceFormat': kept,
  '/prefix': kept,
  '/syncCatalog/streams/*/stream/**': kept,
  '/syncCatalog/streams/*/config/**': kept,
};

/** @param change members of the request; `answer` is what comes back otherwise, `reads` where the page uses it */
export function partialUpdate(
  description: string,
  change: Readonly<Record<string, unknown>>,
  answer: Readonly<Record<string, unknown>>,
  reads: Reads,
): Interaction {
  // A member that the answer sets to undefined is one that the update takes away.
  const response = connectionRead(
    Object.fromEntries(Object.entries({ ...untouched, ...answer }).filter(([, value]) => value !== undefined)),
  );
  const places = pinnedPlaces(response);
  const readKeys = Object.entries({ ...untouchedReads, ...reads });
  return {
    ...updated,
    description,
    request: { connectionId, ...change },
    response,
    reads: Object.fromEntries(readKeys.filter(([key]) => places.some((place) => speaksOf(key, place)))),
  };
}
