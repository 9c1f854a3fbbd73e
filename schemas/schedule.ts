/** When a connection syncs. Nothing in the description ties `scheduleType` to `scheduleData`; the domain rules do. */
import type { FromSchema, JSONSchema } from 'json-schema-to-ts';

export const ConnectionScheduleType = {
  type: 'string',
  enum: ['manual', 'basic', 'cron'],
} as const satisfies JSONSchema;
export type ConnectionScheduleType = FromSchema<typeof ConnectionScheduleType>;

export const ConnectionSchedule = {
  type: 'object',
  required: ['units', 'timeUnit'],
  properties: {
    units: { type: 'integer', format: 'int64' },
    timeUnit: {
      type: 'string',
      enum: ['minutes', 'hours', 'days', 'weeks', 'months'],
    },
  },
} as const satisfies JSONSchema;
export type ConnectionSchedule = FromSchema<typeof ConnectionSchedule>;

export const ConnectionScheduleData = {
  type: 'object',
  properties: {
    basicSchedule: {
      type: 'object',
      required: ['timeUnit', 'units'],
      properties: {
        timeUnit: {
          type: 'string',
          enum: ['minutes', 'hours', 'days', 'weeks', 'months'],
        },
        units: { type: 'integer', format: 'int64' },
      },
    },
    cron: {
      type: 'object',
      required: ['cronExpression', 'cronTimeZone'],
      properties: {
        cronExpression: { type: 'string' },
        cronTimeZone: { type: 'string' },
      },
    },
  },
} as const satisfies JSONSchema;
export type ConnectionScheduleData = FromSchema<typeof ConnectionScheduleData>;
