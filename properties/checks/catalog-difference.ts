/** What a refresh must say has changed, by the catalogs that were shown before and after it. */
import { isEqualJson, isObject, listAt, member } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { fieldsOf, fieldTransformsOf, isSelected, streamsOf, transformedStream } from '../model/streams-shown.ts';
import type { Streams } from '../model/streams-shown.ts';
import type { KnownConnection } from '../model/worlds.ts';
import type { Violation } from './check.ts';
import { show } from './show.ts';

/** Changes as texts, such as `add_field ["","users"] ["phone"]`: streams, and fields at the top level. */
export function catalogDifference(before: KnownConnection, after: JsonObject): readonly Violation[] {
  // The answer to a create has no streams but those that were chosen.
  if (before.read['catalogId'] !== undefined && before.readBy === 'create') return [];
  const [old, fresh] = [streamsOf(before.read), streamsOf(after)];
  // Where nothing was discovered, streams that are not selected may be kept or not.
  const isFree = (change: string): boolean =>
    before.read['catalogId'] === undefined &&
    [...old].some(([identity, entry]) => !isSelected(entry) && change.includes(identity));
  const expected = changesBetween(old, fresh);
  const received = changesIn(member(after['catalogDiff'], 'transforms'), (identity) =>
    isComparable(identity, old, fresh),
  );
  const isFramed = before.read['catalogId'] !== undefined;
  const isTold = (all: ReadonlySet<string>, change: string): boolean =>
    all.has(change) ||
    (mayBreak(change, old) &&
      all.has(change.endsWith(breaking) ? change.slice(0, -breaking.length) : change + breaking));
  const missing = [...expected].filter(
    (change) => !isTold(received, change) && !received.has(change.replace(changed, below)) && !isFree(change),
  );
  // Schemas that were sent may be stored in another form than they are shown in.
  const additional = [...received].filter(
    (change) => !isTold(expected, change) && !isFree(change) && (isFramed || !change.startsWith(changed)),
  );
  return [
    ...missing.map((change) => ['leaves out', change] as const),
    ...additional.map((change) => ['makes up', change] as const),
  ]
    .filter(([, change]) => !change.startsWith(below))
    .slice(0, 1)
    .map(([what, change]) => ({
      title: `catalogDiff ${what} a change: ${change.split(' ', 1)[0]}`,
      expected: show([...expected]),
      received: show([...received]),
      pointer: '/catalogDiff/transforms',
      kind: `difference-${change.split(' ', 1)[0]}`,
    }));
}

/** A field with another schema; where the difference lies below it, that may be told instead. */
const [changed, below] = ['update_field_schema', 'below'];

const breaking = ' breaking';

/** A read shows the default of the source where no cursor or key was chosen: its loss breaks the connection, or does not. */
function mayBreak(change: string, old: Streams): boolean {
  return [...old].some(([identity, entry]) => {
    const stream = member(entry, 'stream');
    const defaults = [member(stream, 'defaultCursorField'), ...listAt(stream, 'sourceDefinedPrimaryKey')];
    return defaults.some((path) => change.startsWith(`remove_field ${identity} ${JSON.stringify(path)}`));
  });
}

/** With field selection some servers show only the selected fields; nobody says whether a schema that is no object is one. */
function isComparable(identity: string, ...all: readonly Streams[]): boolean {
  return all.every((streams) => {
    const entry = streams.get(identity);
    const fields = fieldsOf(entry);
    const isWhole = member(member(entry, 'config'), 'fieldSelectionEnabled') !== true;
    return isWhole && fields !== undefined && Object.values(fields).every(isObject);
  });
}

function changesBetween(old: Streams, fresh: Streams): ReadonlySet<string> {
  const changes = new Set<string>();
  for (const identity of fresh.keys()) if (!old.has(identity)) changes.add(`add_stream ${identity}`);
  for (const [identity, entry] of old) {
    if (!fresh.has(identity)) changes.add(`remove_stream ${identity}`);
    if (!isComparable(identity, old, fresh)) continue;
    const [had, has] = [fieldsOf(entry) ?? {}, fieldsOf(fresh.get(identity)) ?? {}];
    for (const name of Object.keys(has))
      if (!Object.hasOwn(had, name)) changes.add(fieldChange('add_field', identity, name));
    for (const name of Object.keys(had))
      if (!Object.hasOwn(has, name))
        changes.add(fieldChange('remove_field', identity, name, isLoadBearing(name, member(entry, 'config'))));
      else if (!isEqualJson(had[name], has[name])) changes.add(fieldChange(changed, identity, name));
  }
  return changes;
}

function fieldChange(type: string, identity: string, name: string, isBreaking = false): string {
  return `${type} ${identity} ${JSON.stringify([name])}${isBreaking ? breaking : ''}`;
}

/** A connection breaks with the cursor by which a stream is read, or a part of the key by which it is deduplicated. */
function isLoadBearing(name: string, config: unknown): boolean {
  const [cursor, path] = [member(config, 'cursorField'), JSON.stringify([name])];
  if (member(config, 'selected') !== true) return false;
  if (member(config, 'syncMode') === 'incremental' && JSON.stringify(cursor) === path) return true;
  return (
    member(config, 'destinationSyncMode') === 'append_dedup' &&
    listAt(config, 'primaryKey').some((part) => JSON.stringify(part) === path)
  );
}

function changesIn(transforms: unknown, isCompared: (identity: string) => boolean): ReadonlySet<string> {
  const changes = new Set<string>();
  for (const transform of Array.isArray(transforms) ? transforms : []) {
    const type = String(member(transform, 'transformType'));
    const identity = transformedStream(transform);
    if (type === 'add_stream' || type === 'remove_stream') changes.add(`${type} ${identity}`);
    else if (isCompared(identity))
      for (const field of fieldTransformsOf(transform)) {
        const [name, ...deeper] = listAt(field, 'fieldName').map(String);
        const type = deeper.length > 0 ? below : String(member(field, 'transformType'));
        const isBreaking = type === 'remove_field' && member(field, 'breaking') === true;
        if (name !== undefined) changes.add(fieldChange(type, identity, name, isBreaking));
      }
  }
  return changes;
}
