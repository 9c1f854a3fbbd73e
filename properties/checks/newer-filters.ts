/** The filters that lists take since 2025: by a term, a state, a status, connectors and tags. */
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

/** Those that filter at all. */
export function newerFilters(filters: unknown): readonly ListFilter[] {
  const ids = (key: string, of: (connection: JsonObject) => readonly unknown[]): readonly ListFilter[] => {
    const wanted = new Set(listAt(filters, key).map(idOf));
    const matches = (connection: JsonObject): boolean => of(connection).some((id) => wanted.has(idOf(id)));
    return wanted.size === 0 ? [] : [{ key, wanted: [...wanted], mayShow: matches, mustShow: matches }];
  };
  return [
    ...bySearch(textAt(filters, 'searchTerm') ?? ''),
    ...ids('states', ({ status }) => [status]),
    ...byStatuses(listAt(filters, 'statuses')),
    ...ids('sourceDefinitionIds', ({ source }) => [member(source, 'sourceDefinitionId')]),
    ...ids('destinationDefinitionIds', ({ destination }) => [member(destination, 'destinationDefinitionId')]),
    ...ids('tagIds', (connection) => listAt(connection, 'tags').map((tag) => member(tag, 'tagId'))),
  ];
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
