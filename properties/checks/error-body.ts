import { isObject, textAt } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { idOf } from '../model/read-back.ts';
import type { AnyObservation, Check, Past, Violation } from './check.ts';
import { isList, listedConnections } from './listed-connections.ts';
import { namedIn } from './named-connections.ts';
import { show } from './show.ts';
import { violationIf } from './violation-if.ts';

export const errorBody = {
  id: 'error-body',
  law: 'A refusal says in words what is wrong: its message is not empty, and where it has none another member has words. The id of a 404 is one that was asked for, and no other connection is named.',
  meaning: 'The page shows "unknown error", or an id that the user has never seen.',
  exceptions: 'What else is in the body is free. Releases since October 2025 answer an errorId and nothing else.',
  severity: 'low',
  judgesRaw: true,
  inspect(now, past) {
    const { status } = now.answer;
    if (status < 400 || status >= 500 || status === 429 || !isObject(now.json)) return undefined;
    return [...withoutWords(now.json, now), ...anotherId(now.json, now), ...anotherConnection(now, past)];
  },
} as const satisfies Check;

/** What stands for nothing in some language. */
const emptyWords = new Set(['', 'null', 'undefined', 'None', '[object Object]']);

function withoutWords(body: JsonObject, { operation, answer }: AnyObservation): readonly Violation[] {
  const message = textAt(body, 'message');
  const isSilent = message === undefined ? !hasWords(body) : isEmpty(message);
  return violationIf(isSilent, () => ({
    title: `${operation} answered ${answer.status} without a word about what is wrong`,
    expected: 'a message',
    received: show(body),
    pointer: '/message',
    kind: String(answer.status),
  }));
}

/** A text anywhere in it; links only lead back to the request. */
function hasWords(value: unknown): boolean {
  if (typeof value === 'string') return !isEmpty(value);
  if (Array.isArray(value)) return value.some(hasWords);
  return isObject(value) && Object.entries(value).some(([key, child]) => key !== '_links' && hasWords(child));
}

function isEmpty(text: string): boolean {
  return emptyWords.has(text.trim());
}

/** Ids of malformed requests, and permitted ones in another spelling, may be shown as the server has understood them. */
function anotherId(body: JsonObject, { operation, answer, step, body: sent }: AnyObservation): readonly Violation[] {
  const id = textAt(body, 'id');
  if (answer.status !== 404 || id === undefined || step.raw !== undefined) return [];
  if (step.intent.kind === 'invalid' || step.intent.kind === 'permitted') return [];
  const wasAsked = (JSON.stringify(sent) ?? '').toLowerCase().includes(id.toLowerCase());
  return violationIf(!wasAsked, () => ({
    title: `${operation} answered 404 about an id that was not asked for`,
    expected: 'an id of the request',
    received: show(id),
    pointer: '/id',
  }));
}

/** Where an operation belongs to another connection, that may be said. */
function anotherConnection(now: AnyObservation, past: Past): readonly Violation[] {
  const { operation, answer, step } = now;
  if (step.intent.kind === 'foreign') return [];
  const own = past.connection(step.handle ?? 0);
  const others = past.connections().filter(({ read }) => read['name'] !== own?.read['name']);
  // Of connections that the case did not make only the id is unlike any word.
  const listed = listedConnections(past.observations.findLast(isList)?.json).filter(
    ({ connectionId }) => idOf(connectionId) !== idOf(own?.connectionId),
  );
  const named = [
    ...namedIn(
      now,
      others.map(({ read }) => read),
      ['connectionId', 'name'],
    ),
    ...namedIn(now, listed, ['connectionId']),
  ];
  return violationIf(named.length > 0, () => ({
    title: `${operation} answered ${answer.status} and named a connection that was not asked about`,
    expected: 'nothing of other connections',
    received: show(named),
    kind: 'another',
  }));
}
