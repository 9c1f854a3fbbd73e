/** Connections of release 2.0, as they are created, read, changed and listed. */
import type { JSONSchema } from 'json-schema-to-ts';
import { ConnectionStatus, NamespaceDefinitionType, SchemaChange } from '../connection.ts';
import { DestinationSnippetRead } from '../destination.ts';
import {
  ConnectionId,
  DestinationDefinitionId,
  DestinationId,
  OperationId,
  SourceDefinitionId,
  SourceId,
  WorkspaceId,
} from '../identifiers.ts';
import { JobCreatedAt, JobStatus } from '../job.ts';
import { ConnectionSchedule, ConnectionScheduleData, ConnectionScheduleType } from '../schedule.ts';
import { SourceSnippetRead } from '../source.ts';
import { ActorDefinitionVersionRead } from './actor-version.ts';
import { ActorStatus, DestinationRead, ResourceRequirements, SourceRead } from './actor.ts';
import { CatalogDiff } from './catalog-diff.ts';
import { OperationCreate, OperationRead, WebBackendOperationCreateOrUpdate } from './operation.ts';
import { AirbyteCatalog } from './stream.ts';
import { Tag, TagId } from './tag.ts';

export const NonBreakingChangesPreference = {
  enum: ['ignore', 'disable', 'propagate_columns', 'propagate_fully'],
  type: 'string',
} as const satisfies JSONSchema;

export const SchemaChangeBackfillPreference = {
  enum: ['enabled', 'disabled'],
  type: 'string',
} as const satisfies JSONSchema;

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
    destinationCatalogId: { type: 'string', format: 'uuid' },
    dataplaneGroupId: { type: 'string', format: 'uuid' },
    notifySchemaChanges: { type: 'boolean' },
    nonBreakingChangesPreference: NonBreakingChangesPreference,
    backfillPreference: SchemaChangeBackfillPreference,
    tags: { type: 'array', items: Tag },
  },
} as const satisfies JSONSchema;

export const WebBackendConnectionListFilters = {
  type: 'object',
  properties: {
    sourceDefinitionIds: { type: 'array', items: SourceDefinitionId },
    destinationDefinitionIds: { type: 'array', items: DestinationDefinitionId },
    statuses: { type: 'array', items: { type: 'string', enum: ['healthy', 'failed', 'running', 'paused'] } },
    states: { type: 'array', items: ActorStatus },
    tagIds: { type: 'array', items: TagId },
    searchTerm: { type: 'string' },
  },
} as const satisfies JSONSchema;

export const WebBackendConnectionListItem = {
  type: 'object',
  required: [
    'connectionId',
    'name',
    'source',
    'destination',
    'status',
    'isSyncing',
    'schemaChange',
    'sourceActorDefinitionVersion',
    'destinationActorDefinitionVersion',
    'tags',
  ],
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
    sourceActorDefinitionVersion: ActorDefinitionVersionRead,
    destinationActorDefinitionVersion: ActorDefinitionVersionRead,
    tags: { type: 'array', items: Tag },
  },
} as const satisfies JSONSchema;

export const WebBackendConnectionListSortKey = {
  type: 'string',
  enum: [
    'connectionName_asc',
    'connectionName_desc',
    'sourceName_asc',
    'sourceName_desc',
    'destinationName_asc',
    'destinationName_desc',
    'lastSync_asc',
    'lastSync_desc',
  ],
} as const satisfies JSONSchema;

export const WebBackendConnectionListRequestBody = {
  type: 'object',
  required: ['workspaceId'],
  properties: {
    workspaceId: WorkspaceId,
    sourceId: { type: 'array', items: SourceId },
    destinationId: { type: 'array', items: DestinationId },
    cursor: ConnectionId,
    sortKey: WebBackendConnectionListSortKey,
    filters: WebBackendConnectionListFilters,
    pageSize: { type: 'integer' },
  },
} as const satisfies JSONSchema;

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
    'notifySchemaChangesByEmail',
    'nonBreakingChangesPreference',
    'sourceActorDefinitionVersion',
    'destinationActorDefinitionVersion',
    'tags',
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
    destinationCatalogId: { type: 'string', format: 'uuid' },
    catalogDiff: CatalogDiff,
    dataplaneGroupId: { type: 'string', format: 'uuid' },
    schemaChange: SchemaChange,
    notifySchemaChanges: { type: 'boolean' },
    notifySchemaChangesByEmail: { type: 'boolean' },
    nonBreakingChangesPreference: NonBreakingChangesPreference,
    createdAt: { type: 'integer', format: 'int64' },
    backfillPreference: SchemaChangeBackfillPreference,
    sourceActorDefinitionVersion: ActorDefinitionVersionRead,
    destinationActorDefinitionVersion: ActorDefinitionVersionRead,
    tags: { type: 'array', items: Tag },
  },
} as const satisfies JSONSchema;

export const WebBackendConnectionReadList = {
  type: 'object',
  required: ['connections'],
  properties: {
    connections: { type: 'array', items: WebBackendConnectionListItem },
    page_size: { type: 'integer' },
    num_connections: { type: 'integer' },
  },
} as const satisfies JSONSchema;

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
    operations: { type: ['array', 'null'], items: WebBackendOperationCreateOrUpdate },
    sourceCatalogId: { type: 'string', format: 'uuid' },
    destinationCatalogId: { type: 'string', format: 'uuid' },
    dataplaneGroupId: { type: 'string', format: 'uuid' },
    notifySchemaChanges: { type: 'boolean' },
    notifySchemaChangesByEmail: { type: 'boolean' },
    nonBreakingChangesPreference: NonBreakingChangesPreference,
    backfillPreference: SchemaChangeBackfillPreference,
    tags: { type: ['array', 'null'], items: Tag },
  },
} as const satisfies JSONSchema;
