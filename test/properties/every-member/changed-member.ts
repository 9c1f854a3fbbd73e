/** Puts something else in the place of one member, wherever an answer has it. */
import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../../../src/json/json.ts';
import { tokensOf } from '../../../src/json/pointer.ts';
import type { Reply } from '../engine/fake-target.ts';
import type { Member } from './members.ts';

/** Left out; another value that the schema allows; a value that another answer shows for a member of that name. */
export const changes = ['absent', 'another', 'borrowed'] as const;
export type Change = (typeof changes)[number];

/** Of every answer, by the last name of the pointer. */
export type ShownValues = ReadonlyMap<string, readonly unknown[]>;

/** Whether there was anything to change. */
export function changeMember(reply: Reply, member: Member, change: Change, shown: ShownValues): boolean {
  if (member.pointer === '') return changeBody(reply, member, change);
  const places = placesOf(reply.json, tokensOf(member.pointer));
  return places.filter((place) => changePlace(place, member, change, shown)).length > 0;
}

/** Every value that the answer has for the member. */
export function valuesOf(json: unknown, { pointer }: Member): readonly unknown[] {
  return placesOf(json, tokensOf(pointer)).map(({ parent, key }) => parent[key]);
}

export function lastName({ pointer }: Member): string {
  return tokensOf(pointer).at(-1) ?? '';
}

function changeBody(reply: Reply, member: Member, change: Change): boolean {
  if (change === 'absent') reply.text = '';
  if (change !== 'another' || typeof reply.json !== 'string') return change === 'absent';
  reply.json = anotherValue(reply.json, member);
  return true;
}

interface Place {
  readonly parent: Record<string, unknown>;
  readonly key: string;
}

function placesOf(json: unknown, [token, ...rest]: readonly string[]): readonly Place[] {
  if (token === undefined || typeof json !== 'object' || json === null) return [];
  const parent = json as Record<string, unknown>; // lists are read by their positions
  const keys = token === '*' ? Object.keys(json) : Object.hasOwn(json, token) ? [token] : [];
  return keys.flatMap((key) => (rest.length === 0 ? [{ parent, key }] : placesOf(parent[key], rest)));
}

function changePlace({ parent, key }: Place, member: Member, change: Change, shown: ShownValues): boolean {
  if (change === 'absent') return delete parent[key];
  const old = parent[key];
  const next =
    change === 'another'
      ? anotherValue(old, member)
      : shown.get(lastName(member))?.find((value) => !isDeepStrictEqual(value, old));
  if (next === undefined || isDeepStrictEqual(next, old)) return false;
  parent[key] = structuredClone(next);
  return true;
}

/** `undefined` where there is none that says nothing of its members. */
function anotherValue(value: unknown, { schema }: Member): unknown {
  const { enum: values, format, properties = {} } = schema;
  if (Array.isArray(values)) return values[(values.indexOf(value) + 1) % values.length];
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'string') return format === 'uuid' ? 'ffffffff-0000-4000-8000-00000000000f' : `${value}x`;
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.slice(0, -1);
  return isObject(value) && Object.keys(properties).length === 0 ? { ...value, airlock: {} } : undefined;
}
