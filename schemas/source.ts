/** Where a connection reads from. `connectionConfiguration` is free JSON with its secrets masked. */
import type { FromSchema, JSONSchema } from 'json-schema-to-ts';
import { SourceDefinitionId, SourceId, WorkspaceId } from './identifiers.ts';

export const SourceConfiguration = {} as const satisfies JSONSchema;
export type SourceConfiguration = FromSchema<typeof SourceConfiguration>;

export const SourceRead = {
  type: 'object',
  required: ['sourceDefinitionId', 'sourceId', 'workspaceId', 'connectionConfiguration', 'name', 'sourceName'],
  properties: {
    sourceDefinitionId: SourceDefinitionId,
    sourceId: SourceId,
    workspaceId: WorkspaceId,
    connectionConfiguration: SourceConfiguration,
    name: { type: 'string' },
    sourceName: { type: 'string' },
    icon: { type: 'string' },
  },
} as const satisfies JSONSchema;
export type SourceRead = FromSchema<typeof SourceRead>;

export const SourceSnippetRead = {
  type: 'object',
  required: ['sourceId', 'name', 'sourceDefinitionId', 'sourceName'],
  properties: {
    sourceId: SourceId,
    name: { type: 'string' },
    sourceDefinitionId: SourceDefinitionId,
    sourceName: { type: 'string' },
    icon: { type: 'string' },
  },
} as const satisfies JSONSchema;
export type SourceSnippetRead = FromSchema<typeof SourceSnippetRead>;
