/** A connection: what is sent to create, change and list it, and what comes back. */
import type { FromSchema, JSONSchema } from 'json-schema-to-ts';
import { CatalogDiff } from './catalog-diff.ts';
import { DestinationRead, DestinationSnippetRead } from './destination.ts';
import { Geography } from './geography.ts';
import { ConnectionId, DestinationId, OperationId, SourceId, WorkspaceId } from './identifiers.ts';
import { JobCreatedAt, JobStatus } from './job.ts';
import { OperationCreate, OperationRead, WebBackendOperationCreateOrUpdate } from './operation.ts';
import { ConnectionSchedule, ConnectionScheduleData, ConnectionScheduleType } from './schedule.ts';
import { SourceRead, SourceSnippetRead } from './source.ts';
import { AirbyteCatalog } from './stream.ts';

export const ConnectionStatus = {
  type: 'string',
  enum: ['active', 'inactive', 'deprecated'],
} as const satisfies JSONSchema;
export type ConnectionStatus = FromSchema<typeof ConnectionStatus>;

export const NamespaceDefinitionType = {
  type: 'string',
  enum: ['source', 'destination', 'customformat'],
} as const satisfies JSONSchema;
export type NamespaceDefinitionType = FromSchema<typeof NamespaceDefinitionType>;

export const NonBreakingChangesPreference = {
  type: 'string',
  enum: ['ignore', 'disable'],
} as const satisfies JSONSchema;
export type NonBreakingChangesPreference = FromSchema<typeof NonBreakingChangesPreference>;

export const SchemaChange = {
  type: 'string',
  enum: ['no_change', 'non_breaking', 'breaking'],
} as const satisfies JSONSchema;
export type SchemaChange = FromSchema<typeof SchemaChange>;

export const ResourceRequirements = {
  type: 'object',
  properties: {
    cpu_request: { type: 'string' },
    cpu_limit: { type: 'string' },
    memory_request: { type: 'string' },
    memory_limit: { type: 'string' },
  },
} as const satisfies JSONSchema;
export type ResourceRequirements = FromSchema<typeof ResourceRequirements>;

export const WebBackendConnectionCreate = {
  type: 'object',
  required: ['sourceId', 'destinationId', 'status'],
  properties: {
    name: { type: 'string' },
    namespaceDefinition: NamespaceDefinitionType,
    namespaceFormat: { type: 'string' },
    prefix: { type: 'string' },
    sourceId: SourceId,
    destinationId: DestinationId,
    operationIds: { type: 'array', items: OperationId },
    syncCatalog: AirbyteCatalog,
    schedule: ConnectionSchedule,
    scheduleType: ConnectionScheduleType,
    scheduleData: ConnectionScheduleData,
    status: ConnectionStatus,
    resourceRequirements: ResourceRequirements,
    operations: { type: 'array', items: OperationCreate },
    sourceCatalogId: { type: 'string', format: 'uuid' },
    geography: Geography,
    nonBreakingChangesPreference: NonBreakingChangesPreference,
  },
} as const satisfies JSONSchema;
export type WebBackendConnectionCreate = FromSchema<typeof WebBackendConnectionCreate>;

export const WebBackendConnectionUpdate = {
  type: 'object',
  required: ['connectionId'],
  properties: {
    name: { type: 'string' },
    connectionId: ConnectionId,
    namespaceDefinition: NamespaceDefinitionType,
    namespaceFormat: { type: 'string' },
    prefix: { type: 'string' },
    syncCatalog: AirbyteCatalog,
    schedule: ConnectionSchedule,
    scheduleType: ConnectionScheduleType,
    scheduleData: ConnectionScheduleData,
    status: ConnectionStatus,
    resourceRequirements: ResourceRequirements,
    skipReset: { type: 'boolean' },
    operations: { type: 'array', items: WebBackendOperationCreateOrUpdate },
    sourceCatalogId: { type: 'string', format: 'uuid' },
    geography: Geography,
    notifySchemaChanges: { type: 'boolean' },
    notifySchemaChangesByEmail: { type: 'boolean' },
    nonBreakingChangesPreference: NonBreakingChangesPreference,
  },
} as const satisfies JSONSchema;
export type WebBackendConnectionUpdate = FromSchema<typeof WebBackendConnectionUpdate>;

