import { isObject, listAt, member } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { differences } from '../model/read-back.ts';
import { asks, brokenBy, differing } from './broken-by.ts';
import { ignoredUpdate } from './causes.ts';
import type { Check, Observation, Violation } from './check.ts';
import { showDifference } from './show.ts';
import { isSelected, streamIdentity } from './streams-shown.ts';

export const catalogReplaced = {
  id: 'catalog-replaced',
  law: 'An update with a catalog replaces the whole stored catalog. Afterwards exactly the sent streams are selected, as they were sent.',
  meaning: 'Streams that the user removed are still synced, or new ones are not.',
  exceptions: 'A connection with a discovered catalog answers with the stream order and the schemas of that catalog.',
  severity: 'high',
  concerns: asks('catalog-replaced'),
  inspect(now, past) {
    const found = brokenBy('catalog-replaced', now, past);
    if (found === undefined) return [];
    const cause = ignoredUpdate(past.judged?.(now));
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
  if (!isOwn || !isObject(now.body)) return [];
  const catalog = member(now.json, 'syncCatalog');
  const shown = choicesIn(catalog, () => true);
  const sent = choicesIn(now.body['syncCatalog']);
  // A stream that the discovered catalog lacks does not come back.
  const expected = Object.fromEntries(Object.entries(sent).filter(([identity]) => Object.hasOwn(shown, identity)));
  return differences(expected, choicesIn(catalog)).map((difference) => {
    // The name of a stream is not the place of a defect.
    const choice = /\/(syncMode|destinationSyncMode)$/.exec(difference.pointer)?.[0] ?? '';
    return {
      title: `The choices read back differ from those sent at ${difference.pointer || 'the streams'}`,
      ...showDifference(difference),
      pointer: `/syncCatalog/streams/config${choice}`,
      kind: 'framed',
    };
  });
}

/** The modes of each stream. Cursor and key are left out, because the discovered default may replace empty ones. */
function choicesIn(catalog: unknown, counts: (entry: unknown) => boolean = isSelected): JsonObject {
  return Object.fromEntries(
    listAt(catalog, 'streams')
      .filter(counts)
      .map((entry) => {
        const config = member(entry, 'config');
        return [
          streamIdentity(member(entry, 'stream')),
          { syncMode: member(config, 'syncMode'), destinationSyncMode: member(config, 'destinationSyncMode') },
        ];
      }),
  );
}
