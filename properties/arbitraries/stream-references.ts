/** Cursors, keys and selections of a stream refer to its fields: they follow when the fields change. */
import { isObject, member } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { propertiesOf } from './properties-of.ts';

/** An entry of a catalog, whose configuration may be broken on purpose. */
export interface StreamEntry {
  readonly stream: JsonObject;
  readonly config: unknown;
}

/** Plain names for fields, one at a time, wherever the field is referred to. */
export function* renamedFields({ stream, config }: StreamEntry): Generator<StreamEntry> {
  const { jsonSchema } = stream;
  const fields = Object.entries(propertiesOf(jsonSchema));
  if (!isObject(jsonSchema) || fields.length > 8) return;
  for (const [index, [name]] of fields.entries()) {
    const plain = `f${index + 1}`;
    if (/^f\d$/.test(name) || fields.some(([other]) => other === plain)) continue;
    const path = (value: unknown): unknown =>
      Array.isArray(value) && value[0] === name ? value.with(0, plain) : value;
    const properties = Object.fromEntries(fields.map(([key, child]) => [key === name ? plain : key, child]));
    yield withReferences(
      { stream: { ...stream, jsonSchema: { ...jsonSchema, properties } }, config },
      {
        path,
        paths: (value) => (Array.isArray(value) ? value.map(path) : value),
        selection: (value) =>
          Array.isArray(value)
            ? value.map((field) => ({ ...field, fieldPath: path(member(field, 'fieldPath')) }))
            : value,
      },
    );
  }
}

/** Takes references to fields that are gone out of a stream and its configuration. */
export function repaired({ stream, config }: StreamEntry): StreamEntry {
  const { jsonSchema } = stream;
  const [first] = Object.keys(propertiesOf(jsonSchema));
  // What is no path at all is the mistake of an invalid body, and stays.
  const isGone = (path: unknown): boolean => isPath(path) && !reaches(jsonSchema, path);
  const path = (value: unknown): unknown => (!isGone(value) ? value : first === undefined ? [] : [first]);
  const paths = (value: unknown): unknown => {
    if (!Array.isArray(value) || value.length === 0) return value;
    const kept = value.filter((one) => !isGone(one));
    return kept.length === 0 && first !== undefined ? [[first]] : kept;
  };
  // The cursor and the key have to be selected.
  const primaryKey = paths(member(config, 'primaryKey'));
  const needed = [
    ...(member(config, 'syncMode') === 'incremental' ? [path(member(config, 'cursorField'))] : []),
    ...(Array.isArray(primaryKey) ? primaryKey : []),
  ];
  const selection = (value: unknown): unknown => {
    const chosen = Array.isArray(value)
      ? value.map((field) => member(field, 'fieldPath')).filter((one) => isPath(one) && reaches(jsonSchema, one))
      : [];
    return Array.from(new Set([...chosen, ...needed].flatMap(headOf)), (name) => ({ fieldPath: [name] }));
  };
  return withReferences({ stream, config }, { path, paths, selection });
}

function headOf(path: unknown): readonly string[] {
  return Array.isArray(path) && typeof path[0] === 'string' ? [path[0]] : [];
}

function isPath(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((step) => typeof step === 'string');
}

/** Whether there is a field at the path. */
function reaches(schema: unknown, path: readonly string[]): boolean {
  let place = schema;
  return path.every((step) => {
    const members = propertiesOf(place);
    if (!Object.hasOwn(members, step)) return false;
    place = members[step];
    return true;
  });
}

interface Changes {
  readonly path: (value: unknown) => unknown;
  readonly paths: (value: unknown) => unknown;
  readonly selection: (value: unknown) => unknown;
}

/** Changes every reference to a field; what the entry does not have stays away. */
function withReferences({ stream, config }: StreamEntry, { path, paths, selection }: Changes): StreamEntry {
  return {
    stream: changed(stream, { defaultCursorField: path, sourceDefinedPrimaryKey: paths }),
    config: !isObject(config)
      ? config
      : changed(config, { cursorField: path, primaryKey: paths, selectedFields: selection }),
  };
}

function changed(object: JsonObject, changes: Readonly<Record<string, (value: unknown) => unknown>>): JsonObject {
  const there = Object.entries(changes).filter(([key]) => key in object);
  return { ...object, ...Object.fromEntries(there.map(([key, change]) => [key, change(object[key])])) };
}
