/** Decides for a schema of a description whether any value satisfies it: a value shows that, or the keywords that collide. */
import { isEqualJson, isObject, listAt, objectAt } from '../json/json.ts';
import { under } from '../json/pointer.ts';
import type { JsonObject } from '../json/json.ts';
import { validatorFor } from '../validation/validator.ts';
import type { JSONSchema } from 'json-schema-to-ts';
import type { PlainSchemas } from './plain-schema.ts';
import { resolve } from './references.ts';

export type Verdict =
  | { readonly kind: 'instance'; readonly value: unknown }
  /** Proved: nothing satisfies the schema. `pointers` are the keywords that contradict each other. */
  | { readonly kind: 'impossible'; readonly pointers: readonly string[]; readonly reason: string }
  /** Neither a value nor a proof was found. */
  | { readonly kind: 'unknown' };

export interface Place {
  readonly schema: unknown;
  readonly pointer: string;
}

interface Merged {
  readonly pieces: readonly Place[];
  /** The models among them. */
  readonly references: readonly string[];
}

/** Longer chains of required members are left undecided. */
const maxChain = 150;

const endless = 'the model requires itself, so that only an endless value would satisfy it';

export interface InstanceSearch {
  find(place: Place): Verdict;
}

/** Searches the smallest value: only required members, empty arrays, first enum values. */
export function instanceSearch(document: JsonObject, plain: PlainSchemas): InstanceSearch {
  /** Models on the way from the root to here: meeting one again means that only an endless value would do. */
  const open = new Set<string>();
  const merged = new Map<string, Merged>();

  function find(place: Place): Verdict {
    const verdict = built(place);
    // A proof stands by itself; a value counts only when the validator agrees.
    if (verdict.kind !== 'instance') return verdict;
    return accepts(plain.schemaOf(place.schema), verdict.value) ? verdict : { kind: 'unknown' };
  }

  function built({ schema, pointer }: Place): Verdict {
    if (schema === false) return { kind: 'impossible', pointers: [pointer], reason: 'the schema is false' };
    if (!isObject(schema)) return { kind: 'instance', value: {} };
    const end = resolve(document, schema, pointer);
    if (end.kind !== 'found') return { kind: 'unknown' };
    if (end.pointer !== pointer) {
      if (open.has(end.pointer))
        return {
          kind: 'impossible',
          pointers: [pointer],
          reason: endless,
        };
      if (open.size > maxChain) return { kind: 'unknown' };
      open.add(end.pointer);
      const verdict = built({ schema: end.value, pointer: end.pointer });
      open.delete(end.pointer);
      return verdict;
    }
    if (schema['nullable'] === true && typeof schema['type'] === 'string' && !('enum' in schema))
      return { kind: 'instance', value: null };
    if (Object.hasOwn(schema, 'const')) return chosen([schema['const']], schema, [under(pointer, 'const')]);
    if (Array.isArray(schema['enum'])) return chosen(schema['enum'], schema, [under(pointer, 'enum')]);
    const whole = mergedAllOf({ schema, pointer });
    if (whole === undefined) return { kind: 'unknown' };
    if ('kind' in whole) return whole;
    if (whole.pieces.length > 1) {
      for (const reference of whole.references) open.add(reference);
      const verdict = fromPieces(whole.pieces);
      for (const reference of whole.references) open.delete(reference);
      return verdict;
    }
    for (const key of ['oneOf', 'anyOf']) {
      const options = listAt(schema, key);
      if (options.length === 0) continue;
      return fromAlternatives({ schema, pointer }, key, options);
    }
    return fromType([{ schema, pointer }]);
  }

  function chosen(candidates: readonly unknown[], schema: JsonObject, pointers: readonly string[]): Verdict {
    const self = plain.schemaOf(schema);
    const fitting = candidates.find((candidate) => accepts(self, candidate));
    if (fitting !== undefined || candidates.some((candidate) => candidate === undefined))
      return { kind: 'instance', value: fitting };
    return { kind: 'impossible', pointers, reason: 'none of the listed values satisfies the rest of the schema' };
  }

  /** The schema and all members of its `allOf`, however deep, as places without references. */
  function mergedAllOf(place: Place): Merged | Verdict | undefined {
    const end = resolve(document, place.schema, place.pointer);
    if (end.kind !== 'found') return undefined;
    const isModel = end.pointer !== place.pointer;
    if (isModel && open.has(end.pointer)) return { kind: 'impossible', pointers: [place.pointer], reason: endless };
    if (!isObject(end.value)) return { pieces: [], references: [] };
    const known = isModel ? merged.get(end.pointer) : undefined;
    if (known !== undefined) return known;
    if (open.size > maxChain) return undefined;
    const { allOf, ...rest } = end.value;
    // By place: what several members of the allOf share is one constraint.
    const pieces = new Map<string, Place>([[end.pointer, { schema: rest, pointer: end.pointer }]]);
    const references = new Set<string>(isModel ? [end.pointer] : []);
    if (isModel) open.add(end.pointer);
    try {
      for (const [index, member] of (Array.isArray(allOf) ? allOf : []).entries()) {
        const inner = mergedAllOf({ schema: member, pointer: under(end.pointer, 'allOf', index) });
        if (inner === undefined || 'kind' in inner) return inner;
        for (const piece of inner.pieces) pieces.set(piece.pointer, piece);
        for (const reference of inner.references) references.add(reference);
      }
    } finally {
      if (isModel) open.delete(end.pointer);
    }
    const whole: Merged = { pieces: [...pieces.values()], references: [...references] };
    if (isModel) merged.set(end.pointer, whole);
    return whole;
  }

  function fromPieces(pieces: readonly Place[]): Verdict {
    const withChoice = pieces.find(
      ({ schema }) => isObject(schema) && ('oneOf' in schema || 'anyOf' in schema || 'not' in schema),
    );
    const enums = pieces.flatMap(({ schema, pointer }) =>
      isObject(schema) && Array.isArray(schema['enum'])
        ? [{ values: schema['enum'], pointer: under(pointer, 'enum') }]
        : [],
    );
    const [first, ...others] = enums;
    if (first !== undefined) {
      const common = first.values.filter((value) =>
        others.every(({ values }) => values.some((other) => isEqualJson(other, value))),
      );
      if (common.length === 0)
        return {
          kind: 'impossible',
          pointers: enums.map(({ pointer }) => pointer),
          reason: 'the parts of the allOf have no enum value in common',
        };
      const value = common.find((candidate) =>
        pieces.every(({ schema }) => accepts(plain.schemaOf(schema), candidate)),
      );
      return value === undefined ? { kind: 'unknown' } : { kind: 'instance', value };
    }
    if (withChoice !== undefined) return { kind: 'unknown' };
    return fromType(pieces);
  }

  function fromAlternatives({ schema, pointer }: Place, key: string, options: readonly unknown[]): Verdict {
    const rest = { ...(isObject(schema) ? schema : {}) };
    delete rest[key];
    const verdicts = options.map((option, index) =>
      built({ schema: { allOf: [rest, option] }, pointer: under(pointer, key, index) }),
    );
    const self = plain.schemaOf(schema);
    const fitting = verdicts.find((verdict) => verdict.kind === 'instance' && accepts(self, verdict.value));
    if (fitting !== undefined) return fitting;
    if (verdicts.every((verdict) => verdict.kind === 'impossible'))
      return {
        kind: 'impossible',
        pointers: [under(pointer, key)],
        reason: 'none of the alternatives can be satisfied',
      };
    return { kind: 'unknown' };
  }

  /** Several places are the parts of one allOf: a value has to satisfy all of them. */
  function fromType(pieces: readonly Place[]): Verdict {
    const typed = pieces.flatMap(({ schema, pointer }) => {
      const types = typesOf(schema);
      return types === undefined ? [] : [{ types, pointer: under(pointer, 'type') }];
    });
    const [first, ...others] = typed;
    const common = first?.types.filter((type) =>
      others.every(({ types }) => types.includes(type) || (type === 'integer' && types.includes('number'))),
    );
    if (common?.length === 0)
      return {
        kind: 'impossible',
        pointers: typed.map(({ pointer }) => pointer),
        reason: 'the parts of the allOf have no type in common',
      };
    const implied = pieces.some(({ schema }) => isObject(schema) && ('properties' in schema || 'required' in schema))
      ? 'object'
      : undefined;
    // Without a type everything but an object escapes the keywords for objects, hence no proof from them.
    const mustBe = common?.length === 1 ? common[0] : undefined;
    const type = common?.includes('null') === true ? 'null' : (common?.[0] ?? implied);
    const verdict = ofType(type, pieces);
    return verdict.kind === 'impossible' && mustBe === undefined ? { kind: 'unknown' } : verdict;
  }

  function ofType(type: string | undefined, pieces: readonly Place[]): Verdict {
    switch (type) {
      case 'null':
        return { kind: 'instance', value: null };
      case 'boolean':
        return { kind: 'instance', value: true };
      case 'string':
        return textFor(pieces);
      case 'integer':
      case 'number':
        return numberFor(pieces, type);
      case 'array':
        return arrayFor(pieces);
      case 'object':
        return objectFor(pieces);
      default:
        return { kind: 'instance', value: {} };
    }
  }

  function objectFor(pieces: readonly Place[]): Verdict {
    const value: Record<string, unknown> = {};
    const required = pieces.flatMap(({ schema, pointer }) =>
      listAt(schema, 'required').map((name, index) => ({
        name: String(name),
        pointer: under(pointer, 'required', index),
      })),
    );
    const most = bound(pieces, 'maxProperties', Math.min);
    if (most !== undefined && new Set(required.map(({ name }) => name)).size > most.value)
      return {
        kind: 'impossible',
        pointers: [most.pointer, ...required.map(({ pointer }) => pointer)],
        reason: 'more members are required than allowed',
      };
    for (const { name, pointer } of required) {
      const closed = pieces.find((piece) => !admits(piece.schema, name));
      if (closed !== undefined)
        return {
          kind: 'impossible',
          pointers: [pointer, under(closed.pointer, 'additionalProperties')],
          reason: `"${name}" is required, but not declared, and every undeclared member is forbidden`,
        };
      const declared = pieces.flatMap((piece) => declarationsOf(piece, name));
      const [only] = declared;
      const member =
        only === undefined
          ? ({ kind: 'instance', value: {} } as const)
          : declared.length === 1
            ? built(only)
            : built({ schema: { allOf: declared.map(({ schema }) => schema) }, pointer: only.pointer });
      if (member.kind === 'impossible')
        return {
          ...member,
          pointers: [pointer, ...member.pointers],
          reason: `"${name}" is required, and ${member.reason}`,
        };
      if (member.kind === 'unknown') return member;
      value[name] = member.value;
    }
    return { kind: 'instance', value };
  }

  function arrayFor(pieces: readonly Place[]): Verdict {
    const least = bound(pieces, 'minItems', Math.max);
    const most = bound(pieces, 'maxItems', Math.min);
    if (least !== undefined && most !== undefined && least.value > most.value)
      return {
        kind: 'impossible',
        pointers: [least.pointer, most.pointer],
        reason: `at least ${least.value} items are required and at most ${most.value} allowed`,
      };
    if (least === undefined || least.value <= 0) return { kind: 'instance', value: [] };
    const items = pieces.flatMap(({ schema, pointer }) =>
      isObject(schema) && schema['items'] !== undefined
        ? [{ schema: schema['items'], pointer: under(pointer, 'items') }]
        : [],
    );
    const [only] = items;
    if (only === undefined)
      return { kind: 'instance', value: Array.from({ length: least.value }, (_, index) => index) };
    const item =
      items.length === 1
        ? built(only)
        : built({ schema: { allOf: items.map(({ schema }) => schema) }, pointer: only.pointer });
    if (item.kind === 'impossible') return { ...item, pointers: [least.pointer, ...item.pointers] };
    if (item.kind === 'unknown' || least.value > 1000) return { kind: 'unknown' };
    return { kind: 'instance', value: Array.from({ length: least.value }, () => item.value) };
  }

  return { find };
}

