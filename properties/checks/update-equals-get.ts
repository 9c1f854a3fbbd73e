import { listAt, member } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { streamIdentity } from '../model/streams-shown.ts';
import { isCertain } from '../model/worlds.ts';
import { brokenBy, differing } from './broken-by.ts';
import { forgottenUpdate } from './causes.ts';
import type { Check, Violation } from './check.ts';
import { show } from './show.ts';
import { violationIf } from './violation-if.ts';

export const updateEqualsGet = {
  id: 'update-equals-get',
  law: 'A get right after an update shows what the update answered.',
  meaning: 'The page shows a change as saved that is gone after a reload.',
  exceptions: 'Jobs move on their own. Lists without a meaningful order may come in any order.',
  severity: 'high',
  inspect(now, past) {
    const found = brokenBy('update-equals-get', now, past);
    if (found === undefined) return undefined;
    const before = past.judged(now)?.before;
    // Other selected streams make other streams of the catalog: one finding is enough.
    const hasOtherStreams = found.some(({ pointer }) => /^\/syncCatalog(\/\d+\/name(space)?)?$/.test(pointer));
    return [
      ...found.map((difference) =>
        differing(
          difference,
          (place) => `A get after update shows another ${place}`,
          forgottenUpdate(past.judged(now)),
        ),
      ),
      ...(hasOtherStreams || before?.readBy !== 'update' || !isCertain(before, 'syncCatalog')
        ? []
        : lostFrame(before.read, now.json)),
    ];
  },
} as const satisfies Check;

/** Both answers show the same streams of the discovered catalog, selected or not. */
function lostFrame(updated: JsonObject, got: unknown): readonly Violation[] {
  if (updated['catalogId'] === undefined) return [];
  const [answered, shown] = [streamNames(updated), streamNames(got)];
  return violationIf(JSON.stringify(answered) !== JSON.stringify(shown), () => ({
    title: 'A get after update shows other streams of the discovered catalog',
    expected: show(answered),
    received: show(shown),
    pointer: '/syncCatalog/streams',
    kind: 'frame',
  }));
}

function streamNames(read: unknown): readonly string[] {
  return listAt(member(read, 'syncCatalog'), 'streams')
    .map((entry) => streamIdentity(member(entry, 'stream')))
    .toSorted();
}
