import type { Check } from './check.ts';
import { show } from './show.ts';

export const contentType: Check = {
  id: 'content-type',
  law: 'A success is exactly `application/json`; the web page compares for equality and the generated client refuses a charset.',
  exceptions: 'Refusals may add parameters.',
  severity: 'medium',
  concerns: ({ operation }) => operation !== 'transport',
  inspect({ answer, operation }) {
    if (operation === 'transport' || answer.status >= 500) return undefined;
    const type = answer.headers['content-type'];
    const isRight =
      answer.status === 200
        ? type === 'application/json'
        : type !== undefined && /^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(type);
    if (isRight) return undefined;
    return {
      title: `${operation} answered ${answer.status} with content type ${show(type)}`,
      expected: 'application/json',
      received: show(type),
      kind: answer.status === 200 ? 'success' : 'refusal',
    };
  },
};