/** What a part of the schema says about a member: under its name, by patterns, or about every member not named. */
function declarationsOf({ schema, pointer }: Place, name: string): readonly Place[] {
  const named = objectAt(schema, 'properties');
  const own = Object.hasOwn(named, name) ? [{ schema: named[name], pointer: under(pointer, 'properties', name) }] : [];
  const patterned = Object.entries(objectAt(schema, 'patternProperties')).flatMap(([pattern, member]) =>
    matches(pattern, name) ? [{ schema: member, pointer: under(pointer, 'patternProperties', pattern) }] : [],
  );
  const other = isObject(schema) ? schema['additionalProperties'] : undefined;
  if (own.length > 0 || patterned.length > 0 || !isObject(other)) return [...own, ...patterned];
  return [{ schema: other, pointer: under(pointer, 'additionalProperties') }];
}

function textFor(pieces: readonly Place[]): Verdict {
  const least = bound(pieces, 'minLength', Math.max);
  const most = bound(pieces, 'maxLength', Math.min);
  if (least !== undefined && most !== undefined && least.value > most.value)
    return {
      kind: 'impossible',
      pointers: [least.pointer, most.pointer],
      reason: `at least ${least.value} characters are required and at most ${most.value} allowed`,
    };
  const formats = new Set(
    pieces.flatMap(({ schema }) =>
      isObject(schema) && typeof schema['format'] === 'string' ? [schema['format']] : [],
    ),
  );
  const [format] = formats;
  const sample = format === undefined ? undefined : samples[format];
  if (sample !== undefined) return { kind: 'instance', value: sample };
  return { kind: 'instance', value: 'a'.repeat(Math.min(least?.value ?? 0, 10_000)) };
}

