/** The smallest object that satisfies several parts of a schema: only required members. */
import { isObject, listAt, objectAt } from '../json/json.ts';
import { under } from '../json/pointer.ts';
import { upperBound } from './bound.ts';
import type { Place } from './reachable-part.ts';
import { together } from './together.ts';
import type { Verdict } from './verdict.ts';

/** @param build finds an instance for a member */
export function objectInstance(pieces: readonly Place[], build: (place: Place) => Verdict): Verdict {
  const value: Record<string, unknown> = {};
  const required = pieces.flatMap(({ schema, pointer }) =>
    listAt(schema, 'required').map((name, index) => ({
      name: String(name),
      pointer: under(pointer, 'required', index),
    })),
  );
  const most = upperBound(pieces, 'maxProperties');
  if (most !== undefined && new Set(required.map(({ name }) => name)).size > most.value)
    return {
      kind: 'impossible',
      pointers: [most.pointer, ...required.map(({ pointer }) => pointer)],
      reason: 'more members are required than allowed',
    };
  for (const { name, pointer } of required) {
    const closed = pieces.find(({ schema }) => !admits(schema, name));
    if (closed !== undefined)
      return {
        kind: 'impossible',
        pointers: [pointer, under(closed.pointer, 'additionalProperties')],
        reason: `"${name}" is required, but not declared, and every undeclared member is forbidden`,
      };
    const member = build(together(pieces.flatMap((piece) => declarationsOf(piece, name))));
    if (member.kind === 'impossible')
      return {
        ...member,
        pointers: [pointer, ...member.pointers],
        reason: `"${name}" is required, and ${member.reason}`,
      };
    if (member.kind === 'unknown') return member;
    value[name] = member.value;
  }
  return { kind: 'instance', value };
}

function admits(schema: unknown, name: string): boolean {
  if (!isObject(schema) || schema['additionalProperties'] !== false) return true;
  if (Object.hasOwn(objectAt(schema, 'properties'), name)) return true;
  return Object.keys(objectAt(schema, 'patternProperties')).some((pattern) => matches(pattern, name));
}

/** What a part of the schema says about a member: under its name, by patterns, or about every undeclared member. */
function declarationsOf({ schema, pointer }: Place, name: string): readonly Place[] {
  const named = objectAt(schema, 'properties');
  const own = Object.hasOwn(named, name) ? [{ schema: named[name], pointer: under(pointer, 'properties', name) }] : [];
  const patterned = Object.entries(objectAt(schema, 'patternProperties')).flatMap(([pattern, member]) =>
    matches(pattern, name) ? [{ schema: member, pointer: under(pointer, 'patternProperties', pattern) }] : [],
  );
  const other = isObject(schema) ? schema['additionalProperties'] : undefined;
  if (own.length > 0 || patterned.length > 0 || !isObject(other)) return [...own, ...patterned];
  return [{ schema: other, pointer: under(pointer, 'additionalProperties') }];
}

function matches(pattern: string, name: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(name);
  } catch {
    return true; // a pattern that does not compile proves nothing
  }
}
