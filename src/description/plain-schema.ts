/** Turns a schema of OpenAPI 3.0 or 3.1 into a self-contained JSON Schema, as validators take it. */
import { isObject, textAt } from '../json/json.ts';
import { valueAt } from '../json/pointer.ts';
import type { JsonObject } from '../json/json.ts';
import type { JSONSchema } from 'json-schema-to-ts';
import { isDescribing, schemaLists, schemaMaps, schemaMembers } from '../validation/schema-keywords.ts';
import { isOrNull, orNull } from './normal-keywords.ts';
import { normalSchemas } from './normal-schemas.ts';
import type { NormalSchema } from './normal-schema.ts';
import { pointerOf } from './references.ts';

/** Formats with a rule that validators check; others only say what a value means. */
const checkedFormats = new Set(
  'date date-time time uuid email hostname ipv4 ipv6 uri uri-reference int32 int64 float double byte'.split(' '),
);

export interface PlainSchemas {
  /** The same object for the same model, so that models are recognised by identity. */
  schemaOf(schema: unknown): JSONSchema;
}

/** Validators are built by recursion, and with every reference filled in. Airbyte's largest model has about 500 parts, 12 deep. */
const maxChain = 150;
const maxParts = 50_000;

/** One converter a document. Where a model contains itself, the inner occurrence accepts anything. */
export function plainSchemas(document: JsonObject, version: '3.0' | '3.1'): PlainSchemas {
  const normal = normalSchemas(document, version);
  const done = new Map<string, JSONSchema>();
  const open = new Set<string>();
  const counts = new WeakMap<object, number>();

  function plain(schema: NormalSchema): JSONSchema {
    if (schema === false) return false;
    const reference = textAt(schema, '$ref');
    if (reference !== undefined) return referenced(reference);
    if (isOrNull(schema)) {
      const model = plain(schema.anyOf[0]);
      return isObject(model) ? orNull(model, (same) => same) : model; // null added to a schema is one
    }
    const members = Object.entries(schema).flatMap(([key, value]): readonly (readonly [string, unknown])[] => {
      if (isDescribing(key) || (key === 'format' && !checkedFormats.has(String(value)))) return [];
      return [[key, plainMember(key, value)]];
    });
    return Object.fromEntries(members);
  }

  /** The parts of a schema in normal form are in normal form. */
  function plainMember(key: string, value: unknown): unknown {
    if (schemaMaps.has(key) && isObject(value))
      return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plain(part as NormalSchema)]));
    if (schemaLists.has(key) && Array.isArray(value)) return (value as readonly NormalSchema[]).map(plain);
    return schemaMembers.has(key) ? plain(value as NormalSchema) : value;
  }

  function referenced(reference: string): JSONSchema {
    const known = done.get(reference);
    if (known !== undefined) return known;
    const pointer = pointerOf(reference);
    const target = pointer === undefined ? undefined : valueAt(document, pointer);
    if (pointer === undefined || target === undefined || open.has(pointer)) return {};
    if (open.size === maxChain)
      throw new TypeError(`Cannot use ${reference}: it is reached through more than ${maxChain} references in a row`);
    const model = normal.of(target);
    open.add(pointer);
    let schema: JSONSchema;
    try {
      schema = plain(model);
    } finally {
      open.delete(pointer);
    }
    if (partsIn(schema) > maxParts)
      throw new TypeError(`Cannot use ${reference}: it has more than ${maxParts} parts with its references filled in`);
    if (!reachesOpen(model, new Set())) done.set(reference, schema);
    return schema;
  }

  /** What appears twice counts twice, as it does for a validator. */
  function partsIn(value: unknown): number {
    if (typeof value !== 'object' || value === null) return 0;
    const known = counts.get(value);
    if (known !== undefined) return known;
    const count = Object.values(value).reduce<number>((sum, member) => sum + partsIn(member), 1);
    counts.set(value, count);
    return count;
  }

  /** What was cut short inside of a circle must not be kept for uses outside of it. */
  function reachesOpen(value: unknown, seen: Set<string>): boolean {
    if (open.size === 0) return false;
    if (Array.isArray(value)) return value.some((item) => reachesOpen(item, seen));
    if (!isObject(value)) return false;
    const reference = textAt(value, '$ref');
    if (reference === undefined) return Object.values(value).some((member) => reachesOpen(member, seen));
    const pointer = pointerOf(reference);
    if (pointer === undefined || seen.has(pointer)) return false;
    seen.add(pointer);
    return open.has(pointer) || reachesOpen(normal.of(valueAt(document, pointer)), seen);
  }

  return { schemaOf: (schema) => plain(normal.of(schema)) };
}
