import type { Asker } from '../../src/target/asker.ts';
import { isSuccess } from './check.ts';
import type { Check, Observation, Past, Violation } from './check.ts';
import { namedIn } from './named-connections.ts';
import { isNeutral } from './neutral-answer.ts';
import { show, showBody } from './show.ts';
import { violationIf } from './violation-if.ts';

export const authorization = {
  id: 'authorization',
  law: 'Whoever must not see a workspace is refused, whatever is asked: a second user, who may get the neutral answer instead, nobody, and an expired token. The refusal says nothing of the connection that was not in the request.',
  meaning: 'A workspace can be seen or changed by somebody who has no right to it.',
  exceptions:
    'The check needs credentials: without any, nobody is refused anything. A second user is one that the run was given as such. A redirect to a sign-in page refuses.',
  severity: 'critical',
  judgesStrangers: true,
  inspect(now, past) {
    const { step, operation, answer, json } = now;
    if (step.as === undefined) return undefined;
    if (!isSuccess(answer) || (step.as === 'other' && isNeutral(operation, json))) return tellingOf(now, step.as, past);
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

function tellingOf(now: Observation, as: Asker, past: Past): readonly Violation[] {
  const named = namedIn(
    now,
    past.connections().map(({ read }) => read),
    ['connectionId', 'name', 'sourceId', 'destinationId'],
  );
  return violationIf(named.length > 0, () => ({
    title: `${now.operation} refused ${words[as]} and named what is not to be seen`,
    expected: 'nothing of the connection',
    received: show(named),
    kind: `named ${as}`,
  }));
}

const words: Readonly<Record<Asker, string>> = {
  other: 'a user who must not see the workspace',
  nobody: 'a request without credentials',
  expired: 'an expired token',
};
