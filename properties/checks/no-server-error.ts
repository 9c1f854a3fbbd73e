import type { Check } from './check.ts';
import { show } from './show.ts';

export const noServerError: Check = {
  id: 'no-server-error',
  law: 'No request is answered with a 5xx, or not at all.',
  severity: 'high',
  inspect({ answer, operation, step }) {
    if (answer.status < 500) return undefined;
    const about = step.intent.kind === 'invalid' ? ` for ${step.intent.label.description}` : '';
    return {
      title: `${operation} answered ${answer.status}${about}`,
      expected: step.intent.kind === 'valid' ? '200' : 'a 4xx',
      received: `${answer.status} ${show(answer.text, 200)}`,
      kind: String(answer.status),
    };
  },
};