const samples: Readonly<Record<string, string>> = {
  uuid: '00000000-0000-4000-8000-000000000000',
  date: '2023-02-13',
  'date-time': '2023-02-13T00:00:00Z',
  time: '00:00:00Z',
  email: 'a@example.com',
  hostname: 'example.com',
  ipv4: '127.0.0.1',
  ipv6: '::1',
  uri: 'http://example.com/',
  'uri-reference': '/',
  byte: 'YQ==',
};

function numberFor(pieces: readonly Place[], type: 'integer' | 'number'): Verdict {
  const lows = [bound(pieces, 'minimum', Math.max), exclusive(pieces, 'exclusiveMinimum', 'minimum', Math.max)];
  const highs = [bound(pieces, 'maximum', Math.min), exclusive(pieces, 'exclusiveMaximum', 'maximum', Math.min)];
  const [minimum, above] = lows;
  const [maximum, below] = highs;
  for (const low of lows)
    for (const high of highs) {
      if (low === undefined || high === undefined) continue;
      const isOpen = low === above || high === below;
      if (low.value > high.value || (isOpen && low.value === high.value))
        return {
          kind: 'impossible',
          pointers: [low.pointer, high.pointer],
          reason: `no number lies between ${low.value} and ${high.value}`,
        };
    }
  const low = Math.max(minimum?.value ?? -Infinity, above?.value ?? -Infinity);
  const high = Math.min(maximum?.value ?? Infinity, below?.value ?? Infinity);
  const step = bound(pieces, 'multipleOf', Math.max)?.value;
  const candidates = [
    0,
    low,
    low + 1,
    Math.ceil(low),
    high,
    high - 1,
    (low + high) / 2,
    ...(step === undefined ? [] : [Math.ceil(low / step) * step, (Math.floor(low / step) + 1) * step]),
  ];
  const value = candidates.find(
    (candidate) =>
      Number.isFinite(candidate) &&
      (type === 'number' || Number.isInteger(candidate)) &&
      (minimum === undefined || candidate >= minimum.value) &&
      (maximum === undefined || candidate <= maximum.value) &&
      (above === undefined || candidate > above.value) &&
      (below === undefined || candidate < below.value) &&
      (step === undefined || Number.isInteger(candidate / step)),
  );
  return value === undefined ? { kind: 'unknown' } : { kind: 'instance', value };
}

