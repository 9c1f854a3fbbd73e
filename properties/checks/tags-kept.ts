import { isObject, listAt, textAt } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { idOf } from '../model/read-back.ts';
import type { Check, Observation, Violation } from './check.ts';
import { isList, itemOf } from './listed-connections.ts';
import { show } from './show.ts';

export const tagsKept = {
  id: 'tags-kept',
  law: 'A create or an update that names tags leaves the connection with exactly those, each once. An empty list takes all of them away. The list shows the tags that a read shows.',
  meaning: 'A connection is not found under its tag, or is found under one that was taken away.',
  exceptions: 'Any order is right. Only ids count. Null and absent leave the tags alone, which patch-frame judges.',
  severity: 'high',
  needs: { operation: 'webBackendCreateConnection', member: 'tags' },
  concerns: (now, past) =>
    writtenTags(now) !== undefined ||
    (isList(now) && past.connections().some(({ read, uncertain }) => !uncertain && Array.isArray(read['tags']))),
  inspect(now, past) {
    const written = writtenTags(now);
    if (written !== undefined) return isObject(now.json) ? otherTags(written, now.json) : [];
    if (now.step.group !== undefined) return [];
    return past.connections().flatMap(({ read, uncertain, refusedSince, connectionId }) => {
      const item = itemOf(now.json, connectionId);
      if (uncertain || refusedSince > 0 || item === undefined || !Array.isArray(read['tags'])) return [];
      const [shown, listed] = [tagIdsOf(read), tagIdsOf(item)];
      return isSame(shown, listed)
        ? []
        : [violation('List and get disagree on the tags', { expected: shown, received: listed, kind: 'listed' })];
    });
  },
} as const satisfies Check;

/** The distinct ids that an accepted write has sent. */
function writtenTags({ operation, answer, step, body }: Observation): readonly string[] | undefined {
  const isWrite = operation === 'webBackendCreateConnection' || operation === 'webBackendUpdateConnection';
  if (!isWrite || answer.status !== 200 || step.intent.kind !== 'valid' || step.group !== undefined) return undefined;
  if (!isObject(body) || !Array.isArray(body['tags'])) return undefined;
  return [...new Set(tagIdsOf(body))];
}

function otherTags(expected: readonly string[], read: JsonObject): readonly Violation[] {
  const received = tagIdsOf(read);
  return isSame(expected, received)
    ? []
    : [
        violation('A write did not leave the connection with the tags that it names', {
          expected,
          received,
          kind: 'written',
        }),
      ];
}

interface Compared {
  readonly expected: readonly string[];
  readonly received: readonly string[];
  readonly kind: 'written' | 'listed';
}

function violation(title: string, { expected, received, kind }: Compared): Violation {
  const pointer = kind === 'listed' ? '/connections/0/tags' : '/tags';
  return { title, expected: show(expected), received: show(received), pointer, kind };
}

/** In the order of their ids, repeated ones as often as they are there. */
function tagIdsOf(connection: unknown): readonly string[] {
  return listAt(connection, 'tags')
    .map((tag) => idOf(textAt(tag, 'tagId')))
    .toSorted();
}

function isSame(left: readonly string[], right: readonly string[]): boolean {
  return left.toSorted().join() === right.toSorted().join();
}
