/**
 * One way of writing a schema, whatever spelling a description chose: as OpenAPI 3.1 has it, without compositions of
 * one, with `allOf` merged where one schema can say the same, null in `type`, and constants as an enum. Models stay
 * references.
 */
import { isEqualJson, isObject, listAt, textAt } from '../json/json.ts';
import { valueAt } from '../json/pointer.ts';
import type { JsonObject } from '../json/json.ts';
import { mergeSchemas } from '../validation/merge-schemas.ts';
import { isDescribing, schemaLists, schemaMaps, schemaMembers } from '../validation/schema-keywords.ts';
import { constraintsOf, isNull, isOrNull, orNull, ownKeywords, unionAsOne } from './normal-keywords.ts';
import type { NormalSchema } from './normal-schema.ts';
import { modelNameOf, pointerOf } from './references.ts';

export interface NormalSchemas {
  of(schema: unknown): NormalSchema;
  /** The root of the model that a schema in normal form refers to, with null where the place allows it. */
  opened(schema: NormalSchema): NormalSchema;
}

/** Merging is done by recursion. Members of members beyond this accept anything. */
const maxDepth = 150;
/** Airbyte's eight operations have about 500, in the most roundabout words three times as many. */
const maxParts = 20_000;

/**
 * Create one per document. Its methods @throws {TypeError} where models refer to models, or grow by merging, without
 * end.
 */
