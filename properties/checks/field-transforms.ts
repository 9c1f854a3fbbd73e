/** What a refresh says of the fields of streams that are still there. */
import { isEqualJson, isObject, listAt, member } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { fieldsOf, fieldTransformsOf, transformedStream } from '../model/streams-shown.ts';
import type { Streams } from '../model/streams-shown.ts';
import type { Violation } from './check.ts';
import { show } from './show.ts';
import { violationIf } from './violation-if.ts';

/** By the type of a transform the member that has its schemas. */
export const blocks: Readonly<Record<string, string>> = {
  add_field: 'addField',
  remove_field: 'removeField',
  update_field_schema: 'updateFieldSchema',
};

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
  const own = typeof type === 'string' ? blocks[type] : undefined;
  if (own === undefined) return [];
  const update = member(field, 'updateFieldSchema');
  const others = Object.values(blocks).filter((block) => block !== own && member(field, block) !== undefined);
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

/** At a place of a transform of fields. */
export function fault(place: string, said: Pick<Violation, 'title' | 'expected' | 'received'>): Violation {
  return {
    ...said,
    pointer: `/catalogDiff/transforms/0/updateStream${place === '' ? '' : `/0${place}`}`,
    kind: 'field',
  };
}

/** `undefined` for a field of a field. */
export function topLevelName(field: unknown): string | undefined {
  const [name, ...rest] = listAt(field, 'fieldName');
  return typeof name === 'string' && rest.length === 0 ? name : undefined;
}
