/** Identifiers: UUIDs on the wire. Servers answer lower-case hex with dashes. */
import type { FromSchema, JSONSchema } from 'json-schema-to-ts';

export const WorkspaceId = { type: 'string', format: 'uuid' } as const satisfies JSONSchema;
export type WorkspaceId = FromSchema<typeof WorkspaceId>;

export const SourceId = { type: 'string', format: 'uuid' } as const satisfies JSONSchema;
export type SourceId = FromSchema<typeof SourceId>;

export const DestinationId = { type: 'string', format: 'uuid' } as const satisfies JSONSchema;
export type DestinationId = FromSchema<typeof DestinationId>;

export const ConnectionId = { type: 'string', format: 'uuid' } as const satisfies JSONSchema;
export type ConnectionId = FromSchema<typeof ConnectionId>;

export const OperationId = { type: 'string', format: 'uuid' } as const satisfies JSONSchema;
export type OperationId = FromSchema<typeof OperationId>;

export const SourceDefinitionId = { type: 'string', format: 'uuid' } as const satisfies JSONSchema;
export type SourceDefinitionId = FromSchema<typeof SourceDefinitionId>;

export const DestinationDefinitionId = { type: 'string', format: 'uuid' } as const satisfies JSONSchema;
export type DestinationDefinitionId = FromSchema<typeof DestinationDefinitionId>;
