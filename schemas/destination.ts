/** Where a connection writes to. `connectionConfiguration` is free JSON with its secrets masked. */
import type { FromSchema, JSONSchema } from 'json-schema-to-ts';
import { DestinationDefinitionId, DestinationId, WorkspaceId } from './identifiers.ts';

export const DestinationConfiguration = {} as const satisfies JSONSchema;
export type DestinationConfiguration = FromSchema<typeof DestinationConfiguration>;

export const DestinationRead = {
  type: 'object',
  required: [
    'destinationDefinitionId',
    'destinationId',
    'workspaceId',
    'connectionConfiguration',
    'name',
    'destinationName',
  ],
  properties: {
    destinationDefinitionId: DestinationDefinitionId,
    destinationId: DestinationId,
    workspaceId: WorkspaceId,
    connectionConfiguration: DestinationConfiguration,
    name: { type: 'string' },
    destinationName: { type: 'string' },
    icon: { type: 'string' },
  },
} as const satisfies JSONSchema;
export type DestinationRead = FromSchema<typeof DestinationRead>;

export const DestinationSnippetRead = {
  type: 'object',
  required: ['destinationId', 'name', 'destinationDefinitionId', 'destinationName'],
  properties: {
    destinationId: DestinationId,
    name: { type: 'string' },
    destinationDefinitionId: DestinationDefinitionId,
    destinationName: { type: 'string' },
    icon: { type: 'string' },
  },
} as const satisfies JSONSchema;
export type DestinationSnippetRead = FromSchema<typeof DestinationSnippetRead>;
