/** The two documented error bodies. */
import type { FromSchema, JSONSchema } from 'json-schema-to-ts';

export const InvalidInputProperty = {
  type: 'object',
  required: ['propertyPath'],
  properties: {
    propertyPath: { type: 'string' },
    invalidValue: { type: 'string' },
    message: { type: 'string' },
  },
} as const satisfies JSONSchema;
export type InvalidInputProperty = FromSchema<typeof InvalidInputProperty>;

export const InvalidInputExceptionInfo = {
  type: 'object',
  required: ['message'],
  properties: {
    message: { type: 'string' },
    exceptionClassName: { type: 'string' },
    exceptionStack: { type: 'array', items: { type: 'string' } },
    validationErrors: { type: 'array', items: InvalidInputProperty },
  },
} as const satisfies JSONSchema;
export type InvalidInputExceptionInfo = FromSchema<typeof InvalidInputExceptionInfo>;

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
  },
} as const satisfies JSONSchema;
export type NotFoundKnownExceptionInfo = FromSchema<typeof NotFoundKnownExceptionInfo>;

/** What the undocumented refusals (400, 401, 403, 405, 406, 413, 415) have in common: a JSON object. */
export const RefusalBody = { type: 'object' } as const satisfies JSONSchema;
export type RefusalBody = FromSchema<typeof RefusalBody>;
