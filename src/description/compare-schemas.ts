/** Compares two schemas at the same place, without following references: every model is compared once, by name. */
import type { JSONSchema } from 'json-schema-to-ts';
import type { ChangeKind } from './change.ts';
import type { Circumstances } from './classify.ts';
import { isEqualJson, isObject, listAt, objectAt, textAt, under } from './json.ts';
import type { JsonObject } from './json.ts';
import type { PlainSchemas } from './plain-schema.ts';
import { modelNameOf } from './references.ts';
import { isNullable, isSubset, shapeOf } from './shape.ts';

export interface SchemaChange {
  readonly kind: ChangeKind;
  /** From the compared place down to the scope of the change. */
  readonly path: readonly string[];
  /** As `path`, with the member at the end where there is one. */
  readonly tokens: readonly string[];
  readonly member?: string;
  readonly from?: string;
  readonly to?: string;
  readonly pointer: string;
  readonly given: Circumstances;
}

export interface CompareOptions {
  readonly oldPlain: PlainSchemas;
  readonly newPlain: PlainSchemas;
  readonly pointer: string;
  readonly oldPointer: string;
}

export function compareSchemas(old: unknown, now: unknown, options: CompareOptions): readonly SchemaChange[] {
  return compared(old, now, { ...options, path: [] });
}

interface Context extends CompareOptions {
  readonly path: readonly string[];
}

function compared(old: unknown, now: unknown, context: Context): readonly SchemaChange[] {
  const { path, pointer } = context;
  if (isEqualJson(old, now)) return [];
  const change = (
    kind: ChangeKind,
    rest: Omit<SchemaChange, 'kind' | 'path' | 'tokens' | 'pointer'>,
    at = pointer,
  ): SchemaChange => ({
    kind,
    path,
    tokens: path,
    pointer: at,
    ...rest,
  });
  const changes: SchemaChange[] = [];
  const wasShape = shapeOf(old);
  const isShape = shapeOf(now);
  const oldPlain = context.oldPlain.schemaOf(old);
  const newPlain = context.newPlain.schemaOf(now);
  if (wasShape !== isShape)
    changes.push(change('type-changed', { from: wasShape, to: isShape, given: fit(oldPlain, newPlain) }));
  if (modelNameOf(old) !== undefined || modelNameOf(now) !== undefined) return changes;
  if (isNullable(old) !== isNullable(now))
    changes.push(change(isNullable(now) ? 'nullable-added' : 'nullable-removed', { given: {} }));
  if (isInlineObject(now) && !isInlineObject(old) && wasShape !== isShape) {
    changes.push(...addedMembers(now, {}, context));
    return changes;
  }
  if (wasShape !== isShape && !(wasShape.startsWith('array<') && isShape.startsWith('array<'))) return changes;
  changes.push(...enumChanges(old, now, context), ...constraintChanges(old, now, context, { oldPlain, newPlain }));
  if (isInlineObject(old) || isInlineObject(now)) changes.push(...memberChanges(old, now, context));
  const was = isObject(old) ? old['items'] : undefined;
  const is = isObject(now) ? now['items'] : undefined;
  if (was !== undefined && is !== undefined && shapeOf(was) === shapeOf(is))
    changes.push(
      ...compared(was, is, {
        ...context,
        path: [...path, '*'],
        pointer: under(pointer, 'items'),
        oldPointer: under(context.oldPointer, 'items'),
      }),
    );
  return changes;
}

/** Whether the values of either side fit the other; members that disappear count as not fitting for a reader. */
function fit(old: JSONSchema, now: JSONSchema): Circumstances {
  return {
    oldFitsNew: isSubset(old, now),
    newFitsOld: isSubset(now, old) && keepsMembers(old, now),
    isSameJsonType:
      jsonType(old) === jsonType(now) && jsonType(old) !== 'object' && jsonType(old) !== 'array'
        ? true
        : isAny(old) || isAny(now),
  };
}

function keepsMembers(old: JSONSchema, now: JSONSchema): boolean {
  const kept = objectAt(now, 'properties');
  return Object.keys(objectAt(old, 'properties')).every((name) => name in kept);
}

function jsonType(schema: JSONSchema): string | undefined {
  const type = textAt(schema, 'type');
  return type === 'integer' ? 'number' : type;
}

function isAny(schema: JSONSchema): boolean {
  return isEqualJson(schema, {}) || schema === true;
}

function isInlineObject(schema: unknown): schema is JsonObject {
  return (
    isObject(schema) && modelNameOf(schema) === undefined && (schema['type'] === 'object' || 'properties' in schema)
  );
}

