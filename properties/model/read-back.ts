/**
 * What two reads of a connection must agree on. One place for every latitude: what conforming servers may answer differently is
 * normalised away here, and nowhere else.
 */
import { WebBackendConnectionRead } from '../../schemas/connection.ts';
import { under } from '../../src/json/pointer.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { isEqualJson, isObject, listAt, member } from '../../src/json/json.ts';
import { placeOf } from './place.ts';
import { isSelected } from './streams-shown.ts';

/** A read in comparable form: members that may move are gone, lists without an order are sorted. */
export type Comparable = JsonObject;

/** Members that are compared. Those of 2024 and later no update changes unless it names them. */
export const declared: ReadonlySet<string> = new Set([
  ...Object.keys(WebBackendConnectionRead.properties),
  'tags',
  'backfillPreference',
  'destinationCatalogId',
  'dataplaneGroupId',
]);

/** Job members move on their own; `catalogDiff` belongs to one answer; the order of operation ids is free. */
const leftOut = new Set(['isSyncing', 'latestSyncJobCreatedAt', 'latestSyncJobStatus', 'catalogDiff', 'operationIds']);

/** Brings a `WebBackendConnectionRead` into comparable form; additional members of the server's own are left out. */
export function comparableRead(read: JsonObject): Comparable {
  const known = comparables.get(read);
  if (known !== undefined) return known;
  const comparable = comparableOf(read);
  comparables.set(read, comparable);
  return comparable;
}

/** A dozen checks compare the same answers, which nobody changes. */
const comparables = new WeakMap<JsonObject, Comparable>();

function comparableOf(read: JsonObject): Comparable {
  return Object.fromEntries(
    Object.entries(read)
      .filter(([key, value]) => declared.has(key) && !leftOut.has(key) && !isUnset(key, value))
      // It compares catalog ids: anybody's discovery of the source moves it on connections that have one.
      .filter(([key]) => key !== 'schemaChange' || read['catalogId'] === undefined)
      .map(([key, value]) => [key, comparableMember(key, value)]),
  );
}

/** Texts and requirements that are empty may be omitted or shown. */
const omittable = new Set(['prefix', 'namespaceFormat', 'resourceRequirements']);

/** Whether a read that lacks the member says the same. */
export function isUnset(key: string, value: unknown): boolean {
  return value === null || (omittable.has(key) && (value === '' || Object.keys(Object(value)).length === 0));
}

/** The same for one member, of a request or of an answer. */
export function comparableMember(key: string, value: unknown): unknown {
  if (key === 'syncCatalog') return comparableCatalog(value);
  if (key === 'operations') return comparableOperations(value);
  if (key === 'tags') return sortedList(Array.isArray(value) ? value.map((tag) => idOf(member(tag, 'tagId'))) : value);
  if (key === 'resourceRequirements') return withoutEmpty(value);
  if (typeof value === 'string' && key.endsWith('Id')) return value.toLowerCase();
  if (key === 'source' || key === 'destination') return comparableActor(value);
  return value;
}

/** Sources and destinations are other people's: only what identifies them is compared. */
function comparableActor(actor: unknown): unknown {
  if (!isObject(actor)) return actor;
  const identity = Object.entries(actor).filter(
    ([key]) => key.endsWith('Id') || key === 'name' || key.endsWith('Name'),
  );
  return Object.fromEntries(identity.map(([key, value]) => [key, comparableMember(key, value)]));
}

/** Selected streams in their order; servers may keep or drop the others. */
export function comparableCatalog(catalog: unknown): readonly unknown[] {
  return listAt(catalog, 'streams').filter(isSelected).map(comparableStream);
}

function comparableStream(entry: unknown): unknown {
  const stream = member(entry, 'stream');
  const config = member(entry, 'config');
  const selection = member(config, 'fieldSelectionEnabled') === true ? selectedNames(config) : undefined;
  const jsonSchema = member(stream, 'jsonSchema');
  return {
    name: member(stream, 'name'),
    namespace: member(stream, 'namespace') ?? '',
    // Some servers answer the whole schema, others only the selected fields.
    jsonSchema: selection === undefined ? jsonSchema : restricted(jsonSchema, selection),
    supportedSyncModes: sortedList(member(stream, 'supportedSyncModes')),
    sourceDefinedCursor: member(stream, 'sourceDefinedCursor') ?? false,
    defaultCursorField: member(stream, 'defaultCursorField') ?? [],
    sourceDefinedPrimaryKey: member(stream, 'sourceDefinedPrimaryKey') ?? [],
    syncMode: member(config, 'syncMode'),
    destinationSyncMode: member(config, 'destinationSyncMode'),
    cursorField: member(config, 'cursorField') ?? [],
    primaryKey: member(config, 'primaryKey') ?? [],
    selection: selection ?? null,
  };
}

