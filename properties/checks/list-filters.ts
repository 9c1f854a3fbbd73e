import { isObject, member } from '../../src/json/json.ts';
import { idOf } from '../model/read-back.ts';
import { isCertain, isLive } from '../model/worlds.ts';
import type { Check, Violation } from './check.ts';
import { isList, listedConnections, listedIds } from './listed-connections.ts';
import { newerFilters } from './newer-filters.ts';
import { show } from './show.ts';

export const listFilters = {
  id: 'list-filters',
  law: 'A filter with several ids matches any of them, and an item must match both filters. Every listed item matches, and every live connection of the case that matches is listed.',
  meaning: 'A filtered list shows what was not asked for, or hides what was.',
  exceptions:
    'An empty filter does not filter. Unknown ids match nothing. A search may look at more texts than the names. What is healthy is for the server to say.',
  severity: 'high',
  concerns: (now) => isList(now) && now.step.intent.kind === 'valid',
  inspect({ body, json, step }, past) {
    if (step.group !== undefined || !isObject(body)) return [];
    const sources = filterOf(body['sourceId']);
    const destinations = filterOf(body['destinationId']);
    const others = newerFilters(body['filters']);
    if (sources === undefined && destinations === undefined && others.length === 0) return [];
    const items = listedConnections(json);
    const strays = items.flatMap((item) => [
      ...strayFrom('sourceId', { filter: sources, sent: body['sourceId'], shown: member(item['source'], 'sourceId') }),
      ...strayFrom('destinationId', {
        filter: destinations,
        sent: body['destinationId'],
        shown: member(item['destination'], 'destinationId'),
      }),
      ...others
        .filter(({ mayShow }) => !mayShow(item))
        .map(({ key, wanted }) => ({
          title: `A list filtered by ${key} shows a connection that does not match`,
          expected: show(wanted),
          received: show(item),
          pointer: '/connections',
          kind: `stray-${key}`,
        })),
    ]);
    // A page shows only some of what matches.
    const total = member(json, 'num_connections');
    if (member(body, 'cursor') !== undefined || (typeof total === 'number' && total > items.length)) return strays;
    const listed = listedIds(json);
    const missing = past
      .connections()
      .filter(
        (known) =>
          isLive(known) &&
          idOf(known.read['sourceId']) === idOf(past.ids.sourceId) &&
          (others.length === 0 || isCertain(known, 'name', 'status', 'tags')) &&
          others.every(({ mustShow }) => mustShow(known.read)) &&
          sources?.has(idOf(known.read['sourceId'])) !== false &&
          destinations?.has(idOf(known.read['destinationId'])) !== false &&
          !listed.has(known.connectionId.toLowerCase()),
      )
      .map(({ connectionId }) => ({
        title: 'A filtered list misses a connection that matches',
        expected: connectionId,
        received: `${items.length} other items`,
        pointer: '/connections',
        kind: 'missing',
      }));
    return [...strays, ...missing];
  },
} as const satisfies Check;

function strayFrom(
  key: 'sourceId' | 'destinationId',
  {
    filter,
    sent,
    shown,
  }: { readonly filter?: ReadonlySet<string> | undefined; readonly sent: unknown; readonly shown: unknown },
): readonly Violation[] {
  return filter?.has(idOf(shown)) === false
    ? [
        {
          title: `A list filtered by ${key} shows a connection of another one`,
          expected: show(sent),
          received: show(shown),
          pointer: '/connections',
          kind: `stray-${key}`,
        },
      ]
    : [];
}

function filterOf(value: unknown): ReadonlySet<string> | undefined {
  return Array.isArray(value) && value.length > 0 ? new Set(value.map(idOf)) : undefined;
}
