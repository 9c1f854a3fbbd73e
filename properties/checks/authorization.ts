import type { Asker } from '../../src/target/asker.ts';
import { isSuccess } from './check.ts';
import type { Check } from './check.ts';
import { isNeutral } from './neutral-answer.ts';
import { showBody } from './show.ts';

export const authorization = {
  id: 'authorization',
  law: 'Whoever must not see a workspace is refused, whatever is asked: a second user, who may get the neutral answer instead, nobody, and an expired token.',
  meaning: 'A workspace can be seen or changed by somebody who has no right to it.',
  exceptions:
    'The check needs credentials: without any, nobody is refused anything. A second user is one that the run was given as such. A redirect to a sign-in page refuses.',
  severity: 'critical',
  judgesStrangers: true,
  concerns: ({ step }) => step.as !== undefined,
  inspect({ step, operation, answer, json }) {
    if (step.as === undefined || !isSuccess(answer)) return [];
    if (step.as === 'other' && isNeutral(operation, json)) return [];
    return [
      {
        title: `${operation} answered ${answer.status} to ${words[step.as]}`,
        expected: step.as === 'other' ? '401, 403, 404 or the neutral answer' : '401 or 403',
        received: `${answer.status} ${showBody(answer.text, 200)}`,
        kind: step.as,
      },
    ];
  },
} as const satisfies Check;

const words: Readonly<Record<Asker, string>> = {
  other: 'a user who must not see the workspace',
  nobody: 'a request without credentials',
  expired: 'an expired token',
};
