/** What a refresh found to be different, as release 2.0 tells it. */
import type { JSONSchema } from 'json-schema-to-ts';
import { FieldName, FieldTransform, StreamDescriptor } from '../catalog-diff.ts';

export const StreamAttributePrimaryKeyUpdate = {
  type: 'object',
  properties: {
    oldPrimaryKey: { type: 'array', items: FieldName },
    newPrimaryKey: { type: 'array', items: FieldName },
  },
} as const satisfies JSONSchema;

export const StreamAttributeTransform = {
  type: 'object',
  required: ['transformType', 'breaking'],
  properties: {
    transformType: { type: 'string', enum: ['update_primary_key'] },
    breaking: { type: 'boolean' },
    updatePrimaryKey: StreamAttributePrimaryKeyUpdate,
  },
} as const satisfies JSONSchema;

export const StreamTransform = {
  type: 'object',
  required: ['transformType', 'streamDescriptor'],
  properties: {
    transformType: { type: 'string', enum: ['add_stream', 'remove_stream', 'update_stream'] },
    streamDescriptor: StreamDescriptor,
    updateStream: {
      type: 'object',
      required: ['fieldTransforms', 'streamAttributeTransforms'],
      properties: {
        fieldTransforms: { type: 'array', items: FieldTransform },
        streamAttributeTransforms: { type: 'array', items: StreamAttributeTransform },
      },
    },
  },
} as const satisfies JSONSchema;

export const CatalogDiff = {
  type: 'object',
  required: ['transforms'],
  properties: { transforms: { type: 'array', items: StreamTransform } },
} as const satisfies JSONSchema;
