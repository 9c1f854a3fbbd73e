import { ruleOf } from '../model/case.ts';
import type { CaseStep } from '../model/case.ts';
import type { Check, Violation } from './check.ts';
import { errorText } from './error-text.ts';
import { showBody } from './show.ts';

export const noServerError = {
  id: 'no-server-error',
  law: 'Every request is answered, and never with a 5xx.',
  meaning: 'The caller cannot tell its own mistake from an outage, and retries what can never succeed.',
  severity: 'high',
  judgesRaw: true,
  judgesStrangers: true,
  inspect(now, past) {
    const { answer, operation, step } = now;
    if (answer.status < 500) return [];
    const text = errorText(now, past);
    return [
      {
        ...blaming(step, `${operation} answered ${answer.status}`),
        expected: step.intent.kind === 'valid' ? '200' : 'a 4xx',
        received: `${answer.status} ${showBody(answer.text, 200)}`,
        kind: String(answer.status),
        ...(text === '' ? {} : { detail: text }),
      },
    ];
  },
} as const satisfies Check;

/** Adds the rule that the request departs from to the title and to the signature. */
export function blaming({ intent }: CaseStep, title: string): Pick<Violation, 'title' | 'rule' | 'blames'> {
  if (intent.kind === 'invalid' || intent.kind === 'permitted') {
    const { description } = intent.label;
    return {
      title: `${title} for ${description}`,
      rule: ruleOf(intent.label),
      blames: { what: 'mistake', otherwise: `${title} to a body with ${description}, which may not be why` },
    };
  }
  if (intent.kind === 'unknown') return { title, rule: 'an unknown id' };
  return intent.kind === 'transport' ? { title, rule: intent.label } : { title };
}
