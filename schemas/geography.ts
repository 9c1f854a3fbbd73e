/** Where data is processed. Servers may offer fewer regions than they store. */
import type { FromSchema, JSONSchema } from 'json-schema-to-ts';

export const Geography = { type: 'string', enum: ['auto', 'us', 'eu'] } as const satisfies JSONSchema;
export type Geography = FromSchema<typeof Geography>;

export const WebBackendGeographiesListResult = {
  type: 'object',
  required: ['geographies'],
  properties: {
    geographies: { type: 'array', items: Geography },
  },
} as const satisfies JSONSchema;
export type WebBackendGeographiesListResult = FromSchema<typeof WebBackendGeographiesListResult>;
