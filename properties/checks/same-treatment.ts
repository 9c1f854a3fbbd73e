import { valueAt } from '../../src/json/pointer.ts';
import { isPermitted, ruleOf, writes } from '../model/case.ts';
import { mayBeDeprecated } from '../model/worlds.ts';
import type { InputLabel } from '../model/case.ts';
import { isSuccess } from './check.ts';
import type { Check, Observation, Past } from './check.ts';
import { showBody } from './show.ts';

export const sameTreatment = {
  id: 'same-treatment',
  law: 'The same input at the same place is accepted each time, or refused each time: on create, on update, and later again.',
  meaning: 'What was saved once cannot be saved again, and nobody can say which values are allowed.',
  exceptions:
    'Which of the two is up to the server. A 429 and a 5xx say nothing, and neither does a deprecated connection.',
  severity: 'medium',
  inspect(now, past) {
    const before = sentBefore(now, past);
    if (before === undefined || !isPermitted(now.step)) return undefined;
    if (isSuccess(before.answer) === isSuccess(now.answer)) return [];
    const { label } = now.step.intent;
    const [did, had] = isSuccess(now.answer) ? ['accepted', 'refused'] : ['refused', 'accepted'];
    const by = before.operation === now.operation ? 'it' : before.operation;
    return [
      {
        title: `${now.operation} ${did} ${label.description}, which ${by} had ${had} before`,
        expected: `${before.answer.status}, as before`,
        received: `${now.answer.status} ${showBody(now.answer.text, 200)}`,
        pointer: label.pointer,
        kind: did,
        rule: ruleOf(label),
      },
    ];
  },
} as const satisfies Check;

/** The last time that the case sent the same input at the same place and was told whether it may. */
function sentBefore(now: Observation, past: Past): Observation | undefined {
  if (!isPermitted(now.step) || !decides(now, past)) return undefined;
  const { label } = now.step.intent;
  return past.observations.findLast(
    (one) => isPermitted(one.step) && isComparable(one, now, [one.step.intent.label, label]) && decides(one, past),
  );
}

/** What a schema says of a member may differ between the bodies of create and update; the rules of the domain are the same. */
function isComparable(one: Observation, other: Observation, [left, right]: readonly [InputLabel, InputLabel]): boolean {
  if (ruleOf(left) !== ruleOf(right) || left.description !== right.description) return false;
  if (restsOnState(one, left) || restsOnState(other, right)) return false;
  if (left.kind === 'semantic') return one.operation === other.operation || (writes(one.step) && writes(other.step));
  return (
    one.operation === other.operation &&
    isFilled(valueAt(one.body, left.pointer)) === isFilled(valueAt(other.body, right.pointer))
  );
}

/** What an update leaves out of a pair may be there from before: the format of a custom namespace, the data of a schedule. */
function restsOnState({ operation, body }: Observation, { pointer }: InputLabel): boolean {
  const isOfPair = /^\/(?:namespace|schedule)[A-Z]\w*$/u.test(pointer);
  return operation === 'webBackendUpdateConnection' && isOfPair && (valueAt(body, pointer) ?? undefined) === undefined;
}

/** A list of an id that does not exist yet is sent empty: some servers take a list of one for its item, and refuse one of none. */
function isFilled(value: unknown): boolean {
  return Array.isArray(value) ? value.every(isFilled) && value.length > 0 : value !== '';
}

function decides({ answer, step }: Observation, past: Past): boolean {
  const connection = step.handle === undefined ? undefined : past.connection(step.handle);
  return answer.status < 500 && answer.status !== 429 && (connection === undefined || !mayBeDeprecated(connection));
}
