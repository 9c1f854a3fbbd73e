import type { Check } from './check.ts';
import { show } from './show.ts';
import { violationIf } from './violation-if.ts';

export const contentType = {
  id: 'content-type',
  law: 'The content type of a success is exactly `application/json`. The web page compares it for equality, and the generated client refuses a charset.',
  meaning: 'Clients choose their parser by this header and will misread the body.',
  exceptions: 'Refusals may add parameters such as a charset.',
  severity: 'medium',
  inspect({ answer, operation }) {
    if (answer.status >= 500) return [];
    const type = answer.headers['content-type'];
    const isSuccess = answer.status === 200;
    const isRight = isSuccess
      ? type === 'application/json'
      : type !== undefined && /^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(type);
    return violationIf(!isRight, () => ({
      title: `${operation} answered ${answer.status} with content type ${show(type)}`,
      expected: 'application/json',
      received: show(type),
      kind: isSuccess ? 'success' : 'refusal',
      detail: isSuccess ? mediaTypeOf(type) : `${answer.status} ${mediaTypeOf(type)}`,
    }));
  },
} as const satisfies Check;

/** In lower case, with the charset only: other parameters, such as a boundary, differ from answer to answer. */
function mediaTypeOf(type: string | undefined): string {
  if (type === undefined || type.trim() === '') return 'none';
  const [media = '', ...parameters] = type
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  return [media, ...parameters.filter((part) => part.startsWith('charset='))].join(';').slice(0, 60);
}