/** Names of the selected top-level fields, sorted; one that is selected twice may come back once. */
export function selectedNames(config: unknown): readonly string[] {
  const paths = listAt(config, 'selectedFields').map((field) => JSON.stringify(member(field, 'fieldPath') ?? null));
  return [...new Set(paths)].toSorted();
}

function restricted(jsonSchema: unknown, selection: readonly string[]): unknown {
  const properties = member(jsonSchema, 'properties');
  if (!isObject(jsonSchema) || !isObject(properties)) return jsonSchema;
  const kept = Object.entries(properties).filter(([name]) => selection.includes(JSON.stringify([name])));
  return { ...jsonSchema, properties: Object.fromEntries(kept) };
}

/** A multiset of names and configurations: ids may be fresh, only the named block is kept, derived webhook members may differ. */
export function comparableOperations(operations: unknown): readonly string[] {
  if (!Array.isArray(operations)) return [];
  return operations
    .map((operation) => {
      const configuration = member(operation, 'operatorConfiguration');
      const type = member(configuration, 'operatorType');
      const block = typeof type === 'string' ? member(configuration, type) : undefined;
      return JSON.stringify([member(operation, 'name'), type, canonical(withoutDerived(block))]);
    })
    .toSorted();
}

function withoutDerived(block: unknown): unknown {
  if (!isObject(block)) return block;
  const { executionUrl: _url, executionBody: _body, ...sent } = block;
  return sent;
}

function withoutEmpty(value: unknown): unknown {
  const members = Object.entries(isObject(value) ? value : {});
  return Object.fromEntries(members.filter(([, child]) => child !== null && child !== undefined));
}

/** Empty text, lists and objects may be left out of an answer. */
export function isEmpty(value: unknown): boolean {
  return value === '' || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}

/** A list without its order, as texts. */
export function sortedList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.map((item) => JSON.stringify(item)).toSorted() : [];
}

/** Keys sorted at every level, for texts that are compared: servers that store free JSON as jsonb lose their order. */
export function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value === 'number') return Object.is(value, -0) ? 0 : value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
      .map(([key, child]) => [key, canonical(child)]),
  );
}

/** An id as ids are compared, whatever the target has put in its place: case has no meaning, and what is no text stands as its JSON. */
export function idOf(value: unknown): string {
  return (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).toLowerCase();
}

export interface Difference {
  /** JSON pointer; list positions are shown, signatures leave them out. */
  readonly pointer: string;
  readonly expected: unknown;
  readonly received: unknown;
}

/** Every place at which two comparable values differ, by the names of their members; of places that have one cause the first. */
export function differences(expected: unknown, received: unknown): readonly Difference[] {
  if (isEqualJson(expected, received)) return [];
  // Not a member of it is there: each of them is missing for the same reason.
  const hasNothing = isObject(received) && Object.values(received).every((value) => value === undefined);
  if (hasNothing && isObject(expected) && Object.keys(expected).length > 2)
    return [{ pointer: '', expected, received }];
  const byPlace = new Map<string, Difference>();
  collect({ pointer: '', expected, received }, '', byPlace);
  return withoutConsequences([...byPlace.values()]);
}

/** Thousands of streams may differ alike: what lies at a place that is noted already is not looked into. */
function collect(difference: Difference, place: string, byPlace: Map<string, Difference>): void {
  const { pointer, expected, received } = difference;
  // Of the members of a schedule its type says most.
  if ((byPlace.has(place) && pointer !== place) || isEqualJson(expected, received)) return;
  if (Array.isArray(expected) && Array.isArray(received) && expected.length === received.length) {
    for (const [index, item] of expected.entries())
      collect({ pointer: `${pointer}/${index}`, expected: item, received: received[index] }, `${place}/*`, byPlace);
    return;
  }
  if (!isObject(expected) || !isObject(received)) {
    byPlace.set(place, difference);
    return;
  }
  for (const key of [...new Set([...Object.keys(expected), ...Object.keys(received)])].toSorted()) {
    const below = under(pointer, key);
    collect(
      { pointer: below, expected: member(expected, key), received: member(received, key) },
      placeOf(below),
      byPlace,
    );
  }
}

/** Where another connection, source or destination is shown, everything about it differs: the id says it all. */
export function withoutConsequences<Place extends { readonly pointer: string; readonly received: unknown }>(
  places: readonly Place[],
): readonly Place[] {
  const isAnother = (id: string): boolean =>
    places.some(({ pointer, received }) => pointer === id && typeof received === 'string');
  if (isAnother('/connectionId')) return places.filter(({ pointer }) => pointer === '/connectionId');
  return places.filter(({ pointer }) => {
    const [, side, key] = /^\/(source|destination)\/(\w+)$/.exec(pointer) ?? [];
    if (side === undefined) return true;
    return !isAnother(`/${side}Id`) && (key === `${side}Id` || !isAnother(`/${side}/${side}Id`));
  });
}
