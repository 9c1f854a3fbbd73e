/** The keywords of one schema in normal form, and how null and alternatives become part of them. */
import { isEqualJson, isObject, listAt } from '../json/json.ts';
import type { JsonObject } from '../json/json.ts';
import { isDescribing } from '../validation/schema-keywords.ts';
import type { NormalSchema } from './normal-schema.ts';

type Open = (schema: NormalSchema) => NormalSchema;

/**
 * The keywords of a schema as 3.1 writes them, without those that say nothing. The caller handles `nullable` and
 * compositions.
 */
export function ownKeywords(schema: JsonObject, version: '3.0' | '3.1'): Record<string, unknown> {
  const own: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'nullable' || key.startsWith('x-') || saysNothing(key, value)) continue;
    if (key === 'const' && !('enum' in schema)) own['enum'] = [value];
    else if (key === 'example') own['examples'] = [value, ...listAt(schema, 'examples')];
    else if (key !== 'examples' || !('example' in schema)) own[key] = value;
  }
  if (version === '3.0') {
    // 3.0 writes the bound in one member and its exclusiveness in another.
    for (const [flag, bound] of [
      ['exclusiveMinimum', 'minimum'],
      ['exclusiveMaximum', 'maximum'],
    ] as const) {
      if (typeof own[flag] !== 'boolean') continue;
      const isExclusive = own[flag] && bound in own;
      delete own[flag];
      if (!isExclusive) continue;
      own[flag] = own[bound];
      delete own[bound];
    }
  }
  return withTypedEnum(own);
}

function saysNothing(key: string, value: unknown): boolean {
  if (key === 'minLength' || key === 'minItems' || key === 'minProperties') return value === 0;
  if (key === 'required') return Array.isArray(value) && value.length === 0;
  if (key === 'uniqueItems') return value === false;
  return key === 'additionalProperties' && (value === true || isEqualJson(value, {}));
}

