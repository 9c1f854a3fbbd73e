/** Mappers and hashed fields of streams, since 2024: what is done to records on their way. */
import type { JSONSchema } from 'json-schema-to-ts';
import { isObject, member } from '../../src/json/json.ts';
import type { AirbyteStreamAndConfiguration } from '../../schemas/stream.ts';
import { validatorFor } from '../../src/validation/validator.ts';
import type { Draw } from './draw.ts';
import type { GenerationContext } from './generation-context.ts';
import { propertiesOf } from './properties-of.ts';

/**
 * The entry, seldom with one mapper or with hashed fields, never with both: released servers show hashed fields as mappers and the
 * other way round. Only on plain text fields that are neither cursor nor key, of streams of which all fields are taken.
 */
export function mapped(
  draw: Draw,
  entry: AirbyteStreamAndConfiguration,
  { description }: GenerationContext,
): AirbyteStreamAndConfiguration {
  const { stream, config } = entry;
  if (description === undefined || stream === undefined || config === undefined) return entry;
  const schema = mappersSchema(description.operations['webBackendCreateConnection']?.request);
  if (schema === undefined) return entry;
  if (config.fieldSelectionEnabled === true || !draw.chance(0.35)) return entry;
  const taken = new Set([
    config.cursorField?.[0],
    stream.defaultCursorField?.[0],
    ...[...(config.primaryKey ?? []), ...(stream.sourceDefinedPrimaryKey ?? [])].map(([head]) => head),
  ]);
  const fields = Object.entries(propertiesOf(stream.jsonSchema))
    .filter(([name, schema]) => !taken.has(name) && isPlainText(schema) && /^\w+$/.test(name))
    .map(([name]) => name);
  if (fields.length === 0) return entry;
  const field = draw.pick(fields);
  const hashed: object = { hashedFields: [{ fieldPath: [field] }] };
  if (draw.chance(0.3)) return { stream, config: { ...config, ...hashed } };
  const mappers = [draw.pick(mapperKinds)(field)];
  const chosen: object = { mappers };
  // The published description contradicts itself on some kinds.
  return validatorFor(schema)(mappers).length === 0 ? { stream, config: { ...config, ...chosen } } : entry;
}

const mapperKinds: readonly ((field: string) => object)[] = [
  (targetField) => ({
    type: 'hashing',
    mapperConfiguration: { targetField, method: 'SHA-256', fieldNameSuffix: '_hashed' },
  }),
  (originalFieldName) => ({
    type: 'field-renaming',
    mapperConfiguration: { originalFieldName, newFieldName: `${originalFieldName}_airlock` },
  }),
  (fieldName) => ({
    type: 'row-filtering',
    mapperConfiguration: { conditions: { type: 'EQUAL', fieldName, comparisonValue: 'airlock' } },
  }),
  (fieldName) => ({
    type: 'row-filtering',
    mapperConfiguration: {
      conditions: { type: 'NOT', conditions: [{ type: 'EQUAL', fieldName, comparisonValue: 'größe 😀' }] },
    },
  }),
];

function isPlainText(schema: unknown): boolean {
  const type = member(schema, 'type');
  const isText = type === 'string' || (Array.isArray(type) && type.every((one) => one === 'string' || one === 'null'));
  return isText && member(schema, 'format') === undefined;
}

/** `undefined` where the release has no mappers. */
function mappersSchema(request: JSONSchema | undefined): JSONSchema | undefined {
  const path = ['properties', 'syncCatalog', 'properties', 'streams', 'items', 'properties', 'config', 'properties'];
  const found = [...path, 'mappers'].reduce<unknown>((node, key) => member(node, key), request);
  return isObject(found) ? found : undefined;
}
