/** Proves that every value of one schema is valid for another. */
import { isEqualJson, isObject, listAt, objectAt, textAt } from '../json/json.ts';
import { under, valueAt } from '../json/pointer.ts';
import type { JsonObject } from '../json/json.ts';
import type { JSONSchema } from 'json-schema-to-ts';
import { ofType, typesOf } from './normal-keywords.ts';

const lowerBounds = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'];
const upperBounds = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'];

/** Keywords that the comparison below understands; any other must be equal on both sides. */
const understood = new Set([
  'type',
  'enum',
  'format',
  'properties',
  'required',
  'additionalProperties',
  'items',
  ...lowerBounds,
  ...upperBounds,
]);

/** True only when every value of `narrow` is certainly valid for `wide`, both of them plain schemas. */
export function isSubset(narrow: JSONSchema, wide: JSONSchema, depth = 0): boolean {
  if (wide === true || narrow === false || isEqualJson(narrow, wide)) return true;
  if (depth > 30 || !isObject(narrow) || !isObject(wide)) return false;
  const own = alternativesIn(narrow);
  if (own !== undefined) return own.every((member) => isSubset(member, wide, depth + 1));
  const others = alternativesIn(wide);
  if (others !== undefined) return others.some((member) => isSubset(narrow, member, depth + 1));
  const rest = Object.keys(wide).filter((key) => !understood.has(key));
  if (!rest.every((key) => isEqualJson(valueAt(narrow, under('', key)), valueAt(wide, under('', key))))) return false;
  if (!areBoundsSubset(narrow, wide)) return false;
  const allowed = typesOf(wide);
  if (allowed !== undefined && !(typesOf(narrow)?.every((type) => isType(type, allowed)) ?? false)) return false;
  const values = listAt(narrow, 'enum');
  const expected = listAt(wide, 'enum');
  if (expected.length > 0) return values.length > 0 && values.every((value) => has(expected, value));
  if (values.length === 0 && !doesFormatFit(narrow, wide)) return false;
  return areMembersSubset(narrow, wide, depth) && areItemsSubset(narrow, wide, depth);
}

function isType(type: unknown, allowed: readonly unknown[]): boolean {
  return allowed.includes(type) || (type === 'integer' && allowed.includes('number'));
}

function has(list: readonly unknown[], value: unknown): boolean {
  return list.some((other) => isEqualJson(other, value));
}

/** The members of a union, or one schema for each of several types; `undefined` for what is neither. */
function alternativesIn(schema: JsonObject): readonly JSONSchema[] | undefined {
  const key = 'oneOf' in schema ? 'oneOf' : 'anyOf';
  const members = listAt(schema, key) as readonly JSONSchema[]; // the parts of a plain schema are plain
  if (members.length > 0) return Object.keys(schema).length === 1 ? members : undefined;
  const types = typesOf(schema) ?? [];
  if (types.length < 2) return undefined;
  return types.map((type) => ofType(schema, type) as JSONSchema); // a part of a plain schema
}

function areBoundsSubset(narrow: JsonObject, wide: JsonObject): boolean {
  const isWithin = (keys: readonly string[], fits: (own: number, other: number) => boolean): boolean =>
    keys.every((key) => {
      const [own, other] = [narrow[key], wide[key]];
      return other === undefined || (typeof own === 'number' && typeof other === 'number' && fits(own, other));
    });
  return isWithin(lowerBounds, (own, other) => own >= other) && isWithin(upperBounds, (own, other) => own <= other);
}

function areMembersSubset(narrow: object, wide: object, depth: number): boolean {
  const declared = objectAt(narrow, 'properties');
  const expected = objectAt(wide, 'properties');
  if (!listAt(wide, 'required').every((name) => listAt(narrow, 'required').includes(name))) return false;
  const others = Object.entries(declared).flatMap(([name, member]) => (name in expected ? [] : [member as JSONSchema])); // as below
  if (isClosed(wide) && !(isClosed(narrow) && others.length === 0)) return false;
  const rest = objectAt(wide, 'additionalProperties');
  if (Object.keys(rest).length > 0) {
    const own = isClosed(narrow) ? [] : [objectAt(narrow, 'additionalProperties')];
    if (![...others, ...own].every((member) => isSubset(member, rest, depth + 1))) return false;
  }
  return Object.entries(expected).every(([name, member]) =>
    name in declared
      ? isSubset(declared[name] as JSONSchema, member as JSONSchema, depth + 1) // both come from plain schemas
      : isClosed(narrow) || isEqualJson(member, {}),
  );
}

function areItemsSubset(narrow: object, wide: object, depth: number): boolean {
  const items = 'items' in wide ? (wide.items as JSONSchema) : undefined; // as above
  if (items === undefined) return true;
  return isSubset('items' in narrow ? (narrow.items as JSONSchema) : {}, items, depth + 1);
}

/** A bare integer counts as one of 32 bits, since that is what generated clients make of it. */
function doesFormatFit(narrow: object, wide: object): boolean {
  const own = textAt(narrow, 'format');
  const expected = textAt(wide, 'format');
  if (textAt(narrow, 'type') === 'integer' && textAt(wide, 'type') === 'integer')
    return own !== 'int64' || expected === 'int64';
  return expected === undefined || own === expected;
}

function isClosed(schema: object): boolean {
  return 'additionalProperties' in schema && schema.additionalProperties === false;
}
