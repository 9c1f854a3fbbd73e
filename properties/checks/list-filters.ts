import { isObject } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { idOf } from '../model/read-back.ts';
import { isCertain, isLive } from '../model/worlds.ts';
import type { Check, Observation, Past, Violation } from './check.ts';
import { filtersOf } from './filters-of.ts';
import type { ListFilter } from './filters-of.ts';
import { isFullList, isOwnList, isPage, itemOf, listedConnections, listedIds } from './listed-connections.ts';
import { show } from './show.ts';

export const listFilters = {
  id: 'list-filters',
  law: 'A filter with several ids matches any of them, and an item must match every filter. Every listed item matches. Every live connection of the case that matches is listed, and so is every other one that the full lists before and after show, unless the run made it.',
  meaning: 'A filtered list shows what was not asked for, or hides what was.',
  exceptions:
    'An empty filter does not filter. Unknown ids match nothing. A search may look at more texts than the names. What is healthy is for the server to say.',
  severity: 'high',
  inspect(now, past) {
    if (!isOwnList(now)) return undefined;
    if (isFullList(now)) return hiddenBetween(now, past);
    const filters = filtersOf(now.body);
    const strays = listedConnections(now.json).flatMap((item) =>
      filters.filter(({ mayShow }) => !mayShow(item)).map((filter) => strayOf(item, filter)),
    );
    return [...strays, ...missing(now, past)];
  },
} as const satisfies Check;

function strayOf(item: JsonObject, { key, wanted }: ListFilter): Violation {
  return {
    title: `A list filtered by ${key} shows a connection that does not match`,
    expected: show(wanted),
    received: show(item),
    pointer: '/connections',
    kind: `stray-${key}`,
  };
}

/** Connections of the case; other users may change theirs at any time. */
function missing(now: Observation, past: Past): readonly Violation[] {
  const filters = filtersOf(now.body);
  if (filters.length === 0 || isPage(now)) return [];
  const ofIds = filters.every(({ key }) => key === 'sourceId' || key === 'destinationId');
  return past
    .connections()
    .filter(
      (known) =>
        isLive(known) &&
        idOf(known.read['sourceId']) === idOf(past.target.fixtures.sourceId) &&
        (ofIds || isCertain(known, 'name', 'status', 'tags')) &&
        filters.every(({ mustShow }) => mustShow(known.read)) &&
        itemOf(now.json, known.connectionId) === undefined,
    )
    .map(({ connectionId }) => missed(connectionId, now, 'missing'));
}

/** Connections of others, where this full list and the one before show the same of them: they match as those lists show them. */
function hiddenBetween(now: Observation, past: Past): readonly Violation[] {
  const first = past.observations.findLastIndex(isFullList);
  const before = new Set(listedConnections(past.observations[first]?.json).map(filteredBy));
  const between = past.observations.slice(first + 1).filter((list) => isOwnList(list) && !isPage(list));
  if (between.length === 0) return [];
  // Other cases of the run delete theirs and make them active again, all between two lists.
  const unmoved = listedConnections(now.json).filter(
    (item) => !past.isOfRun(item['connectionId']) && before.has(filteredBy(item)),
  );
  return between.flatMap((list) => {
    const filters = filtersOf(list.body);
    const listed = listedIds(list.json);
    return unmoved
      .filter((item) => filters.every(({ mustShow }) => mustShow(item)) && !listed.has(idOf(item['connectionId'])))
      .map(({ connectionId }) => missed(connectionId, list, 'hidden'));
  });
}

/** What decides whether it matches. */
function filteredBy({ connectionId, name, status, tags, source, destination }: JsonObject): string {
  return JSON.stringify([connectionId, name, status, tags, source, destination]);
}

function missed(connectionId: unknown, { body, json }: Observation, kind: 'missing' | 'hidden'): Violation {
  return {
    title: 'A filtered list misses a connection that matches',
    expected: `${idOf(connectionId)} for ${show(isObject(body) ? { ...body, workspaceId: undefined } : body)}`,
    received: `${listedConnections(json).length} other items`,
    pointer: '/connections',
    kind,
    // One of others may be deprecated and taken back between the full lists.
    ...(kind === 'hidden' ? { mayBeOthers: true } : {}),
  };
}
