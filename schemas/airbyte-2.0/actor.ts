/** Sources and destinations of release 2.0. */
import type { JSONSchema } from 'json-schema-to-ts';
import { DestinationDefinitionId, DestinationId, SourceDefinitionId, SourceId, WorkspaceId } from '../identifiers.ts';
import { ActorDefinitionVersionBreakingChanges, SupportState } from './actor-version.ts';

export const ActorStatus = { type: 'string', enum: ['active', 'inactive'] } as const satisfies JSONSchema;

export const DestinationConfiguration = { type: 'object' } as const satisfies JSONSchema;

export const ResourceRequirements = {
  type: 'object',
  properties: {
    cpu_request: { type: 'string' },
    cpu_limit: { type: 'string' },
    memory_request: { type: 'string' },
    memory_limit: { type: 'string' },
    ephemeral_storage_request: { type: 'string' },
    ephemeral_storage_limit: { type: 'string' },
  },
} as const satisfies JSONSchema;

export const JobType = {
  type: 'string',
  enum: [
    'get_spec',
    'check_connection',
    'discover_schema',
    'sync',
    'reset_connection',
    'connection_updater',
    'replicate',
  ],
} as const satisfies JSONSchema;

export const JobTypeResourceLimit = {
  type: 'object',
  additionalProperties: false,
  required: ['jobType', 'resourceRequirements'],
  properties: { jobType: JobType, resourceRequirements: ResourceRequirements },
} as const satisfies JSONSchema;

export const ScopedResourceRequirements = {
  type: 'object',
  additionalProperties: false,
  properties: { default: ResourceRequirements, jobSpecific: { type: 'array', items: JobTypeResourceLimit } },
} as const satisfies JSONSchema;

export const DestinationRead = {
  type: 'object',
  required: [
    'destinationDefinitionId',
    'destinationId',
    'workspaceId',
    'connectionConfiguration',
    'name',
    'destinationName',
    'createdAt',
  ],
  properties: {
    destinationDefinitionId: DestinationDefinitionId,
    destinationId: DestinationId,
    workspaceId: WorkspaceId,
    connectionConfiguration: DestinationConfiguration,
    name: { type: 'string' },
    destinationName: { type: 'string' },
    icon: { type: 'string' },
    isVersionOverrideApplied: { type: 'boolean' },
    isEntitled: { type: 'boolean' },
    breakingChanges: ActorDefinitionVersionBreakingChanges,
    supportState: SupportState,
    status: ActorStatus,
    createdAt: { type: 'integer', format: 'int64' },
    resourceAllocation: ScopedResourceRequirements,
    numConnections: { type: 'integer' },
    lastSync: { type: 'integer', format: 'int64' },
    connectionJobStatuses: { type: 'object', additionalProperties: { type: 'integer' } },
  },
} as const satisfies JSONSchema;

export const SourceConfiguration = { type: 'object' } as const satisfies JSONSchema;

export const SourceRead = {
  type: 'object',
  required: [
    'sourceDefinitionId',
    'sourceId',
    'workspaceId',
    'connectionConfiguration',
    'name',
    'sourceName',
    'createdAt',
  ],
  properties: {
    sourceDefinitionId: SourceDefinitionId,
    sourceId: SourceId,
    workspaceId: WorkspaceId,
    connectionConfiguration: SourceConfiguration,
    name: { type: 'string' },
    sourceName: { type: 'string' },
    icon: { type: 'string' },
    isVersionOverrideApplied: { type: 'boolean' },
    isEntitled: { type: 'boolean' },
    breakingChanges: ActorDefinitionVersionBreakingChanges,
    supportState: SupportState,
    status: ActorStatus,
    createdAt: { type: 'integer', format: 'int64' },
    resourceAllocation: ScopedResourceRequirements,
    numConnections: { type: 'integer' },
    lastSync: { type: 'integer', format: 'int64' },
    connectionJobStatuses: { type: 'object', additionalProperties: { type: 'integer' } },
  },
} as const satisfies JSONSchema;
