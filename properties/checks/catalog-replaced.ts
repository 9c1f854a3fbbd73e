import { isObject, member } from '../../src/json/json.ts';
import { isSelected, streamsOf } from '../model/streams-shown.ts';
import { brokenBy, differing } from './broken-by.ts';
import { ignoredUpdate } from './causes.ts';
import type { Check, Observation, Violation } from './check.ts';
import { lostChoices } from './lost-choices.ts';
import { show } from './show.ts';

export const catalogReplaced = {
  id: 'catalog-replaced',
  law: 'An update with a catalog replaces the whole stored catalog. Afterwards exactly the sent streams are selected, as they were sent.',
  meaning: 'Streams that the user removed are still synced, or new ones are not.',
  exceptions: 'A connection with a discovered catalog answers with the stream order and the schemas of that catalog.',
  severity: 'high',
  inspect(now, past) {
    const found = brokenBy('catalog-replaced', now, past);
    if (found === undefined) return undefined;
    const cause = ignoredUpdate(past.judged(now));
    return [
      ...found.map((difference) => {
        const inCatalog = { ...difference, pointer: difference.pointer.replace('/syncCatalog', '') };
        return differing(
          inCatalog,
          (place) =>
            `The catalog read back differs from the one sent at ${inCatalog.pointer === '' ? 'its streams' : place}`,
          cause,
        );
      }),
      ...(member(now.json, 'catalogId') === undefined ? [] : framedDifferences(now)),
    ];
  },
} as const satisfies Check;

/** Judged only for a catalog that was read from the connection itself: all its streams are discovered ones, so the choices must come back. */
function framedDifferences(now: Observation): readonly Violation[] {
  const isOwn = isObject(now.step.body) && typeof now.step.body['syncCatalog'] === 'string';
  if (!isOwn || !isObject(now.body) || !isObject(now.json)) return [];
  const sent = streamsOf(now.body);
  const additional = [...streamsOf(now.json)].flatMap(([identity, entry]) =>
    isSelected(entry) && !sent.has(identity) ? [identity] : [],
  );
  return [
    ...lostChoices(now.body, now.json, 'An update has'),
    ...additional.slice(0, 1).map((identity) => ({
      title: 'An update selected a stream that it does not send',
      expected: `${show([...sent.keys()])} and no other`,
      received: identity,
      pointer: '/syncCatalog/streams/config/selected',
      kind: 'framed',
    })),
  ];
}
