/** Members that come and go, that are required or not, and whether others may stand beside them. */
import { listAt, objectAt } from '../json/json.ts';
import { under } from '../json/pointer.ts';
import type { JsonObject } from '../json/json.ts';
import type { Place } from './reachable-part.ts';
import { here } from './schema-change.ts';
import type { SchemaChange } from './schema-change.ts';
import { schemaSummary } from './schema-summary.ts';
import { memberOf, partOf } from './view.ts';
import type { View } from './view.ts';

/** `below` compares what stays; both views are of objects. */
export function memberChanges(
  was: View,
  is: View,
  below: (token: string, old: Place, now: Place) => readonly SchemaChange[],
): readonly SchemaChange[] {
  const [old, now] = [was.schema === false ? {} : was.schema, is.schema === false ? {} : is.schema];
  const [members, kept] = [objectAt(old, 'properties'), objectAt(now, 'properties')];
  const required = { was: listAt(old, 'required'), is: listAt(now, 'required') };
  const changes: SchemaChange[] = [...addedMembers(now, members, is.pointer, isClosed(old))];
  for (const [name, schema] of Object.entries(members)) {
    if (Object.hasOwn(kept, name)) {
      changes.push(...below(name, memberOf(was, name), memberOf(is, name)));
      continue;
    }
    const isRequired = required.was.includes(name);
    changes.push({
      kind: 'member-removed',
      path: [],
      tokens: [name],
      member: name,
      from: described(schema, isRequired),
      pointer: under(was.pointer, 'properties', name),
      given: { isClosed: isClosed(old) && isClosed(now), isRequired },
    });
  }
  for (const name of new Set([...required.was, ...required.is])) {
    const isAdded = required.is.includes(name);
    if (typeof name !== 'string' || required.was.includes(name) === isAdded) continue;
    if (Object.hasOwn(members, name) !== Object.hasOwn(kept, name)) continue; // told by the member itself
    changes.push({
      kind: isAdded ? 'required-added' : 'required-removed',
      path: [],
      tokens: [name],
      member: name,
      from: isAdded ? 'optional' : 'required',
      to: isAdded ? 'required' : 'optional',
      pointer: under(is.pointer, 'required'),
      given: {},
    });
  }
  const undeclared = 'additionalProperties';
  if (isClosed(old) !== isClosed(now))
    changes.push(
      here({ kind: isClosed(now) ? 'closed' : 'opened', pointer: under(is.pointer, undeclared), given: {} }),
    );
  else if (undeclared in old || undeclared in now)
    changes.push(...below('*', partOf(was, undeclared), partOf(is, undeclared)));
  return changes;
}

/** All members that were not there. */
export function addedMembers(
  now: JsonObject,
  was: JsonObject,
  pointer: string,
  wasClosed = false,
): readonly SchemaChange[] {
  return Object.entries(objectAt(now, 'properties')).flatMap(([name, schema]): readonly SchemaChange[] => {
    if (Object.hasOwn(was, name)) return [];
    const isRequired = listAt(now, 'required').includes(name);
    return [
      {
        kind: 'member-added',
        path: [],
        tokens: [name],
        member: name,
        to: described(schema, isRequired),
        pointer: under(pointer, 'properties', name),
        given: { isRequired, isClosed: wasClosed },
      },
    ];
  });
}

function described(schema: unknown, isRequired: boolean): string {
  return `${schemaSummary(schema)}, ${isRequired ? 'required' : 'optional'}`;
}

function isClosed(schema: JsonObject): boolean {
  return schema['additionalProperties'] === false;
}
