/** Tags of connections, since release 1.3. */
import type { JSONSchema } from 'json-schema-to-ts';
import { WorkspaceId } from '../identifiers.ts';

export const TagId = { type: 'string', format: 'uuid' } as const satisfies JSONSchema;

export const Tag = {
  type: 'object',
  required: ['tagId', 'workspaceId', 'name', 'color'],
  properties: { tagId: TagId, workspaceId: WorkspaceId, name: { type: 'string' }, color: { type: 'string' } },
} as const satisfies JSONSchema;