export function normalSchemas(document: JsonObject, version: '3.0' | '3.1'): NormalSchemas {
  const done = new WeakMap<object, NormalSchema>();
  const flattened = new WeakMap<object, NormalSchema>();
  const targets = new Map<string, NormalSchema>();
  /** By reference: those at the root of what it leads to. */
  const ways = new Map<string, readonly string[]>();
  /** What is being worked on: meeting it again is a circle. */
  const active = new Set<object>();
  let parts = 0;
  let chain = 0;

  function normal(schema: unknown): NormalSchema {
    if (!isObject(schema)) return schema === false ? false : {};
    const known = done.get(schema);
    if (known !== undefined) return known;
    if (active.has(schema) || active.size > maxDepth) return {};
    count();
    active.add(schema);
    const result = withNormalParts(flat(schema));
    active.delete(schema);
    done.set(schema, result);
    return result;
  }

  function count(): void {
    parts += 1;
    if (parts > maxParts)
      throw new TypeError(`Cannot use description: its schemas have more than ${maxParts} parts when merged`);
  }

  function withNormalParts(schema: NormalSchema): NormalSchema {
    if (schema === false) return false;
    return Object.fromEntries(
      Object.entries(schema).map(([key, value]): [string, unknown] => {
        if (schemaMaps.has(key) && isObject(value))
          return [key, Object.fromEntries(Object.entries(value).map(([name, part]) => [name, normal(part)]))];
        if (schemaLists.has(key) && Array.isArray(value)) return [key, value.map(normal)];
        return [key, schemaMembers.has(key) ? normal(value) : value];
      }),
    );
  }

  /** Normal at its root only: the parts are as the document has them, so that a circle through members ends. */
  function flat(schema: unknown): NormalSchema {
    if (!isObject(schema)) return schema === false ? false : {};
    const known = flattened.get(schema);
    if (known !== undefined) return known;
    const result = folded(schema);
    flattened.set(schema, result);
    return result;
  }

  function folded(schema: JsonObject): NormalSchema {
    const reference = textAt(schema, '$ref');
    const { $ref: _, ...beside } = schema;
    // 3.0 ignores what stands beside a reference.
    const own = reference !== undefined && version === '3.0' ? {} : beside;
    const keywords: Record<string, unknown> = ownKeywords(own, version);
    const members: NormalSchema[] = reference === undefined ? [] : [referenced(schema, reference)];
    if (keywords['allOf'] !== undefined && listAt(own, 'allOf').length > 0) {
      delete keywords['allOf'];
      members.push(...listAt(own, 'allOf').map(flat));
    }
    for (const key of ['oneOf', 'anyOf'] as const) {
      const listed = listAt(own, key).map(flat);
      if (listed.length === 0) continue;
      const others = listed.filter((member) => !isNull(member));
      const isNullable = others.length > 0 && others.length < listed.length;
      const one = unionAsOne(isNullable ? others : listed, key, opened);
      keywords[key] = isNullable ? [...others, { type: 'null' }] : listed;
      if (one === undefined) continue;
      delete keywords[key];
      members.push(isNullable ? orNull(one, opened) : one);
    }
    const result = combined(keywords, members);
    // A schema around a model is how 3.0 says that null may stand for it.
    return own['nullable'] === true ? orNull(result, opened) : result;
  }

  function referenced(schema: JsonObject, reference: string): NormalSchema {
    return modelNameOf(schema) === undefined ? (targetOf(reference) ?? {}) : { $ref: reference };
  }

  /** The keywords and everything that the members ask for. */
  function combined(own: JsonObject, members: readonly NormalSchema[]): NormalSchema {
    const [only, ...others] = members.filter(
      (member, index) => members.findIndex((other) => isEqualJson(other, member)) === index,
    );
    if (only === undefined) return distributed(closed(own));
    const says = Object.keys(constraintsOf(own)).length > 0;
    if (others.length === 0 && !says) return only === false ? false : { ...only, ...own };
    const whole = [only, ...others].map(opened);
    const clear = whole.every((member): member is JsonObject => member !== false && !('$ref' in member));
    count();
    const merged = clear ? mergeSchemas([own, ...whole]) : undefined;
    if (merged === undefined) return { ...own, allOf: [only, ...others] };
    const result = distributed(closed(merged));
    const same = [only, ...others].find((_, index) => isEqualJson(constraintsOf(whole[index]), constraintsOf(result)));
    return isObject(same) ? { ...same, ...describingOf(own) } : result;
  }

  /** What stands beside alternatives belongs to each of them. */
  function distributed(schema: JsonObject): JsonObject {
    const key = 'oneOf' in schema ? 'oneOf' : 'anyOf';
    const { [key]: members, ...rest } = schema;
    const beside = constraintsOf(rest);
    if (!Array.isArray(members) || Object.keys(beside).length === 0 || !isMergeable(beside)) return schema;
    const merged = (members as readonly NormalSchema[]).map((member) => {
      count();
      const whole = opened(member);
      const together = whole === false || '$ref' in whole ? undefined : mergeSchemas([beside, whole]);
      const result = together === undefined ? undefined : distributed(together);
      return isEqualJson(constraintsOf(result), constraintsOf(whole)) ? member : result;
    });
    return merged.includes(undefined) ? schema : { ...describingOf(rest), [key]: merged };
  }

  function opened(schema: NormalSchema): NormalSchema {
    if (schema === false) return false;
    const reference = textAt(schema, '$ref');
    if (reference !== undefined) return targetOf(reference) ?? schema;
    return isOrNull(schema) ? orNull(opened(schema.anyOf[0]), opened) : schema;
  }

  /** `undefined` where it leads back to itself without an end. What is not there accepts anything. */
  function targetOf(reference: string): NormalSchema | undefined {
    const known = targets.get(reference);
    if (known !== undefined) return known;
    if (isCircular(reference)) return undefined;
    if (chain > maxDepth)
      throw new TypeError(`Cannot use ${reference}: it is reached through more than ${maxDepth} references in a row`);
    chain += 1;
    try {
      const result = opened(flat(rawTarget(reference)));
      targets.set(reference, result);
      return result;
    } finally {
      chain -= 1;
    }
  }

  function rawTarget(reference: string): unknown {
    const pointer = pointerOf(reference);
    return pointer === undefined ? undefined : valueAt(document, pointer);
  }

  function isCircular(reference: string): boolean {
    const seen = new Set<string>();
    const waiting = [...leadsTo(reference)];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (next === reference) return true;
      if (!seen.has(next)) waiting.push(...leadsTo(next));
      seen.add(next);
    }
    return false;
  }

  function leadsTo(reference: string): readonly string[] {
    const known = ways.get(reference) ?? rootReferences(rawTarget(reference));
    ways.set(reference, known);
    return known;
  }

  return { of: normal, opened };
}

/** What a schema refers to without going into a member or an item. */
function rootReferences(schema: unknown): readonly string[] {
  const reference = textAt(schema, '$ref');
  const parts = ['allOf', 'oneOf', 'anyOf'].flatMap((key) => listAt(schema, key));
  return [...(reference === undefined ? [] : [reference]), ...parts.flatMap(rootReferences)];
}

function describingOf(schema: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => isDescribing(key)));
}

function isMergeable(schema: JsonObject): boolean {
  return !['oneOf', 'anyOf', 'allOf', 'unevaluatedProperties'].some((key) => key in schema);
}

/** Where no composition is left, what is not evaluated is what is not declared. */
function closed(schema: JsonObject): JsonObject {
  const { unevaluatedProperties, ...rest } = schema;
  const isComposed = ['oneOf', 'anyOf', 'allOf', 'if', 'dependentSchemas', 'additionalProperties'].some(
    (key) => key in schema,
  );
  return unevaluatedProperties !== false || isComposed ? schema : { ...rest, additionalProperties: false };
}
