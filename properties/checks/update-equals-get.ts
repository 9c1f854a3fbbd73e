import { listAt, member } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { forgottenUpdate } from './causes.ts';
import type { Check, Violation } from './check.ts';
import { differing, readDifferences } from './differing.ts';
import { readOf } from './read-of.ts';
import { show } from './show.ts';

export const updateEqualsGet = {
  id: 'update-equals-get',
  law: 'A get right after an update shows what the update answered.',
  meaning: 'The page shows a change as saved that is gone after a reload.',
  exceptions: 'Jobs move on their own. Lists without a meaningful order may come in any order.',
  severity: 'high',
  concerns: (now, past) => readOf(now, past, 'get')?.before.readBy === 'update',
  inspect(now, past) {
    const read = readOf(now, past, 'get');
    if (read?.before.readBy !== 'update' || read.before.refusedSince > 0 || read.before.othersWrittenSince > 0)
      return [];
    const found = readDifferences(read.before.read, read.after, past);
    const cause = found.length === 0 ? undefined : forgottenUpdate(read, past);
    // Other selected streams make other streams of the catalog: one finding is enough.
    const hasOtherStreams = found.some(({ pointer }) => /^\/syncCatalog(\/\d+\/name(space)?)?$/.test(pointer));
    return [
      ...found.map((difference) =>
        differing(
          difference,
          (place) => `A get after update shows another ${place}`,
          cause === undefined ? {} : { cause },
        ),
      ),
      ...(hasOtherStreams ? [] : lostFrame(read.before.read, read.after)),
    ];
  },
} as const satisfies Check;

/** Both answers show the same streams of the discovered catalog, selected or not. */
function lostFrame(updated: JsonObject, got: JsonObject): readonly Violation[] {
  if (updated['catalogId'] === undefined) return [];
  const [answered, shown] = [streamNames(updated), streamNames(got)];
  return JSON.stringify(answered) === JSON.stringify(shown)
    ? []
    : [
        {
          title: 'A get after update shows other streams of the discovered catalog',
          expected: show(answered),
          received: show(shown),
          pointer: '/syncCatalog/streams',
          kind: 'frame',
        },
      ];
}

function streamNames(read: JsonObject): readonly string[] {
  return listAt(read['syncCatalog'], 'streams')
    .map((entry) =>
      JSON.stringify([member(member(entry, 'stream'), 'namespace'), member(member(entry, 'stream'), 'name')]),
    )
    .toSorted();
}
