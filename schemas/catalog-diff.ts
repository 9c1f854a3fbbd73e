/** What a refreshing get reports: how the discovered catalog differs from the stored one. */
import type { FromSchema, JSONSchema } from 'json-schema-to-ts';

export const FieldName = { type: 'array', items: { type: 'string' } } as const satisfies JSONSchema;
export type FieldName = FromSchema<typeof FieldName>;

export const FieldSchema = { type: 'object' } as const satisfies JSONSchema;
export type FieldSchema = FromSchema<typeof FieldSchema>;

export const FieldAdd = {
  type: 'object',
  properties: {
    schema: FieldSchema,
  },
} as const satisfies JSONSchema;
export type FieldAdd = FromSchema<typeof FieldAdd>;

export const FieldRemove = {
  type: 'object',
  properties: {
    schema: FieldSchema,
  },
} as const satisfies JSONSchema;
export type FieldRemove = FromSchema<typeof FieldRemove>;

export const FieldSchemaUpdate = {
  type: 'object',
  required: ['oldSchema', 'newSchema'],
  properties: {
    oldSchema: FieldSchema,
    newSchema: FieldSchema,
  },
} as const satisfies JSONSchema;
export type FieldSchemaUpdate = FromSchema<typeof FieldSchemaUpdate>;

export const FieldTransform = {
  type: 'object',
  required: ['transformType', 'fieldName', 'breaking'],
  properties: {
    transformType: {
      type: 'string',
      enum: ['add_field', 'remove_field', 'update_field_schema'],
    },
    fieldName: FieldName,
    breaking: { type: 'boolean' },
    addField: FieldAdd,
    removeField: FieldRemove,
    updateFieldSchema: FieldSchemaUpdate,
  },
} as const satisfies JSONSchema;
export type FieldTransform = FromSchema<typeof FieldTransform>;

export const StreamDescriptor = {
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string' },
    namespace: { type: 'string' },
  },
} as const satisfies JSONSchema;
export type StreamDescriptor = FromSchema<typeof StreamDescriptor>;

export const StreamTransform = {
  type: 'object',
  required: ['transformType', 'streamDescriptor'],
  properties: {
    transformType: {
      type: 'string',
      enum: ['add_stream', 'remove_stream', 'update_stream'],
    },
    streamDescriptor: StreamDescriptor,
    updateStream: { type: 'array', items: FieldTransform },
  },
} as const satisfies JSONSchema;
export type StreamTransform = FromSchema<typeof StreamTransform>;

export const CatalogDiff = {
  type: 'object',
  required: ['transforms'],
  properties: {
    transforms: { type: 'array', items: StreamTransform },
  },
} as const satisfies JSONSchema;
export type CatalogDiff = FromSchema<typeof CatalogDiff>;
