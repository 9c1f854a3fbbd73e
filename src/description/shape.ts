/** One-line descriptions of schemas, and whether the values of one are all valid for another. */
import type { JSONSchema } from 'json-schema-to-ts';
import { isEqualJson, isObject, listAt, objectAt, textAt, under, valueAt } from './json.ts';
import { modelNameOf } from './references.ts';

/** Type, format and reference in one line, without members or constraints: `array<SourceId>`, `string (uuid)`. */
export function shapeOf(schema: unknown): string {
  const name = modelNameOf(schema);
  if (name !== undefined) return name;
  if (!isObject(schema)) return schema === false ? 'nothing' : 'any';
  for (const key of ['oneOf', 'anyOf', 'allOf']) {
    const parts = listAt(schema, key);
    if (parts.length > 0) return `${key}<${parts.map(shapeOf).join(' | ')}>`;
  }
  const types = Array.isArray(schema['type'])
    ? schema['type'].filter((type) => type !== 'null').map(String)
    : [textAt(schema, 'type')];
  const type =
    types.filter((candidate) => candidate !== undefined).join(' | ') || ('properties' in schema ? 'object' : 'any');
  if (type === 'array') return `array<${shapeOf(schema['items'] ?? {})}>`;
  const format = textAt(schema, 'format');
  return format === undefined ? type : `${type} (${format})`;
}

export function isNullable(schema: unknown): boolean {
  if (!isObject(schema)) return false;
  return schema['nullable'] === true || (Array.isArray(schema['type']) && schema['type'].includes('null'));
}

/** Keywords that the comparison below understands; any other must be equal on both sides. */
const understood = new Set([
  'type',
  'enum',
  'const',
  'format',
  'properties',
  'required',
  'additionalProperties',
  'items',
]);

/** True only when every value of `narrow` is certainly valid for `wide`. */
export function isSubset(narrow: JSONSchema, wide: JSONSchema, depth = 0): boolean {
  if (isEqualJson(narrow, wide)) return true;
  if (depth > 30 || !isObject(narrow)) return false;
  if (!isObject(wide)) return wide;
  const other = Object.keys(wide).filter((key) => !understood.has(key));
  if (!other.every((key) => isEqualJson(valueAt(narrow, under('', key)), valueAt(wide, under('', key))))) return false;
  const types = typesOf(wide);
  const own = typesOf(narrow);
  if (
    types !== undefined &&
    !(own?.every((type) => types.includes(type) || (type === 'integer' && types.includes('number'))) ?? false)
  )
    return false;
  const allowed = valuesOf(wide);
  const values = valuesOf(narrow);
  if (
    allowed !== undefined &&
    !(values?.every((value) => allowed.some((candidate) => isEqualJson(candidate, value))) ?? false)
  )
    return false;
  if (values === undefined && !doesFormatFit(narrow, wide)) return false;
  return areMembersSubset(narrow, wide, depth) && areItemsSubset(narrow, wide, depth);
}

function areMembersSubset(narrow: object, wide: object, depth: number): boolean {
  const declared = objectAt(narrow, 'properties');
  const expected = objectAt(wide, 'properties');
  if (!listAt(wide, 'required').every((name) => listAt(narrow, 'required').includes(name))) return false;
  if (isClosed(wide) && !(isClosed(narrow) && Object.keys(declared).every((name) => name in expected))) return false;
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

function typesOf(schema: Readonly<Record<string, unknown>>): readonly unknown[] | undefined {
  const type = schema['type'];
  return type === undefined ? undefined : Array.isArray(type) ? type : [type];
}

function valuesOf(schema: Readonly<Record<string, unknown>>): readonly unknown[] | undefined {
  if ('const' in schema) return [schema['const']];
  return Array.isArray(schema['enum']) ? schema['enum'] : undefined;
}
