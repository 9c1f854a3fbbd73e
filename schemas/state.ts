/** Which kind of sync state a connection has. The answer is a bare JSON string. */
import type { FromSchema, JSONSchema } from 'json-schema-to-ts';
import { ConnectionId } from './identifiers.ts';

export const ConnectionIdRequestBody = {
  type: 'object',
  required: ['connectionId'],
  properties: {
    connectionId: ConnectionId,
  },
} as const satisfies JSONSchema;
export type ConnectionIdRequestBody = FromSchema<typeof ConnectionIdRequestBody>;

export const ConnectionStateType = {
  type: 'string',
  enum: ['global', 'stream', 'legacy', 'not_set'],
} as const satisfies JSONSchema;
export type ConnectionStateType = FromSchema<typeof ConnectionStateType>;
