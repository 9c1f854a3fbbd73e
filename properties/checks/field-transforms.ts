/** What a refresh says of the fields of streams that are still there. */
import { isEqualJson, isObject, listAt, member } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { fieldsOf, fieldTransformsOf, transformedStream } from '../model/streams-shown.ts';
import type { Streams } from '../model/streams-shown.ts';
import type { Violation } from './check.ts';
import { show } from './show.ts';
import { violationIf } from './violation-if.ts';

/** By the type of a transform the member that has its schemas. */
const blocks: ReadonlyMap<unknown, string> = new Map([
  ['add_field', 'addField'],
  ['remove_field', 'removeField'],
  ['update_field_schema', 'updateFieldSchema'],
]);

/** The schemas in these, and whether they are of the stream as it was. */
const schemas = [
  { block: 'addField', key: 'schema', isOld: false },
  { block: 'removeField', key: 'schema', isOld: true },
  { block: 'updateFieldSchema', key: 'oldSchema', isOld: true },
  { block: 'updateFieldSchema', key: 'newSchema', isOld: false },
] as const;

/** Transforms of fields that contradict themselves, or the streams of the answer. */
export function fieldFaults(transforms: readonly unknown[], after: Streams): readonly Violation[] {
  return transforms.flatMap((transform) => {
    const fields = fieldTransformsOf(transform);
    if (fields.length > 0 && member(transform, 'transformType') !== 'update_stream')
      return [
        fault('', {
          title: 'catalogDiff names fields of a stream that it does not update',
          expected: 'updateStream for an update_stream only',
          received: show(transform),
        }),
      ];
    const properties = fieldsOf(after.get(transformedStream(transform)));
    return fields.flatMap((field) => faultsOf(field, properties));
  });
}

function faultsOf(field: unknown, properties: JsonObject | undefined): readonly Violation[] {
  const type = member(field, 'transformType');
  const own = blocks.get(type);
  if (own === undefined) return [];
  const update = member(field, 'updateFieldSchema');
  const others = [...blocks.values()].filter((block) => block !== own && member(field, block) !== undefined);
  const name = topLevelName(field);
  const isUnchanged =
    type === 'update_field_schema' && isObject(update) && isEqualJson(update['oldSchema'], update['newSchema']);
  const isThere = name === undefined || properties === undefined ? undefined : Object.hasOwn(properties, name);
  return [
    ...violationIf(!isObject(member(field, own)) || others.length > 0, () =>
      fault(`/${own}`, {
        title: `catalogDiff has a ${show(type)} without ${own} alone`,
        expected: `${own} and no other`,
        received: show(field),
      }),
    ),
    ...violationIf(isUnchanged, () =>
      fault('/updateFieldSchema', {
        title: 'catalogDiff has a changed field with the same schema twice',
        expected: 'an old and a new schema',
        received: show(update),
      }),
    ),
    // Only a field that is gone breaks a connection.
    ...violationIf(type !== 'remove_field' && member(field, 'breaking') === true, () =>
      fault('/breaking', {
        title: `catalogDiff calls a ${type === 'add_field' ? 'new' : 'changed'} field breaking`,
        expected: 'false',
        received: 'true',
      }),
    ),
    ...violationIf(isThere === (type === 'remove_field'), () =>
      fault('/fieldName', {
        title: `catalogDiff has a ${show(type)}, and the stream says otherwise`,
        expected: `${show(name)} ${isThere === true ? 'not ' : ''}in the stream`,
        received: show(Object.keys(properties ?? {})),
      }),
    ),
  ];
}

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
      const type = member(field, 'transformType');
      const name = topLevelName(field);
      if (name === undefined) return [];
      const own = schemas.filter(({ block }) => block === blocks.get(type));
      return own.flatMap(({ block, key, isOld }) => {
        const told = member(member(field, block), key);
        const shown = member(isOld ? old : fresh, name);
        return violationIf(!isSameSchema(told, shown), () =>
          fault(`/${block}/${key}`, {
            title: `catalogDiff has a ${show(type)} whose ${key} is not that of the stream ${isOld ? 'before' : 'after'} it`,
            expected: show(shown),
            received: show(told),
          }),
        );
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

/** At a place of a transform of fields. */
function fault(place: string, said: Pick<Violation, 'title' | 'expected' | 'received'>): Violation {
  return {
    ...said,
    pointer: `/catalogDiff/transforms/0/updateStream${place === '' ? '' : `/0${place}`}`,
    kind: 'field',
  };
}

/** `undefined` for a field of a field. */
function topLevelName(field: unknown): string | undefined {
  const [name, ...rest] = listAt(field, 'fieldName');
  return typeof name === 'string' && rest.length === 0 ? name : undefined;
}
