/** How many installed connectors have a newer version. */
import type { FromSchema, JSONSchema } from 'json-schema-to-ts';

export const WebBackendCheckUpdatesRead = {
  type: 'object',
  required: ['destinationDefinitions', 'sourceDefinitions'],
  properties: {
    destinationDefinitions: { type: 'integer' },
    sourceDefinitions: { type: 'integer' },
  },
} as const satisfies JSONSchema;
export type WebBackendCheckUpdatesRead = FromSchema<typeof WebBackendCheckUpdatesRead>;
