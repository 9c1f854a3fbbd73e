/** The latest sync job, as far as connections show it. Times are epoch seconds. */
import type { FromSchema, JSONSchema } from 'json-schema-to-ts';

export const JobCreatedAt = { type: 'integer', format: 'int64' } as const satisfies JSONSchema;
export type JobCreatedAt = FromSchema<typeof JobCreatedAt>;

export const JobStatus = {
  type: 'string',
  enum: ['pending', 'running', 'incomplete', 'failed', 'succeeded', 'cancelled'],
} as const satisfies JSONSchema;
export type JobStatus = FromSchema<typeof JobStatus>;
