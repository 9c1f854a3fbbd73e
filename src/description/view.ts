/** What stands at a place of a document in normal form, behind references and the null beside them. */
import { isObject, listAt } from '../json/json.ts';
import { under } from '../json/pointer.ts';
import type { JsonObject } from '../json/json.ts';
import type { Place } from './reachable-part.ts';
import { acceptsNull, isNull, isOrNull, ofType, typesOf } from './normal-keywords.ts';
import type { NormalSchema } from './normal-schema.ts';
import { modelNameOf, resolve } from './references.ts';

export interface View {
  /** As it stands there. */
  readonly place: Place;
  /** The model that the place refers to. */
  readonly model?: string;
  readonly schema: NormalSchema;
  /** Of `schema`: in the model where there is one. */
  readonly pointer: string;
  readonly isNullable: boolean;
  readonly default?: { readonly value: unknown };
  /** The place says so, not its model. */
  readonly hasOwnNull: boolean;
  readonly hasOwnDefault: boolean;
}

/** Chains of models that are nothing but references are short; longer ones go in a circle. */
const maxChain = 150;

export function viewOf(document: JsonObject, place: Place, chain = 0): View {
  const { schema, pointer } = place;
  const own = isObject(schema) && Object.hasOwn(schema, 'default') ? { default: { value: schema['default'] } } : {};
  const isWrapper = isOrNull(schema);
  const reference = isWrapper ? schema.anyOf[0] : schema;
  const model = modelNameOf(reference);
  const end = resolve(document, reference, pointer);
  if (model === undefined || end.kind !== 'found' || chain > maxChain) {
    const root = model === undefined && isObject(schema) ? schema : schema === false ? false : {};
    const isNullable = acceptsNull(root);
    return {
      place,
      schema: root,
      pointer,
      isNullable,
      ...own,
      hasOwnNull: isNullable,
      hasOwnDefault: 'default' in own,
    };
  }
  const target = viewOf(document, { schema: end.value, pointer: end.pointer }, chain + 1);
  return {
    ...target,
    ...own,
    place,
    model,
    isNullable: isWrapper || target.isNullable,
    hasOwnNull: isWrapper,
    hasOwnDefault: 'default' in own,
  };
}

/** The forms that a place may take, null apart: the members of its union, or one for each of its types. */
export function formsOf(document: JsonObject, view: View, chain = 0): readonly View[] {
  const { schema, pointer } = view;
  if (schema === false || chain > maxChain) return [view];
  const key = 'oneOf' in schema ? 'oneOf' : 'anyOf';
  const members = listAt(schema, key).map((member, index) => ({ schema: member, pointer: under(pointer, key, index) }));
  if (members.length > 0)
    return members
      .map((member) => viewOf(document, member))
      .filter((member) => !isNull(member.schema))
      .flatMap((member) => formsOf(document, member, chain + 1));
  const types = (typesOf(schema) ?? []).filter((type) => type !== 'null');
  if (types.length < 2) return [view];
  return types.map((type) => viewOf(document, { schema: ofType(schema, type), pointer }));
}

/** A member of an object, as a place. */
export function memberOf({ schema, pointer }: View, name: string): Place {
  const members = schema === false ? undefined : schema['properties'];
  return { schema: isObject(members) ? members[name] : {}, pointer: under(pointer, 'properties', name) };
}

/** The schema of all items or undeclared members; what is not said accepts anything. */
export function partOf({ schema, pointer }: View, key: 'items' | 'additionalProperties'): Place {
  return { schema: (schema === false ? undefined : schema[key]) ?? {}, pointer: under(pointer, key) };
}
