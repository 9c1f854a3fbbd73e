import { isObject, listAt, member } from '../../src/json/json.ts';
import { ruleOf } from '../model/case.ts';
import { idOf } from '../model/read-back.ts';
import { unknownReference } from '../mutations/newer-rules.ts';
import type { Check } from './check.ts';
import { show } from './show.ts';

export const keptOrRefused = {
  id: 'kept-or-refused',
  law: 'A write that refers to something that may not exist, such as a tag, is refused, or stored as it was sent.',
  meaning: 'A write reports success, and what it asked for is not there.',
  exceptions: 'Which of the two is up to the server.',
  severity: 'medium',
  needs: { operation: 'webBackendCreateConnection', member: 'tags' },
  concerns: ({ step, answer }) =>
    step.intent.kind === 'invalid' && step.intent.label.keyword === unknownReference && answer.status < 500,
  inspect({ step, body, json, answer }) {
    if (step.intent.kind !== 'invalid' || !isObject(body) || answer.status !== 200) return [];
    const { label } = step.intent;
    const key = label.pointer.split('/')[1] ?? '';
    const [sent, shown] = [comparable(body[key]), comparable(member(json, key))];
    return sent === shown
      ? []
      : [
          {
            title: `A write with ${label.description} was accepted and not stored`,
            expected: `a 4xx, or ${show(body[key])}`,
            received: show(member(json, key)),
            pointer: `/${key}`,
            rule: ruleOf(label),
          },
        ];
  },
} as const satisfies Check;

/** Of tags only the ids count. */
function comparable(value: unknown): string {
  return Array.isArray(value)
    ? listAt({ value }, 'value')
        .map((tag) => idOf(member(tag, 'tagId')))
        .toSorted()
        .join()
    : idOf(value);
}