export const WebBackendConnectionRequestBody = {
  type: 'object',
  required: ['connectionId'],
  properties: {
    withRefreshedCatalog: { type: 'boolean' },
    connectionId: ConnectionId,
  },
} as const satisfies JSONSchema;
export type WebBackendConnectionRequestBody = FromSchema<typeof WebBackendConnectionRequestBody>;

export const WebBackendConnectionRead = {
  type: 'object',
  required: [
    'connectionId',
    'name',
    'sourceId',
    'destinationId',
    'syncCatalog',
    'status',
    'source',
    'destination',
    'isSyncing',
    'schemaChange',
    'notifySchemaChanges',
    'nonBreakingChangesPreference',
  ],
  properties: {
    connectionId: ConnectionId,
    name: { type: 'string' },
    namespaceDefinition: NamespaceDefinitionType,
    namespaceFormat: { type: 'string' },
    prefix: { type: 'string' },
    sourceId: SourceId,
    destinationId: DestinationId,
    syncCatalog: AirbyteCatalog,
    schedule: ConnectionSchedule,
    scheduleType: ConnectionScheduleType,
    scheduleData: ConnectionScheduleData,
    status: ConnectionStatus,
    operationIds: { type: 'array', items: OperationId },
    source: SourceRead,
    destination: DestinationRead,
    operations: { type: 'array', items: OperationRead },
    latestSyncJobCreatedAt: JobCreatedAt,
    latestSyncJobStatus: JobStatus,
    isSyncing: { type: 'boolean' },
    resourceRequirements: ResourceRequirements,
    catalogId: { type: 'string', format: 'uuid' },
    catalogDiff: CatalogDiff,
    geography: Geography,
    schemaChange: SchemaChange,
    notifySchemaChanges: { type: 'boolean' },
    notifySchemaChangesByEmail: { type: 'boolean' },
    nonBreakingChangesPreference: NonBreakingChangesPreference,
  },
} as const satisfies JSONSchema;
export type WebBackendConnectionRead = FromSchema<typeof WebBackendConnectionRead>;

export const WebBackendConnectionListRequestBody = {
  type: 'object',
  required: ['workspaceId'],
  properties: {
    workspaceId: WorkspaceId,
    sourceId: { type: 'array', items: SourceId },
    destinationId: { type: 'array', items: DestinationId },
  },
} as const satisfies JSONSchema;
export type WebBackendConnectionListRequestBody = FromSchema<typeof WebBackendConnectionListRequestBody>;

export const WebBackendConnectionListItem = {
  type: 'object',
  required: ['connectionId', 'name', 'source', 'destination', 'status', 'isSyncing', 'schemaChange'],
  properties: {
    connectionId: ConnectionId,
    name: { type: 'string' },
    scheduleType: ConnectionScheduleType,
    scheduleData: ConnectionScheduleData,
    status: ConnectionStatus,
    source: SourceSnippetRead,
    destination: DestinationSnippetRead,
    latestSyncJobCreatedAt: JobCreatedAt,
    latestSyncJobStatus: JobStatus,
    isSyncing: { type: 'boolean' },
    schemaChange: SchemaChange,
  },
} as const satisfies JSONSchema;
export type WebBackendConnectionListItem = FromSchema<typeof WebBackendConnectionListItem>;

export const WebBackendConnectionReadList = {
  type: 'object',
  required: ['connections'],
  properties: {
    connections: { type: 'array', items: WebBackendConnectionListItem },
  },
} as const satisfies JSONSchema;
export type WebBackendConnectionReadList = FromSchema<typeof WebBackendConnectionReadList>;
