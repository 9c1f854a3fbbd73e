import type { Check } from './check.ts';
import { ruleOf } from '../model/case.ts';
import type { InputLabel } from '../model/case.ts';
import { placeOf, rulePlaceOf } from '../model/place.ts';
import { showBody } from './show.ts';
import { violationIf } from './violation-if.ts';

export const invalidRejected = {
  id: 'invalid-rejected',
  law: 'A body that breaks the schema or a domain rule is refused with a 4xx.',
  meaning: 'A mistake is accepted silently and comes to light later, in a sync.',
  exceptions: 'What conforming servers may accept or refuse is a permitted input: accepting it is never a finding.',
  severity: 'medium',
  inspect({ answer, operation, step }) {
    if (step.intent.kind !== 'invalid') return undefined;
    const { label } = step.intent;
    return violationIf(answer.status < 400, () => ({
      title: `${operation} accepted ${label.description}`,
      expected: 'a 4xx',
      received: `${answer.status} ${showBody(answer.text, 200)}`,
      pointer: label.pointer,
      kind: label.keyword,
      ...ruleBeyond(label),
    }));
  },
} as const satisfies Check;

/** Keyword and place identify a rule of a schema. The members of a schedule count as one place, so they need the rule as well. */
function ruleBeyond(label: InputLabel): { readonly rule?: string } {
  const place = rulePlaceOf(label.pointer);
  if (label.kind === 'semantic') return { rule: ruleOf(label) };
  return place === placeOf(label.pointer) ? {} : { rule: place };
}
