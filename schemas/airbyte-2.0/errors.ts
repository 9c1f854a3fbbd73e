/** Error bodies of release 2.0. */
import type { JSONSchema } from 'json-schema-to-ts';

export const NotFoundKnownExceptionInfo = {
  type: 'object',
  required: ['message'],
  properties: {
    id: { type: 'string' },
    message: { type: 'string' },
    exceptionClassName: { type: 'string' },
    exceptionStack: { type: 'array', items: { type: 'string' } },
    rootCauseExceptionClassName: { type: 'string' },
    rootCauseExceptionStack: { type: 'array', items: { type: 'string' } },
    errorId: { type: 'string', format: 'uuid' },
  },
} as const satisfies JSONSchema;
