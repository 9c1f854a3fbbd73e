/** The schemas of fields that a refresh tells. */
import { isEqualJson, isObject, member } from '../../src/json/json.ts';
import { fieldsOf, fieldTransformsOf, transformedStream } from '../model/streams-shown.ts';
import type { Streams } from '../model/streams-shown.ts';
import type { Violation } from './check.ts';
import { blocks, fault, topLevelName } from './field-transforms.ts';
import { show } from './show.ts';

/** By the type of a transform its schemas, and whether they are of the stream as it was. */
const schemas: Readonly<Record<string, readonly (readonly [name: string, isOld: boolean])[]>> = {
  add_field: [['schema', false]],
  remove_field: [['schema', true]],
  update_field_schema: [
    ['oldSchema', true],
    ['newSchema', false],
  ],
};

interface Shown {
  /** Absent where it is not known. */
  readonly before: Streams | undefined;
  readonly after: Streams;
}

/** Schemas that are not those of the streams before and after the refresh; of fields at the top level. */
export function schemaFaults(transforms: readonly unknown[], { before, after }: Shown): readonly Violation[] {
  return transforms.flatMap((transform) => {
    const identity = transformedStream(transform);
    const [old, fresh] = [fieldsOf(before?.get(identity)), fieldsOf(after.get(identity))];
    return fieldTransformsOf(transform).flatMap((field) => {
      const type = String(member(field, 'transformType'));
      const [name, block] = [topLevelName(field), blocks[type]];
      if (name === undefined || block === undefined) return [];
      return (schemas[type] ?? []).flatMap(([key, isOld]) => {
        const told = member(member(field, block), key);
        const shown = member(isOld ? old : fresh, name);
        return isSameSchema(told, shown)
          ? []
          : [
              fault(`/${block}/${key}`, {
                title: `catalogDiff has a ${show(type)} whose ${key} is not that of the stream ${isOld ? 'before' : 'after'} it`,
                expected: show(shown),
                received: show(told),
              }),
            ];
      });
    });
  });
}

/**
 * A field whose path occurs twice has a text in the place of its schema, an empty one tells nothing, and a reference may be resolved in one of
 * the two.
 */
function isSameSchema(told: unknown, shown: unknown): boolean {
  if (!isObject(told) || !isObject(shown) || Object.keys(told).length === 0) return true;
  return [told, shown].some((schema) => Object.hasOwn(schema, '$ref')) || isEqualJson(told, shown);
}
