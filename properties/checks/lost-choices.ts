/** What was chosen for streams that are shown unchanged, and is not there any more. */
import { isEqualJson, listAt, member } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { selectedNames } from '../model/read-back.ts';
import { isSelected, streamsOf } from '../model/streams-shown.ts';
import type { Violation } from './check.ts';
import { show } from './show.ts';

/** Between two catalogs of a connection, one for each place. A stream with another schema may lack what was chosen. */
export function lostChoices(before: JsonObject, after: JsonObject, what: string): readonly Violation[] {
  const shown = streamsOf(after);
  const lost = new Map<string, Violation>();
  for (const [identity, entry] of streamsOf(before)) {
    const now = shown.get(identity);
    if (now === undefined || !isSelected(entry) || !isEqualJson(schemaOf(entry), schemaOf(now))) continue;
    const received = choicesOf(now, now);
    for (const [key, value] of Object.entries(choicesOf(entry, now)))
      if (value !== undefined && !isEqualJson(value, received[key]))
        lost.set(key, {
          title: `${what} lost ${key} as it was chosen for a stream`,
          expected: show(value),
          received: show(received[key]),
          pointer: `/syncCatalog/streams/config/${key}`,
          kind: 'choice',
        });
  }
  return [...lost.values()];
}

/** `undefined` where nothing was chosen: an empty cursor or key may be replaced, and so may a mode that the stream does not support. */
function choicesOf(entry: unknown, shown: unknown): JsonObject {
  const config = member(entry, 'config');
  const supported = listAt(member(shown, 'stream'), 'supportedSyncModes');
  const syncMode = member(config, 'syncMode');
  return {
    selected: isSelected(entry),
    syncMode: supported.includes(syncMode) ? syncMode : undefined,
    destinationSyncMode: member(config, 'destinationSyncMode'),
    cursorField: unlessEmpty(member(config, 'cursorField')),
    primaryKey: unlessEmpty(member(config, 'primaryKey')),
    selectedFields: member(config, 'fieldSelectionEnabled') === true ? selectedNames(config) : 'all',
  };
}

function unlessEmpty(path: unknown): unknown {
  return Array.isArray(path) && path.length > 0 ? path : undefined;
}

function schemaOf(entry: unknown): unknown {
  return member(member(entry, 'stream'), 'jsonSchema');
}
