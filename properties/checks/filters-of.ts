/** What a list is filtered by: ids of sources and destinations; since 2025 a term, a state, a status, connectors and tags. */
import { isObject, listAt, member, textAt } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { idOf } from '../model/read-back.ts';

export interface ListFilter {
  readonly key: string;
  readonly wanted: unknown;
  /** Whether a listed item agrees with it, as far as the item tells. */
  readonly mayShow: (item: JsonObject) => boolean;
  /** Whether a connection that was read so must be listed. */
  readonly mustShow: (read: JsonObject) => boolean;
}

/** Those of a request that filter at all: a full list has none. */
export function filtersOf(body: unknown): readonly ListFilter[] {
  const newer = member(body, 'filters');
  return [
    ...byIds(body, 'sourceId', ({ source }) => [member(source, 'sourceId')]),
    ...byIds(body, 'destinationId', ({ destination }) => [member(destination, 'destinationId')]),
    ...bySearch(textAt(newer, 'searchTerm') ?? ''),
    ...byIds(newer, 'states', ({ status }) => [status]),
    ...byStatuses(listAt(newer, 'statuses')),
    ...byIds(newer, 'sourceDefinitionIds', ({ source }) => [member(source, 'sourceDefinitionId')]),
    ...byIds(newer, 'destinationDefinitionIds', ({ destination }) => [member(destination, 'destinationDefinitionId')]),
    ...byIds(newer, 'tagIds', (connection) => listAt(connection, 'tags').map((tag) => member(tag, 'tagId'))),
  ];
}

function byIds(
  filters: unknown,
  key: string,
  idsIn: (connection: JsonObject) => readonly unknown[],
): readonly ListFilter[] {
  const wanted = listAt(filters, key);
  const ids = new Set(wanted.map(idOf));
  const matches = (connection: JsonObject): boolean => idsIn(connection).some((id) => ids.has(idOf(id)));
  return wanted.length === 0 ? [] : [{ key, wanted, mayShow: matches, mustShow: matches }];
}

/** Only what every server takes for a match is one: servers differ on letters beyond ASCII, and on blanks around. */
function bySearch(term: string): readonly ListFilter[] {
  if (term.trim() === '') return [];
  if (term.trim() !== term || !/^[ -~]*$/.test(term))
    return [{ key: 'searchTerm', wanted: term, mayShow: () => true, mustShow: () => false }];
  return [
    {
      key: 'searchTerm',
      wanted: term,
      mayShow: (item) => JSON.stringify(textsOf(item)).toLowerCase().includes(asJson(term).toLowerCase()),
      mustShow: ({ name, source, destination }) =>
        [name, member(source, 'name'), member(destination, 'name')].some(
          (text) => typeof text === 'string' && text.includes(term),
        ),
    },
  ];
}

function asJson(term: string): string {
  return JSON.stringify(term).slice(1, -1);
}

/** Names of any kind, of tags and connectors too. */
function textsOf({ name, source, destination, tags }: JsonObject): unknown {
  return [name, source, destination, tags].map((one) => (isObject(one) ? { ...one, icon: undefined } : one));
}

/** Only contradictions count: a finished job that did not fail, or one that is still running. */
function byStatuses(wanted: readonly unknown[]): readonly ListFilter[] {
  if (wanted.length === 0) return [];
  const contradicts: Readonly<Record<string, readonly unknown[]>> = {
    healthy: ['failed'],
    failed: ['succeeded', 'running', 'pending'],
    running: ['succeeded', 'failed', 'cancelled'],
  };
  const excluded = wanted.length === 1 ? (contradicts[String(wanted[0])] ?? []) : [];
  return [
    {
      key: 'statuses',
      wanted,
      mayShow: ({ latestSyncJobStatus }) => !excluded.includes(latestSyncJobStatus),
      // Of a connection without jobs servers say different things.
      mustShow: () => false,
    },
  ];
}