/** An enum has the type of its values, and only values of its type. */
function withTypedEnum(own: Record<string, unknown>): Record<string, unknown> {
  if (Array.isArray(own['type']) && own['type'].length === 1) own['type'] = own['type'][0];
  const values = own['enum'];
  if (!Array.isArray(values) || values.length === 0) return own;
  if (own['type'] === undefined) return { ...own, type: inOne([...new Set(values.map(typeOf))]) };
  const types = typesOf(own) ?? [];
  const fitting = values.filter((value) => types.some((type) => isOfType(type, value)));
  return fitting.length === 0 || fitting.length === values.length ? own : { ...own, enum: fitting };
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

function isOfType(type: unknown, value: unknown): boolean {
  return type === typeOf(value) || (type === 'number' && typeof value === 'number');
}

/** The types that a schema names; `undefined` where it leaves them open. */
export function typesOf(schema: JsonObject): readonly unknown[] | undefined {
  const { type } = schema;
  return type === undefined ? undefined : Array.isArray(type) ? type : [type];
}

const keywordsOf: Readonly<Record<string, RegExp>> = {
  object: /propert|^required$|^dependent/i,
  array: /items$|contains$/i,
  string: /length$|^pattern$|^content|^format$/i,
  number: /imum$|^multipleOf$|^format$/i,
};

/** What a schema of several types says about one of them. */
export function ofType(schema: JsonObject, type: unknown): JsonObject {
  const kind = type === 'integer' ? 'number' : String(type);
  const about = (key: string): boolean =>
    !Object.values(keywordsOf).some((pattern) => pattern.test(key)) || keywordsOf[kind]?.test(key) === true;
  const own = Object.fromEntries(Object.entries(schema).filter(([key]) => about(key)));
  const values = schema['enum'];
  return { ...own, type, ...(Array.isArray(values) ? { enum: values.filter((value) => isOfType(type, value)) } : {}) };
}

function inOne(types: readonly unknown[]): unknown {
  return types.length === 1 ? types[0] : types;
}

/** What a value can break, without what only describes it. */
export function constraintsOf(schema: unknown): JsonObject {
  return isObject(schema) ? Object.fromEntries(Object.entries(schema).filter(([key]) => !isDescribing(key))) : {};
}

export function isNull(schema: NormalSchema): boolean {
  const { type, enum: values, ...others } = constraintsOf(schema);
  return type === 'null' && (values === undefined || isEqualJson(values, [null])) && Object.keys(others).length === 0;
}

/** A model, or null: the one composition that the normal form keeps, since a reference cannot say so itself. */
export function isOrNull(
  schema: unknown,
): schema is JsonObject & { readonly anyOf: readonly [NormalSchema, NormalSchema] } {
  const [model, second, ...more] = listAt(schema, 'anyOf');
  return more.length === 0 && isObject(model) && '$ref' in model && isEqualJson(second, { type: 'null' });
}

/** The schema with null allowed. */
export function orNull(schema: NormalSchema, open: Open): NormalSchema {
  if (schema === false) return { type: 'null' };
  if (acceptsNull(open(schema))) return schema;
  const { $ref, ...beside } = schema;
  if ($ref !== undefined) return { ...beside, anyOf: [{ $ref }, { type: 'null' }] };
  if (['allOf', 'not', 'if', 'oneOf', 'anyOf'].some((key) => key in schema)) {
    const key = 'oneOf' in schema ? 'oneOf' : 'anyOf';
    const isUnion = Object.keys(constraintsOf(schema)).every((other) => other === key);
    return isUnion
      ? { ...schema, [key]: [...listAt(schema, key), { type: 'null' }] }
      : { anyOf: [schema, { type: 'null' }] };
  }
  const types = typesOf(schema);
  return {
    ...schema,
    ...(types === undefined ? {} : { type: [...types, 'null'] }),
    ...(Array.isArray(schema['enum']) ? { enum: [...schema['enum'], null] } : {}),
  };
}

/** Whether null certainly satisfies a schema without a reference at its root. */
export function acceptsNull(schema: unknown): boolean {
  if (!isObject(schema)) return schema !== false;
  if ('$ref' in schema || ['allOf', 'not', 'if'].some((key) => key in schema)) return false;
  const unions = ['oneOf', 'anyOf'].filter((key) => key in schema).map((key) => listAt(schema, key));
  return (
    (typesOf(schema)?.includes('null') ?? true) &&
    (!Array.isArray(schema['enum']) || schema['enum'].includes(null)) &&
    unions.every((members) => members.some((member) => acceptsNull(member)))
  );
}

/** One schema for all alternatives where they differ only in constants or only in types; `undefined` otherwise. */
export function unionAsOne(
  members: readonly NormalSchema[],
  key: 'oneOf' | 'anyOf',
  open: Open,
): NormalSchema | undefined {
  const [first] = members;
  if (members.length === 1) return first;
  const whole = members.map((member) => constraintsOf(open(member)));
  const types = [...new Set(whole.flatMap((member) => typesOf(member) ?? []))];
  const isOnly = (...keys: readonly string[]): boolean =>
    whole.every((member) => Object.keys(member).toSorted().join(' ') === keys.join(' '));
  if (isOnly('enum', 'type')) {
    const values = whole.flatMap((member) => listAt(member, 'enum'));
    const different = values.filter((value, index) => values.findIndex((other) => isEqualJson(other, value)) === index);
    // A value that two alternatives of oneOf have satisfies neither.
    if (key === 'anyOf' || different.length === values.length) return { type: inOne(types), enum: different };
  }
  if (isOnly('type') && (key === 'anyOf' || isDisjoint(whole, types))) return { type: inOne(types) };
  return undefined;
}

function isDisjoint(members: readonly JsonObject[], types: readonly unknown[]): boolean {
  const isNumeric = types.includes('integer') && types.includes('number');
  return !isNumeric && members.flatMap((member) => typesOf(member) ?? []).length === types.length;
}
