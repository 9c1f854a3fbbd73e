import type { CaseStep } from '../model/case.ts';
import type { Check, Violation } from './check.ts';
import { isLabelled, ruleOf } from '../model/case.ts';

export const alwaysAnswered = {
  id: 'always-answered',
  law: 'Every request is answered: one that cannot be, while the server answers others, is refused.',
  meaning:
    'The caller waits until it gives up, its connection stays open, and anybody can make the server hold as many as he likes.',
  exceptions: 'A server that is slow with everything is judged by no-server-error.',
  severity: 'high',
  // Whatever has an answer keeps the law; the engine reports what has none.
  inspect: ({ step }) => (isImpatient(step) ? [] : undefined),
} as const satisfies Check;

/** Whether the step is sent with a patience of its own, because a released server never answers it. */
export function isImpatient({ patienceMs }: CaseStep): boolean {
  return patienceMs !== undefined;
}

/** What the engine reports when the request had no answer, and a read after it had one. */
export function unanswered(step: CaseStep): Violation {
  return {
    ...named(step),
    expected: 'an answer',
    received: `none within ${step.patienceMs ?? 0} ms, while the next request was answered`,
    kind: 'unanswered',
  };
}

function named(step: CaseStep): Pick<Violation, 'title' | 'rule'> {
  const title = `${step.operation} was never answered`;
  return isLabelled(step)
    ? { title: `${title} for ${step.intent.label.description}`, rule: ruleOf(step.intent.label) }
    : { title };
}