function memberChanges(old: unknown, now: unknown, context: Context): readonly SchemaChange[] {
  const { path, pointer } = context;
  const was = objectAt(old, 'properties');
  const is = objectAt(now, 'properties');
  const required = { was: listAt(old, 'required'), is: listAt(now, 'required') };
  const isClosed = closed(old) && closed(now);
  const changes: SchemaChange[] = [...addedMembers(now, was, context, closed(old))];
  for (const [name, schema] of Object.entries(was)) {
    const tokens = [...path, name];
    if (!Object.hasOwn(is, name)) {
      changes.push({
        kind: 'member-removed',
        path,
        tokens,
        member: name,
        from: described(schema, required.was.includes(name)),
        pointer: under(context.oldPointer, 'properties', name),
        given: { isClosed, isRequired: required.was.includes(name) },
      });
      continue;
    }
    changes.push(
      ...compared(schema, is[name], {
        ...context,
        path: tokens,
        pointer: under(pointer, 'properties', name),
        oldPointer: under(context.oldPointer, 'properties', name),
      }),
    );
  }
  const kept = [...new Set([...required.was, ...required.is])].filter(
    (name): name is string => typeof name === 'string',
  );
  for (const name of kept) {
    if (required.was.includes(name) === required.is.includes(name)) continue;
    if (Object.hasOwn(was, name) !== Object.hasOwn(is, name)) continue; // told by the member itself
    const kind = required.is.includes(name) ? 'required-added' : 'required-removed';
    changes.push({
      kind,
      path,
      tokens: [...path, name],
      member: name,
      from: kind === 'required-added' ? 'optional' : 'required',
      to: kind === 'required-added' ? 'required' : 'optional',
      pointer: under(pointer, 'required'),
      given: {},
    });
  }
  if (closed(old) !== closed(now))
    changes.push({
      kind: closed(now) ? 'closed' : 'opened',
      path,
      tokens: path,
      pointer: under(pointer, 'additionalProperties'),
      given: {},
    });
  else if (!closed(now) && !isEqualJson(open(old), open(now)))
    changes.push(
      ...compared(
        isObject(old) ? (old['additionalProperties'] ?? {}) : {},
        isObject(now) ? (now['additionalProperties'] ?? {}) : {},
        {
          ...context,
          path: [...path, '*'],
          pointer: under(pointer, 'additionalProperties'),
          oldPointer: under(context.oldPointer, 'additionalProperties'),
        },
      ),
    );
  return changes;
}

function addedMembers(
  now: unknown,
  was: JsonObject,
  { path, pointer }: Context,
  wasClosed = false,
): readonly SchemaChange[] {
  return Object.entries(objectAt(now, 'properties')).flatMap(([name, schema]): readonly SchemaChange[] => {
    if (Object.hasOwn(was, name)) return [];
    const isRequired = listAt(now, 'required').includes(name);
    return [
      {
        kind: 'member-added',
        path,
        tokens: [...path, name],
        member: name,
        to: described(schema, isRequired),
        pointer: under(pointer, 'properties', name),
        given: { isRequired, isClosed: wasClosed },
      },
    ];
  });
}

function enumChanges(old: unknown, now: unknown, { path, pointer }: Context): readonly SchemaChange[] {
  const was = listAt(old, 'enum');
  const is = listAt(now, 'enum');
  if (was.length === 0 && is.length === 0) return [];
  const base = { path, tokens: path, pointer: under(pointer, 'enum'), given: {} };
  if (is.length === 0)
    return [
      {
        ...base,
        kind: 'constraint-changed',
        from: `one of ${was.join(', ')}`,
        to: 'any value',
        given: { oldFitsNew: true, newFitsOld: false },
      },
    ];
  if (was.length === 0)
    return [
      {
        ...base,
        kind: 'constraint-changed',
        from: 'any value',
        to: `one of ${is.join(', ')}`,
        given: { oldFitsNew: false, newFitsOld: true },
      },
    ];
  return [
    ...is
      .filter((value) => !contains(was, value))
      .map((value) => ({ ...base, kind: 'enum-value-added', member: String(value) }) as const),
    ...was
      .filter((value) => !contains(is, value))
      .map((value) => ({ ...base, kind: 'enum-value-removed', member: String(value) }) as const),
  ];
}

function contains(list: readonly unknown[], value: unknown): boolean {
  return list.some((other) => isEqualJson(other, value));
}

const constraints =
  'minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength pattern minItems maxItems uniqueItems minProperties maxProperties'.split(
    ' ',
  );

function constraintChanges(
  old: unknown,
  now: unknown,
  { path, pointer }: Context,
  plain: { readonly oldPlain: JSONSchema; readonly newPlain: JSONSchema },
): readonly SchemaChange[] {
  if (!isObject(old) || !isObject(now)) return [];
  const changes: SchemaChange[] = [];
  for (const key of constraints) {
    if (isEqualJson(old[key], now[key])) continue;
    const wider = isWider(key, old[key], now[key]);
    changes.push({
      kind: 'constraint-changed',
      path,
      tokens: path,
      member: key,
      ...(old[key] === undefined ? {} : { from: JSON.stringify(old[key]) }),
      ...(now[key] === undefined ? {} : { to: JSON.stringify(now[key]) }),
      pointer: under(pointer, key),
      given: {
        oldFitsNew: wider === 'wider' || isSubset(plain.oldPlain, plain.newPlain),
        newFitsOld: wider === 'tighter' || isSubset(plain.newPlain, plain.oldPlain),
      },
    });
  }
  if (Object.hasOwn(old, 'default') !== Object.hasOwn(now, 'default') || !isEqualJson(old['default'], now['default']))
    changes.push({
      kind: 'default-changed',
      path,
      tokens: path,
      ...(Object.hasOwn(old, 'default') ? { from: JSON.stringify(old['default']) } : {}),
      ...(Object.hasOwn(now, 'default') ? { to: JSON.stringify(now['default']) } : {}),
      pointer: under(pointer, 'default'),
      given: {},
    });
  return changes;
}

function isWider(key: string, old: unknown, now: unknown): 'wider' | 'tighter' | 'other' {
  if (now === undefined) return 'wider';
  if (old === undefined) return 'tighter';
  if (typeof old !== 'number' || typeof now !== 'number' || key === 'multipleOf') return 'other';
  const isLower = /^(min|exclusiveMin)/.test(key);
  return now < old === isLower ? 'wider' : 'tighter';
}

function described(schema: unknown, isRequired: boolean): string {
  return `${shapeOf(schema)}, ${isRequired ? 'required' : 'optional'}`;
}

function closed(schema: unknown): boolean {
  return isObject(schema) && schema['additionalProperties'] === false;
}

function open(schema: unknown): unknown {
  const value = isObject(schema) ? schema['additionalProperties'] : undefined;
  return value === undefined || value === true ? {} : value;
}
