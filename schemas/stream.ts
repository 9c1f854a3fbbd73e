/** What is synced: a catalog is a list of streams, each with the configuration chosen for it. */
import type { FromSchema, JSONSchema } from 'json-schema-to-ts';

export const SyncMode = { type: 'string', enum: ['full_refresh', 'incremental'] } as const satisfies JSONSchema;
export type SyncMode = FromSchema<typeof SyncMode>;

export const DestinationSyncMode = {
  type: 'string',
  enum: ['append', 'overwrite', 'append_dedup'],
} as const satisfies JSONSchema;
export type DestinationSyncMode = FromSchema<typeof DestinationSyncMode>;

export const StreamJsonSchema = { type: 'object' } as const satisfies JSONSchema;
export type StreamJsonSchema = FromSchema<typeof StreamJsonSchema>;

export const SelectedFieldInfo = {
  type: 'object',
  properties: {
    fieldPath: { type: 'array', items: { type: 'string' } },
  },
} as const satisfies JSONSchema;
export type SelectedFieldInfo = FromSchema<typeof SelectedFieldInfo>;

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
    sourceDefinedPrimaryKey: {
      type: 'array',
      items: { type: 'array', items: { type: 'string' } },
    },
    namespace: { type: 'string' },
  },
} as const satisfies JSONSchema;
export type AirbyteStream = FromSchema<typeof AirbyteStream>;

export const AirbyteStreamConfiguration = {
  type: 'object',
  additionalProperties: false,
  required: ['syncMode', 'destinationSyncMode'],
  properties: {
    syncMode: SyncMode,
    cursorField: { type: 'array', items: { type: 'string' } },
    destinationSyncMode: DestinationSyncMode,
    primaryKey: {
      type: 'array',
      items: { type: 'array', items: { type: 'string' } },
    },
    aliasName: { type: 'string' },
    selected: { type: 'boolean' },
    suggested: { type: 'boolean' },
    fieldSelectionEnabled: { type: 'boolean' },
    selectedFields: { type: 'array', items: SelectedFieldInfo },
  },
} as const satisfies JSONSchema;
export type AirbyteStreamConfiguration = FromSchema<typeof AirbyteStreamConfiguration>;

export const AirbyteStreamAndConfiguration = {
  type: 'object',
  additionalProperties: false,
  properties: {
    stream: AirbyteStream,
    config: AirbyteStreamConfiguration,
  },
} as const satisfies JSONSchema;
export type AirbyteStreamAndConfiguration = FromSchema<typeof AirbyteStreamAndConfiguration>;

export const AirbyteCatalog = {
  type: 'object',
  required: ['streams'],
  properties: {
    streams: { type: 'array', items: AirbyteStreamAndConfiguration },
  },
} as const satisfies JSONSchema;
export type AirbyteCatalog = FromSchema<typeof AirbyteCatalog>;
