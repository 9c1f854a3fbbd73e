/** Departs from the schema at one place, and says which rule and where. */
import type { TrapId } from '../../schemas/traps.ts';
import { defined } from '../../src/json/defined.ts';
import { under } from '../../src/json/pointer.ts';
import { isObject } from '../../src/json/json.ts';
import { isSchema } from '../../src/validation/is-schema.ts';
import type { JSONSchema } from 'json-schema-to-ts';
import type { InputLabel, Mend } from '../model/case.ts';

export interface Mutation {
  readonly body: unknown;
  readonly label: InputLabel;
  /** Takes the departure out again. */
  readonly mend: Mend;
  /** Conforming servers may accept or refuse it; otherwise they must refuse it. */
  readonly permitted: boolean;
  /** What it is to released servers: `schemas/traps.ts` has whom it damages, and since when it does not. */
  readonly trap?: TrapId;
}

interface Change {
  readonly keyword: string;
  readonly description: string;
  /** `remove` takes the member away. */
  readonly value: unknown;
  readonly permitted: boolean;
}

const remove = Symbol('remove');
/** What the absence of a member is to released servers; most others are refused before anything is stored. */
const trapsOfAbsence: readonly (readonly [place: RegExp, trap: TrapId])[] = [
  [/^\/connectionId$/, 'missing-id'],
  [/^\/status$/, 'no-status'],
  // Whatever holds the name takes it along.
  [/^\/syncCatalog\/streams\/\d+(?:\/stream(?:\/name)?)?$/, 'nameless-stream'],
  [/^\/operations\/\d+\/operatorConfiguration\/webhook\/dbtCloud$/, 'unreadable-operation'],
];
/** Deeper places repeat the same kinds. */
const maxPlaces = 400;

/** Every single-place departure from the schema of a valid body; none for an operation without one. */
export function schemaMutations(body: unknown, schema: JSONSchema): readonly Mutation[] {
  const mutations: Mutation[] = [];
  visit(body, schema, [], true, (path, { value, change }) => {
    if (mutations.length >= maxPlaces) return;
    const pointer = under('', ...path);
    mutations.push({
      // Of hundreds of variants one or two are sent: the others are never built.
      get body() {
        return changed(body, path, change.value);
      },
      label: {
        kind: 'schema',
        keyword: change.keyword,
        pointer,
        description: `${change.description} at ${pointer || 'the root'}`,
      },
      mend: [{ pointer, value }],
      permitted: change.permitted,
      ...(change.value === remove || change.value === null ? defined({ trap: trapOfAbsence(pointer) }) : {}),
    });
  });
  return mutations;
}

function trapOfAbsence(pointer: string): TrapId | undefined {
  return trapsOfAbsence.find(([place]) => place.test(pointer))?.[1];
}

type Path = readonly (string | number)[];
type Emit = (path: Path, found: { readonly value: unknown; readonly change: Change }) => void;

function visit(value: unknown, schema: JSONSchema, path: Path, required: boolean, emit: Emit): void {
  if (typeof schema === 'boolean') return;
  for (const change of changesFor(value, schema, path, required)) emit(path, { value, change });
  if (isObject(value)) {
    for (const [key, child] of Object.entries(value)) {
      const childSchema = schema.properties?.[key];
      if (childSchema !== undefined)
        visit(child, childSchema, [...path, key], schema.required?.includes(key) === true, emit);
    }
  }
  // The first items show every kind of violation.
  if (Array.isArray(value) && isSchema(schema.items))
    for (const [index, item] of value.slice(0, 2).entries()) visit(item, schema.items, [...path, index], true, emit);
}

