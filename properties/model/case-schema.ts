/** The form of a stored case. Files come from other versions, from artifacts and from editors: it is checked before anything is sent. */
import { operationIds } from '../../schemas/operations.ts';
import { askers } from '../../src/target/asker.ts';
import { validatorFor } from '../../src/validation/validator.ts';
import type { Case } from './case.ts';
import { phases } from './case.ts';

const text = { type: 'string' } as const;
const count = { type: 'integer', minimum: 0 } as const;

const label = {
  type: 'object',
  required: ['kind', 'keyword', 'pointer', 'description'],
  properties: { kind: { enum: ['schema', 'semantic'] }, keyword: text, pointer: text, description: text },
} as const;

const intent = {
  type: 'object',
  required: ['kind'],
  oneOf: [
    { properties: { kind: { enum: ['valid', 'unknown', 'foreign', 'stranger'] } } },
    { required: ['label', 'lenient'], properties: { kind: { const: 'invalid' }, label, lenient: { type: 'boolean' } } },
  ],
} as const;

const rawIntent = {
  type: 'object',
  required: ['kind', 'label'],
  properties: { kind: { const: 'transport' }, label: text },
} as const;

const raw = {
  type: 'object',
  required: ['method', 'path', 'headers', 'accept'],
  properties: {
    method: { ...text, pattern: '^[A-Za-z]+$' },
    // Below the base address, whatever stands in it.
    path: { ...text, pattern: '^/[!-~]*$' },
    headers: {
      type: 'object',
      propertyNames: { pattern: "^[\\w!#$%&'*+.^`|~-]+$" },
      additionalProperties: { ...text, pattern: '^[\\t -~\\u0080-\\u00ff]*$' },
    },
    bodyBase64: text,
    aim: { enum: operationIds },
    accept: { type: 'array', items: count },
  },
} as const;

const step = {
  type: 'object',
  required: ['operation', 'intent'],
  oneOf: [
    {
      properties: {
        operation: { enum: operationIds },
        intent,
        handle: count,
        group: count,
        patienceMs: count,
        as: { enum: askers },
        raw: false,
      },
    },
    {
      required: ['raw'],
      properties: {
        operation: { const: 'transport' },
        intent: rawIntent,
        raw,
        body: false,
        handle: false,
        group: false,
      },
    },
  ],
} as const;

const caseSchema = {
  type: 'object',
  required: ['phase', 'path', 'steps'],
  properties: { phase: { enum: phases }, path: text, steps: { type: 'array', minItems: 1, items: step } },
} as const;

/** The value as a case, where it is one. */
export function storedCase(value: unknown): Case | undefined {
  return validatorFor(caseSchema)(value).length === 0 ? (value as Case) : undefined; // the schema says so
}
