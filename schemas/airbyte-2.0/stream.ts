/** Catalogs of release 2.0: streams and how they are synced. */
import type { JSONSchema } from 'json-schema-to-ts';
import { SelectedFieldInfo, StreamJsonSchema, SyncMode } from '../stream.ts';
import { MapperConfiguration } from './mapper.ts';

export const AirbyteStream = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'jsonSchema'],
  properties: {
    name: { type: 'string' },
    jsonSchema: StreamJsonSchema,
    supportedSyncModes: { type: 'array', items: SyncMode },
    sourceDefinedCursor: { type: 'boolean' },
    defaultCursorField: { type: 'array', items: { type: 'string' } },
    sourceDefinedPrimaryKey: { type: 'array', items: { type: 'array', items: { type: 'string' } } },
    namespace: { type: 'string' },
    isResumable: { type: 'boolean' },
    isFileBased: { type: 'boolean' },
  },
} as const satisfies JSONSchema;

export const DestinationSyncMode = {
  type: 'string',
  enum: ['append', 'overwrite', 'append_dedup', 'overwrite_dedup', 'update', 'soft_delete'],
} as const satisfies JSONSchema;

export const SelectedFields = { type: 'array', items: SelectedFieldInfo } as const satisfies JSONSchema;

export const StreamMapperType = {
  type: 'string',
  enum: ['hashing', 'field-renaming', 'row-filtering', 'encryption', 'field-filtering'],
} as const satisfies JSONSchema;

export const ConfiguredStreamMapper = {
  type: 'object',
  required: ['type', 'mapperConfiguration'],
  properties: {
    id: { type: 'string', format: 'uuid' },
    type: StreamMapperType,
    mapperConfiguration: MapperConfiguration,
  },
} as const satisfies JSONSchema;

export const AirbyteStreamConfiguration = {
  type: 'object',
  additionalProperties: false,
  required: ['syncMode', 'destinationSyncMode'],
  properties: {
    syncMode: SyncMode,
    cursorField: { type: 'array', items: { type: 'string' } },
    destinationSyncMode: DestinationSyncMode,
    namespace: { type: 'string' },
    primaryKey: { type: 'array', items: { type: 'array', items: { type: 'string' } } },
    aliasName: { type: 'string' },
    selected: { type: 'boolean' },
    suggested: { type: 'boolean' },
    destinationObjectName: { type: 'string' },
    includeFiles: { type: 'boolean' },
    fieldSelectionEnabled: { type: 'boolean' },
    selectedFields: SelectedFields,
    hashedFields: SelectedFields,
    mappers: { type: 'array', items: ConfiguredStreamMapper },
    minimumGenerationId: { type: 'integer', format: 'int64' },
    generationId: { type: 'integer', format: 'int64' },
    syncId: { type: 'integer', format: 'int64' },
  },
} as const satisfies JSONSchema;

export const AirbyteStreamAndConfiguration = {
  type: 'object',
  additionalProperties: false,
  properties: { stream: AirbyteStream, config: AirbyteStreamConfiguration },
} as const satisfies JSONSchema;

export const AirbyteCatalog = {
  type: 'object',
  required: ['streams'],
  properties: { streams: { type: 'array', items: AirbyteStreamAndConfiguration } },
} as const satisfies JSONSchema;
