import { isObject, member, textAt } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { canonical, idOf } from '../model/read-back.ts';
import type { Check, Observation, Violation } from './check.ts';
import { isList, isOwnList, listedConnections } from './listed-connections.ts';
import { show } from './show.ts';
import { violationIf } from './violation-if.ts';

export const listPages = {
  id: 'list-pages',
  law: 'A page holds no more than was asked for, and says so. num_connections counts all that match. Each connection is on exactly one of the pages that lead from the first to the last.',
  meaning: 'Whoever scrolls through the list never sees some of the connections, or sees some of them twice.',
  exceptions:
    'A connection that is made, changed or removed meanwhile may be on any number of pages. Pages may be followed by an empty one.',
  severity: 'high',
  needs: { operation: 'webBackendListConnectionsForWorkspace', member: 'pageSize' },
  inspect(now, { observations }) {
    const isAsked = isOwnList(now) && typeof member(now.body, 'pageSize') === 'number';
    return isAsked ? [...wrongSize(now), ...wrongPages(now, observations)] : undefined;
  },
} as const satisfies Check;

function wrongSize({ body, json }: Observation): readonly Violation[] {
  const asked = sizeIn(body);
  const { length } = listedConnections(json);
  const size = member(json, 'page_size');
  return [
    ...violationIf(length > asked, () => ({
      title: 'A page holds more than was asked for',
      expected: `at most ${asked}`,
      received: String(length),
      pointer: '/connections',
      kind: 'long',
    })),
    ...violationIf(typeof size === 'number' && size !== asked, () => ({
      title: 'A page says another size than was asked for',
      expected: String(asked),
      received: String(size),
      pointer: '/page_size',
      kind: 'size',
    })),
  ];
}

/** Where this list and an earlier one show everything, the pages between them must show the same. */
function wrongPages(now: Observation, past: readonly Observation[]): readonly Violation[] {
  if (!isComplete(now)) return [];
  const query = queryOf(now);
  const lists = past.filter((one) => isList(one) && one.step.group === undefined && queryOf(one) === query);
  const first = lists.findLastIndex(isComplete);
  const before = lists[first];
  const pages = lists.slice(first + 1);
  if (before === undefined) return [];
  const [earlier, later] = [itemsOf(before), itemsOf(now)];
  return [...wrongTotals([...lists.slice(first), now], earlier, later), ...wrongShares(pages, now, { earlier, later })];
}

type Items = ReadonlyMap<string, string>;

/** Counted and shown are two moments: only where nothing has moved since the first list does the number count. */
function wrongTotals(lists: readonly Observation[], earlier: Items, later: Items): readonly Violation[] {
  if (earlier.size !== later.size || ![...earlier].every(([id, place]) => later.get(id) === place)) return [];
  const wrong = lists
    .map(({ json }) => member(json, 'num_connections'))
    .find((total) => typeof total === 'number' && total !== later.size);
  return violationIf(wrong !== undefined, () => ({
    title: 'num_connections is not the number of connections that match',
    expected: String(later.size),
    received: show(wrong),
    pointer: '/num_connections',
    kind: 'total',
    mayBeOthers: true,
  }));
}

function wrongShares(
  pages: readonly Observation[],
  now: Observation,
  { earlier, later }: { readonly earlier: Items; readonly later: Items },
): readonly Violation[] {
  if (!isChain(pages)) return [];
  const isStable = (id: string): boolean => later.has(id) && later.get(id) === earlier.get(id);
  // A cursor that has moved leads elsewhere.
  if (!pages.every(({ body }) => member(body, 'cursor') === undefined || isStable(idOf(member(body, 'cursor')))))
    return [];
  const shown = pages.flatMap((page) => [...itemsOf(page).keys()]);
  const sortKey = textAt(now.body, 'sortKey')?.split('_')[0] ?? 'no key';
  const places = (title: string, ids: readonly string[], kind: string): readonly Violation[] =>
    violationIf(ids.length > 0, () => ({
      title: `${title}, by ${sortKey}`,
      expected: 'each connection on one page',
      received: `${ids.length} of ${later.size}: ${show(ids.slice(0, 3))}`,
      pointer: '/connections',
      kind: `${kind} ${sortKey}`,
      mayBeOthers: true,
    }));
  return [
    ...places(
      'Pages leave out connections that the whole list shows',
      [...later.keys()].filter((id) => isStable(id) && !shown.includes(id)),
      'lost',
    ),
    ...places(
      'Pages show connections twice',
      [...new Set(shown.filter((id, index) => isStable(id) && shown.indexOf(id) < index))],
      'repeated',
    ),
  ];
}

/** From the first page to one that is not full, each of which goes on where the one before it has ended. */
function isChain(pages: readonly Observation[]): boolean {
  const last = pages.at(-1);
  if (pages.length < 2 || last === undefined || listedConnections(last.json).length >= sizeIn(last.body)) return false;
  return pages.every(({ body }, index) => {
    const cursor = member(body, 'cursor');
    if (index === 0) return cursor === undefined;
    return idOf(cursor) === idOf(listedConnections(pages[index - 1]?.json).at(-1)?.['connectionId']);
  });
}

/** The first page, and not full. */
function isComplete({ body, json }: Observation): boolean {
  return member(body, 'cursor') === undefined && listedConnections(json).length < sizeIn(body);
}

function sizeIn(body: unknown): number {
  return Number(member(body, 'pageSize') ?? Number.NaN);
}

/** The request without what is about pages. */
function queryOf({ body }: Observation): string {
  if (!isObject(body)) return '';
  const { cursor: _cursor, pageSize: _size, ...query } = body;
  return JSON.stringify(canonical(query));
}

/** What decides on the place of an item, by its id. */
function itemsOf({ json }: Observation): Items {
  return new Map(listedConnections(json).map((item) => [idOf(item['connectionId']), placeOf(item)]));
}

function placeOf(item: JsonObject): string {
  const own = ['name', 'status', 'tags', 'latestSyncJobCreatedAt', 'latestSyncJobStatus'].map((key) => item[key]);
  return JSON.stringify([...own, member(item['source'], 'name'), member(item['destination'], 'name')]);
}
