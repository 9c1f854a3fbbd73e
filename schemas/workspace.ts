/** What a workspace holds, as three flags. */
import type { FromSchema, JSONSchema } from 'json-schema-to-ts';
import { WorkspaceId } from './identifiers.ts';

export const WebBackendWorkspaceState = {
  type: 'object',
  required: ['workspaceId'],
  properties: {
    workspaceId: WorkspaceId,
  },
} as const satisfies JSONSchema;
export type WebBackendWorkspaceState = FromSchema<typeof WebBackendWorkspaceState>;

export const WebBackendWorkspaceStateResult = {
  type: 'object',
  required: ['hasConnections', 'hasSources', 'hasDestinations'],
  properties: {
    hasConnections: { type: 'boolean' },
    hasSources: { type: 'boolean' },
    hasDestinations: { type: 'boolean' },
  },
} as const satisfies JSONSchema;
export type WebBackendWorkspaceStateResult = FromSchema<typeof WebBackendWorkspaceStateResult>;