interface Bound {
  readonly value: number;
  readonly pointer: string;
}

function bound(pieces: readonly Place[], key: string, tightest: (...values: number[]) => number): Bound | undefined {
  const flag = key === 'minimum' ? 'exclusiveMinimum' : key === 'maximum' ? 'exclusiveMaximum' : undefined;
  const bounds = pieces.flatMap(({ schema, pointer }) => {
    if (!isObject(schema) || (flag !== undefined && schema[flag] === true)) return [];
    const value = schema[key];
    return typeof value === 'number' ? [{ value, pointer: under(pointer, key) }] : [];
  });
  return tightestOf(bounds, tightest);
}

/** 3.0 marks the ordinary bound as exclusive, 3.1 has a bound of its own. */
function exclusive(
  pieces: readonly Place[],
  key: string,
  ordinary: string,
  tightest: (...values: number[]) => number,
): Bound | undefined {
  const bounds = pieces.flatMap(({ schema, pointer }) => {
    if (!isObject(schema)) return [];
    const value = schema[key] === true ? schema[ordinary] : schema[key];
    return typeof value === 'number' ? [{ value, pointer: under(pointer, schema[key] === true ? ordinary : key) }] : [];
  });
  return tightestOf(bounds, tightest);
}

function tightestOf(bounds: readonly Bound[], tightest: (...values: number[]) => number): Bound | undefined {
  const value = tightest(...bounds.map((candidate) => candidate.value));
  return bounds.find((candidate) => candidate.value === value);
}

function typesOf(schema: unknown): readonly string[] | undefined {
  if (!isObject(schema)) return undefined;
  const type = schema['type'];
  if (typeof type === 'string') return schema['nullable'] === true ? [type, 'null'] : [type];
  return Array.isArray(type) ? type.map(String) : undefined;
}

function admits(schema: unknown, name: string): boolean {
  if (!isObject(schema) || schema['additionalProperties'] !== false) return true;
  if (Object.hasOwn(objectAt(schema, 'properties'), name)) return true;
  return Object.keys(objectAt(schema, 'patternProperties')).some((pattern) => matches(pattern, name));
}

function matches(pattern: string, name: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(name);
  } catch {
    return true; // a pattern that does not compile proves nothing
  }
}

function accepts(schema: JSONSchema, value: unknown): boolean {
  try {
    return validatorFor(schema)(value).length === 0;
  } catch {
    return false; // a schema that does not compile has no witness that a validator would confirm
  }
}
