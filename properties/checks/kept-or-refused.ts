import { isObject, member } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { inputsAfter } from '../model/accepted-inputs.ts';
import type { AcceptedInput } from '../model/accepted-inputs.ts';
import { isPermitted, ruleOf } from '../model/case.ts';
import { lostValues } from '../model/kept-values.ts';
import { memberAt } from '../model/laws.ts';
import { idOf } from '../model/read-back.ts';
import { isRefresh } from '../model/worlds.ts';
import { brokenBy } from './broken-by.ts';
import type { Check, Observation, Past, Violation } from './check.ts';
import { missedByCapitals } from './found-by-capitals.ts';
import { isList, ownItems } from './listed-connections.ts';
import { show } from './show.ts';
import { connectionOf, shownConnection } from './shown-connection.ts';

export const keptOrRefused = {
  id: 'kept-or-refused',
  law: 'An input that servers may take or refuse is refused with a 4xx, or kept as it was sent: in the answer to it and in every later read.',
  meaning: 'A write reports success, and what it asked for is not there.',
  exceptions:
    'Which of the two is up to the server. A value may come back in the type that is declared for it, an id in any case. Null may stand for nothing, except within a `jsonSchema`. A stream that is not selected may be left out. What an update of other members changes is the business of `patch-frame`.',
  severity: 'medium',
  inspect(now, past) {
    const claims = claimsOn(now, past);
    const isAnswered = isPermitted(now.step) && now.answer.status < 500;
    if (!isAnswered && claims.length === 0) return undefined;
    return [...missedByCapitals(now, past), ...claims.flatMap((claim) => lostFrom(claim, now, past))];
  },
} as const satisfies Check;

/** An accepted input, and an answer that has to show it. */
interface Claim {
  readonly input: AcceptedInput;
  readonly read: JsonObject;
}

/** Of those that inputs are about, the members that items of lists have. */
const listedMembers: ReadonlySet<string> = new Set(['name', 'status', 'scheduleType', 'scheduleData']);

function claimsOn(now: Observation, past: Past): readonly Claim[] {
  const { json, step } = now;
  if (step.group !== undefined || isRefresh(now)) return [];
  if (isList(now))
    return ownItems(json, past).flatMap(({ known, item }) => known.inputs.map((input) => ({ input, read: item })));
  const read = shownConnection(now);
  if (read === undefined) return [];
  return inputsAfter(connectionOf(now, past)?.inputs ?? [], now)
    .filter(({ answered }) => idOf(member(answered, 'connectionId')) === idOf(read['connectionId']))
    .map((input) => ({ input, read }));
}

function lostFrom({ input, read }: Claim, now: Observation, past: Past): readonly Violation[] {
  const { label, operation, body } = input;
  const isOwn = now.body === body;
  const members = input.members
    .filter((key) => !isList(now) || listedMembers.has(key))
    // With a discovered catalog, reads show the streams of that catalog.
    .filter((key) => key !== 'syncCatalog' || read['catalogId'] === undefined);
  const lost = lostValues(operation, { body, read, members });
  if (!isOwn && lost.length > 0 && isChangedUnasked(input, now, past)) return [];
  return lost.map(({ pointer, expected, received }) => ({
    title: isOwn
      ? `A write with ${label.description} was accepted and not kept`
      : `${now.operation} shows something else for ${label.description}, which was accepted`,
    expected: isOwn ? `a 4xx, or ${show(expected)}` : show(expected),
    received: show(received),
    pointer: isList(now) ? `/connections/0${pointer}` : pointer,
    rule: ruleOf(label),
    ...(isOwn ? {} : { kind: 'later' }),
  }));
}

/** Whether an update that is not about it has changed it: that is what `patch-frame` reports, whatever was there before. */
function isChangedUnasked({ members }: AcceptedInput, now: Observation, past: Past): boolean {
  const asked = isObject(now.body) ? Object.keys(now.body) : [];
  return (
    !members.some((key) => asked.includes(key)) &&
    brokenBy('patch-frame', now, past)?.some((difference) => members.includes(memberAt(difference))) === true
  );
}
