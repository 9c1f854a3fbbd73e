import { listAt, textAt } from '../../src/json/json.ts';
import { idOf } from '../model/read-back.ts';
import { isCertain } from '../model/worlds.ts';
import { brokenBy } from './broken-by.ts';
import type { Check, Observation, Past } from './check.ts';
import { isList, ownItems } from './listed-connections.ts';
import { show } from './show.ts';
import { violationIf } from './violation-if.ts';

export const tagsKept = {
  id: 'tags-kept',
  law: 'A create or an update that names tags leaves the connection with exactly those, each once. An empty list takes all of them away. The list shows the tags that a read shows.',
  meaning: 'A connection is not found under its tag, or is found under one that was taken away.',
  exceptions: 'Any order is right. Only ids count. Null and absent leave the tags alone, which patch-frame judges.',
  severity: 'high',
  needs: { operation: 'webBackendCreateConnection', member: 'tags' },
  inspect(now, past) {
    const lost = brokenBy('tags-kept', now, past);
    if (lost !== undefined && lost.length > 0)
      return [
        {
          title: 'A write did not leave the connection with the tags that it names',
          expected: show([...new Set(tagIdsOf(now.body))]),
          received: show(tagIdsOf(now.json)),
          pointer: '/tags',
          kind: 'written',
        },
      ];
    const tagged = listsTagged(now, past);
    if (lost === undefined && tagged.length === 0) return undefined;
    return tagged.flatMap(({ known, item }) => {
      const [shown, listed] = [show(tagIdsOf(known.read)), show(tagIdsOf(item))];
      return violationIf(shown !== listed, () => ({
        title: 'List and get disagree on the tags',
        expected: shown,
        received: listed,
        pointer: '/connections/0/tags',
        kind: 'listed',
      }));
    });
  },
} as const satisfies Check;

/** The connections whose tags are known, when the answer is a list. */
function listsTagged(now: Observation, past: Past): ReturnType<typeof ownItems> {
  if (!isList(now) || now.step.group !== undefined) return [];
  return ownItems(now.json, past).filter(({ known }) => isCertain(known, 'tags') && Array.isArray(known.read['tags']));
}

/** In the order of their ids, repeated ones as often as they are there. */
function tagIdsOf(connection: unknown): readonly string[] {
  return listAt(connection, 'tags')
    .map((tag) => idOf(textAt(tag, 'tagId')))
    .toSorted();
}
