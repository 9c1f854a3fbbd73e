/** A value of the type that the parts of a schema have in common. */
import { isObject } from '../json/json.ts';
import { under } from '../json/pointer.ts';
import { arrayInstance } from './array-instance.ts';
import { numberInstance } from './number-instance.ts';
import { objectInstance } from './object-instance.ts';
import type { Place } from './reachable-part.ts';
import { textInstance } from './text-instance.ts';
import type { Verdict } from './verdict.ts';

/**
 * Several pieces are the parts of one `allOf`: a value has to satisfy all of them.
 * @param build finds an instance for members and items
 */
export function typedInstance(pieces: readonly Place[], build: (place: Place) => Verdict): Verdict {
  const typed = pieces.flatMap(({ schema, pointer }) => {
    const types = typesOf(schema);
    return types === undefined ? [] : [{ types, pointer: under(pointer, 'type') }];
  });
  const common = typed.length === 0 ? undefined : commonTypes(typed.map(({ types }) => types));
  if (common?.length === 0)
    return {
      kind: 'impossible',
      pointers: typed.map(({ pointer }) => pointer),
      reason: 'the parts of the allOf have no type in common',
    };
  const implied = pieces.some(({ schema }) => isObject(schema) && ('properties' in schema || 'required' in schema))
    ? 'object'
    : undefined;
  const type = common?.includes('null') === true ? 'null' : (common?.[0] ?? implied);
  const verdict = instanceOf(type, pieces, build);
  // Another type, or a value of any type where none is named, escapes these keywords: then they prove nothing.
  return verdict.kind === 'impossible' && common?.length !== 1 ? { kind: 'unknown' } : verdict;
}

/** Every integer is a number: of both, `integer` is in common. */
function commonTypes(lists: readonly (readonly string[])[]): readonly string[] {
  const common = [...new Set(lists.flat())].filter((type) =>
    lists.every((types) => types.includes(type) || (type === 'integer' && types.includes('number'))),
  );
  return common.includes('number') ? common.filter((type) => type !== 'integer') : common;
}

function instanceOf(type: string | undefined, pieces: readonly Place[], build: (place: Place) => Verdict): Verdict {
  switch (type) {
    case 'null':
      return { kind: 'instance', value: null };
    case 'boolean':
      return { kind: 'instance', value: true };
    case 'string':
      return textInstance(pieces);
    case 'integer':
    case 'number':
      return numberInstance(pieces, type);
    case 'array':
      return arrayInstance(pieces, build);
    case 'object':
      return objectInstance(pieces, build);
    default:
      return { kind: 'instance', value: {} };
  }
}

function typesOf(schema: unknown): readonly string[] | undefined {
  if (!isObject(schema)) return undefined;
  const { type, nullable } = schema;
  if (typeof type === 'string') return nullable === true ? [type, 'null'] : [type];
  return Array.isArray(type) ? type.map(String) : undefined;
}
