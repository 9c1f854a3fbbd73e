/** Decides for a schema of a description whether any value satisfies it: a value shows that, or the keywords that collide. */
import { isEqualJson, isObject, listAt } from '../json/json.ts';
import { under } from '../json/pointer.ts';
import type { JsonObject } from '../json/json.ts';
import { validatorFor } from '../validation/validator.ts';
import type { JSONSchema } from 'json-schema-to-ts';
import type { PlainSchemas } from './plain-schema.ts';
import type { Place } from './reachable-part.ts';
import { resolve } from './references.ts';
import { typedInstance } from './typed-instance.ts';
import type { Verdict } from './verdict.ts';

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
      if (open.has(end.pointer)) return { kind: 'impossible', pointers: [pointer], reason: endless };
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
    return typedInstance([{ schema, pointer }], built);
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
    return typedInstance(pieces, built);
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

  return { find };
}

function accepts(schema: JSONSchema, value: unknown): boolean {
  try {
    return validatorFor(schema)(value).length === 0;
  } catch {
    return false; // a schema that does not compile has no witness that a validator would confirm
  }
}
