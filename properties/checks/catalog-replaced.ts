import { comparableCatalog, differences, isObject, member } from '../model/read-back.ts';
import type { JsonObject } from '../model/read-back.ts';
import type { Check, Observation, Violation } from './check.ts';
import { readOf } from './read-of.ts';
import { showDifference } from './show.ts';

export const catalogReplaced: Check = {
  id: 'catalog-replaced',
  law: 'An update with a catalog replaces the stored one whole: exactly the sent streams are selected afterwards, as they were sent.',
  exceptions: 'A connection framed by a discovered catalog answers in the order and with the schemas of that catalog.',
  severity: 'high',
  concerns: (now, past) =>
    readOf(now, past, 'update') !== undefined && isObject(now.body) && now.body['syncCatalog'] !== undefined,
  inspect(now, past) {
    const read = readOf(now, past, 'update');
    if (read === undefined || !isObject(now.body) || now.body['syncCatalog'] === undefined) return undefined;
    if (member(read.after, 'catalogId') !== undefined) return framedDifference(now, read.after);
    const [difference] = differences(
      comparableCatalog(now.body['syncCatalog']),
      comparableCatalog(read.after['syncCatalog']),
    );
    if (difference === undefined) return undefined;
    return {
      title: `The catalog read back differs from the one sent at ${difference.pointer || 'its streams'}`,
      ...showDifference(difference),
      pointer: difference.pointer,
    };
  },
};

/** A catalog that was read from the connection itself: its streams are the frame's own, so what was chosen must come back. */
function framedDifference(now: Observation, after: JsonObject): Violation | undefined {
  const isOwn = isObject(now.step.body) && typeof now.step.body['syncCatalog'] === 'string';
  if (!isOwn || !isObject(now.body)) return undefined;
  const shown = choicesIn(after['syncCatalog'], () => true);
  const sent = choicesIn(now.body['syncCatalog']);
  // A stream that the discovered catalog lacks does not come back.
  const expected = Object.fromEntries(Object.entries(sent).filter(([identity]) => Object.hasOwn(shown, identity)));
  const [difference] = differences(expected, choicesIn(after['syncCatalog']));
  return difference === undefined
    ? undefined
    : {
        title: `The choices read back differ from those sent at ${difference.pointer || 'the streams'}`,
        ...showDifference(difference),
        pointer: '/syncCatalog/streams/config',
        kind: 'framed',
      };
}

/** Modes by stream; an empty cursor or key may give way to the discovered default. */
function choicesIn(catalog: unknown, counts: (entry: unknown) => boolean = isSelected): JsonObject {
  const streams = member(catalog, 'streams');
  return Object.fromEntries(
    (Array.isArray(streams) ? streams : []).filter(counts).map((entry) => {
      const stream = member(entry, 'stream');
      const config = member(entry, 'config');
      return [
        JSON.stringify([member(stream, 'namespace') ?? '', member(stream, 'name')]),
        { syncMode: member(config, 'syncMode'), destinationSyncMode: member(config, 'destinationSyncMode') },
      ];
    }),
  );
}

function isSelected(entry: unknown): boolean {
  return member(member(entry, 'config'), 'selected') === true;
}
