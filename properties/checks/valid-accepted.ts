import { operations } from '../../schemas/operations.ts';
import type { Check } from './check.ts';
import { show } from './show.ts';

export const validAccepted: Check = {
  id: 'valid-accepted',
  law: 'A body that satisfies the schema and the domain rules is accepted.',
  exceptions: 'A deprecated connection may refuse updates; 429 is patience, not an answer.',
  severity: 'high',
  concerns: ({ step }) => step.intent.kind === 'valid',
  inspect({ answer, operation, step }, past) {
    if (step.intent.kind !== 'valid' || answer.status === 200 || answer.status === 429 || answer.status >= 500)
      return undefined;
    const isCreate = operation === operations.webBackendCreateConnection.id;
    if (!isCreate && step.handle !== undefined && past.connection(step.handle)?.deprecated !== false) return undefined;
    return {
      title: `${operation} refused a valid body with ${answer.status}`,
      expected: '200',
      received: `${answer.status} ${show(answer.text, 300)}`,
      kind: String(answer.status),
    };
  },
};
