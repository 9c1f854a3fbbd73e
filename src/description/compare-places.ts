/** What a place says beside its schema: that null may stand there, and what holds where nothing does. */
import { isEqualJson } from '../json/json.ts';
import { under } from '../json/pointer.ts';
import { here } from './schema-change.ts';
import type { SchemaChange } from './schema-change.ts';
import { kindOf } from './schema-summary.ts';
import type { View } from './view.ts';

/** Null and the default, as far as the place says them and not a model that both sides have. */
export function placeChanges(was: View, is: View): readonly SchemaChange[] {
  const isSameModel = was.model !== undefined && was.model === is.model;
  // Where anything is accepted null is too: that a type comes or goes says it all.
  const isAnyOnce = (kindOf(was.schema) === 'any') !== (kindOf(is.schema) === 'any');
  const isNullTold = (isSameModel && was.hasOwnNull === is.hasOwnNull) || isAnyOnce;
  const isDefaultTold = isSameModel && !was.hasOwnDefault && !is.hasOwnDefault;
  const { pointer } = is.place;
  return [
    ...(isNullTold || was.isNullable === is.isNullable
      ? []
      : [here({ kind: is.isNullable ? 'nullable-added' : 'nullable-removed', pointer, given: {} })]),
    ...(isDefaultTold || isEqualJson(was.default, is.default)
      ? []
      : [
          here({
            kind: 'default-changed',
            ...(was.default === undefined ? {} : { from: JSON.stringify(was.default.value) }),
            ...(is.default === undefined ? {} : { to: JSON.stringify(is.default.value) }),
            pointer: under(pointer, 'default'),
            given: {},
          }),
        ]),
  ];
}
