/** Turns a schema of OpenAPI 3.0 or 3.1 into a self-contained JSON Schema, as validators take it. */
import type { JSONSchema } from 'json-schema-to-ts';
import { isObject, textAt, valueAt } from './json.ts';
import type { JsonObject } from './json.ts';
import { pointerOf } from './references.ts';

/** Formats with a rule that validators check; others only say what a value means. */
const checkedFormats = new Set(
  'date date-time time uuid email hostname ipv4 ipv6 uri uri-reference int32 int64 float double byte'.split(' '),
);
/** What says something about a schema without constraining a value. */
const silent = new Set(
  'description title example examples deprecated readOnly writeOnly discriminator xml externalDocs nullable default $comment'.split(
    ' ',
  ),
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
  const done = new Map<string, JSONSchema>();
  const open = new Set<string>();
  const counts = new WeakMap<object, number>();

  function schemaOf(schema: unknown): JSONSchema {
    if (typeof schema === 'boolean') return schema;
    if (!isObject(schema)) return {};
    if (textAt(schema, '$ref') === undefined) return converted(schema);
    const { $ref: reference, ...siblings } = schema;
    const target = referenced(String(reference));
    const constraints = version === '3.1' ? converted(siblings) : {}; // 3.0 ignores what stands beside a reference
    return isObject(constraints) && Object.keys(constraints).length > 0 ? { allOf: [target, constraints] } : target;
  }

  function referenced(reference: string): JSONSchema {
    const known = done.get(reference);
    if (known !== undefined) return known;
    const pointer = pointerOf(reference);
    const target = pointer === undefined ? undefined : valueAt(document, pointer);
    if (pointer === undefined || target === undefined || open.has(pointer)) return {};
    if (open.size === maxChain)
      throw new TypeError(`Cannot use ${reference}: it is reached through more than ${maxChain} references in a row`);
    open.add(pointer);
    let schema: JSONSchema;
    try {
      schema = schemaOf(target);
    } finally {
      open.delete(pointer);
    }
    if (partsIn(schema) > maxParts)
      throw new TypeError(`Cannot use ${reference}: it has more than ${maxParts} parts with its references filled in`);
    if (!reachesOpen(target, new Set())) done.set(reference, schema);
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
    return open.has(pointer) || reachesOpen(valueAt(document, pointer), seen);
  }

  function converted(schema: JsonObject): JSONSchema {
    const plain: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(schema)) {
      if (silent.has(key) || key.startsWith('x-')) continue;
      if (key === 'format' && !checkedFormats.has(String(value))) continue;
      if (version === '3.0' && (key === 'exclusiveMinimum' || key === 'exclusiveMaximum')) continue;
      plain[key] = convertedMember(key, value);
    }
    if (version === '3.0') {
      // 3.0 writes the bound in one member and its exclusiveness in another
      for (const [flag, bound] of [
        ['exclusiveMinimum', 'minimum'],
        ['exclusiveMaximum', 'maximum'],
      ] as const) {
        if (schema[flag] !== true) continue;
        plain[flag] = plain[bound];
        delete plain[bound];
      }
      if (schema['nullable'] === true && typeof schema['type'] === 'string') {
        plain['type'] = [schema['type'], 'null'];
        if (Array.isArray(schema['enum']) && !schema['enum'].includes(null)) plain['enum'] = [...schema['enum'], null];
      }
    }
    return plain;
  }

  function convertedMember(key: string, value: unknown): unknown {
    if (['properties', 'patternProperties', '$defs', 'dependentSchemas'].includes(key) && isObject(value))
      return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, schemaOf(part)]));
    if (['allOf', 'anyOf', 'oneOf', 'prefixItems'].includes(key) && Array.isArray(value)) return value.map(schemaOf);
    if (['items', 'additionalProperties', 'not', 'contains', 'propertyNames', 'if', 'then', 'else'].includes(key))
      return schemaOf(value);
    return value;
  }

  return { schemaOf };
}