function changesFor(
  value: unknown,
  schema: Exclude<JSONSchema, boolean>,
  path: Path,
  required: boolean,
): readonly Change[] {
  const isMember = typeof path.at(-1) === 'string';
  const missing: Change[] =
    required && isMember
      ? [{ keyword: 'required', description: 'a missing required member', value: remove, permitted: false }]
      : [];
  // Null and absent are the same to released servers.
  const nulled: Change[] =
    path.length > 0 && schema.type !== undefined && !(Array.isArray(schema.type) && schema.type.includes('null'))
      ? [{ keyword: 'type', description: 'null', value: null, permitted: true }]
      : [];
  return [...missing, ...nulled, ...typeChanges(value, schema, path)];
}

function wrong(description: string, value: unknown, permitted = false, keyword = 'type'): Change {
  return { keyword, description, value, permitted };
}

/** What a coercion turns into a legal value is permitted: some servers coerce, others refuse. */
function typeChanges(value: unknown, schema: Exclude<JSONSchema, boolean>, path: Path): readonly Change[] {
  if (schema.enum !== undefined)
    return [
      wrong('an unknown enum value', 'airlock_unknown', false, 'enum'),
      wrong('an object for an enum value', { airlock: true }),
      wrong('an enum value in other case', String(value).toUpperCase(), true, 'enum'),
      wrong('a number for an enum', 7, true),
    ];
  switch (schema.type) {
    case 'string':
      return [
        ...(schema.format === 'uuid'
          ? [
              wrong('a malformed UUID', 'not-a-uuid', false, 'format'),
              wrong('a UUID of letters beyond f', 'zzzzzzzz-zzzz-4zzz-8zzz-zzzzzzzzzzzz', false, 'format'),
            ]
          : []),
        wrong('an object for text', { airlock: true }),
        wrong('a list for text', [value], true),
        ...(namesField(path) ? [] : [wrong('a number for text', 7, true)]),
      ];
    case 'integer':
      return [
        wrong('a word for an integer', 'many'),
        wrong('an object for an integer', { airlock: true }),
        wrong('a fraction for an integer', 1.9, true),
        wrong('digits in quotes for an integer', '24', true),
      ];
    case 'boolean':
      return [
        wrong('a word for a boolean', 'maybe'),
        wrong('an object for a boolean', { airlock: true }),
        // What it says of resets has to be certain: without true the streams are synced anew.
        ...(path[0] === 'skipReset' ? [] : [wrong('the word true for a boolean', 'true', true)]),
      ];
    case 'array':
      return [
        ...(namesField(path) ? [] : [wrong('a number for a list', 7, true)]),
        ...(path.length === 0 ? [] : [wrong('an object for a list', { airlock: true }, true)]),
      ];
    case 'object':
      return [
        ...(path.length === 0
          ? [
              wrong('a list', [value]),
              wrong('text', 'airlock'),
              wrong('a number', 7),
              // Where the body is optional, null may stand for none.
              wrong('null', null, true),
            ]
          : [wrong('a number for an object', 7, path.at(-1) === 'jsonSchema')]),
        ...(schema.additionalProperties === false && isObject(value)
          ? [
              wrong(
                'an undeclared member of a closed object',
                { ...value, airlockUndeclared: true },
                true,
                'additionalProperties',
              ),
            ]
          : []),
      ];
    default:
      return [];
  }
}

/** Turned into text a number names no field of the stream: servers may leave it out. */
function namesField(path: Path): boolean {
  return path.some((key) => typeof key === 'string' && namesOfFields.has(key));
}

const namesOfFields: ReadonlySet<string> = new Set([
  'cursorField',
  'primaryKey',
  'fieldPath',
  'defaultCursorField',
  'sourceDefinedPrimaryKey',
]);

/** Copies along the path only. */
function changed(value: unknown, path: Path, replacement: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return replacement;
  if (Array.isArray(value))
    return value.map((item, index) => (index === key ? changed(item, rest, replacement) : item));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, child]): [string, unknown][] => {
      if (name !== key) return [[name, child]];
      return rest.length === 0 && replacement === remove ? [] : [[name, changed(child, rest, replacement)]];
    }),
  );
}
