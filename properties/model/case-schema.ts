/** The form of a stored case. Files come from other versions, from artifacts and from editors: it is checked before anything is sent. */
import { member } from '../../src/json/json.ts';
import { operationIds } from '../../schemas/operations.ts';
import { askers } from '../../src/target/asker.ts';
import { validatorFor } from '../../src/validation/validator.ts';
import type { Case, CaseStep } from './case.ts';
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
    { required: ['label'], properties: { kind: { enum: ['invalid', 'permitted'] }, label } },
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
  return validatorFor(caseSchema)(value).length === 0 ? withPermitted(value as Case) : undefined; // the schema says so
}

/** Earlier versions knew permitted inputs as invalid ones that a server may accept. */
function withPermitted(stored: Case): Case {
  const steps = stored.steps.map(
    (step) =>
      isFormerlyLenient(step.intent) ? ({ ...step, intent: { ...step.intent, kind: 'permitted' } } as CaseStep) : step, // labelled, as it was
  );
  return { ...stored, steps };
}

function isFormerlyLenient(intent: object): boolean {
  return member(intent, 'kind') === 'invalid' && member(intent, 'lenient') === true;
}
