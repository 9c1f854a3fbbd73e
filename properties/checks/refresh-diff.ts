import { isObject, member } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { isCertain, isRefresh } from '../model/worlds.ts';
import { catalogDifference } from './catalog-difference.ts';
import type { Check, Violation } from './check.ts';
import { fieldFaults, missingChanges } from './field-transforms.ts';
import { show } from './show.ts';
import { connectionOf } from './shown-connection.ts';
import { streamIdentity, streamsOf } from './streams-shown.ts';

export const refreshDiff = {
  id: 'refresh-diff',
  law: 'A get that refreshes says what has changed in the source, as the streams before and after it show. It keeps what was chosen for the streams that are still there.',
  meaning: 'Changes of the source schema are not shown, or shown wrongly, before the user accepts them.',
  exceptions:
    'A choice is dropped when the discovered stream no longer supports it or lacks its fields. Streams that are not selected, and those with field selection, may be shown in part. The check needs consent to refresh.',
  severity: 'high',
  concerns: isRefresh,
  inspect(now, past) {
    if (now.answer.status !== 200 || !isObject(now.json)) return [];
    const transforms = member(now.json['catalogDiff'], 'transforms');
    const before = connectionOf(now, past);
    const isKnown = before !== undefined && isCertain(before, 'syncCatalog');
    if (!Array.isArray(transforms))
      return [
        {
          title: 'A refreshing get does not say what has changed',
          expected: 'catalogDiff with transforms',
          received: show(now.json['catalogDiff']),
          pointer: '/catalogDiff',
        },
        ...(isKnown ? lostChoices(before.read, now.json) : []),
      ];
    const faults = [
      ...inconsistencies(now.json, transforms),
      ...fieldFaults(transforms, streamsOf(now.json)),
      ...(isKnown && before.readBy === 'get' && before.read['catalogId'] !== undefined
        ? missingChanges(transforms, streamsOf(before.read), streamsOf(now.json))
        : []),
    ];
    return [
      ...faults,
      ...(isKnown ? lostChoices(before.read, now.json) : []),
      ...(isKnown && faults.length === 0 ? catalogDifference(before, now.json) : []),
    ];
  },
} as const satisfies Check;

/** Added streams are in the refreshed catalog, removed ones are not. */
function inconsistencies(read: JsonObject, transforms: readonly unknown[]): readonly Violation[] {
  const shown = new Set(streamsOf(read).keys());
  return transforms.flatMap((transform) => {
    const type = member(transform, 'transformType');
    const identity = streamIdentity(member(transform, 'streamDescriptor'));
    const isWrong =
      (type === 'add_stream' && !shown.has(identity)) || (type === 'remove_stream' && shown.has(identity));
    return isWrong
      ? [
          {
            title: `catalogDiff names ${show(type)}, and the catalog says otherwise`,
            expected: `${identity} ${type === 'add_stream' ? 'in' : 'not in'} the catalog`,
            received: show([...shown]),
            pointer: '/catalogDiff/transforms',
            detail: type,
          },
        ]
      : [];
  });
}

function lostChoices(before: JsonObject, after: JsonObject): readonly Violation[] {
  const refreshed = streamsOf(after);
  return [...streamsOf(before)].flatMap(([identity, entry]) => {
    const now = refreshed.get(identity);
    const chosen = member(entry, 'config');
    const isSame =
      JSON.stringify(member(member(entry, 'stream'), 'jsonSchema')) ===
      JSON.stringify(member(member(now, 'stream'), 'jsonSchema'));
    if (now === undefined || !isSame || member(chosen, 'selected') !== true) return [];
    return (['selected', 'destinationSyncMode', 'primaryKey'] as const).flatMap((key) => {
      const value = member(chosen, key);
      if (Array.isArray(value) && value.length === 0) return [];
      if (JSON.stringify(value) === JSON.stringify(member(member(now, 'config'), key))) return [];
      return [
        {
          title: `A refresh lost the ${key} that was chosen for a stream`,
          expected: show(value),
          received: show(member(member(now, 'config'), key)),
          pointer: `/syncCatalog/streams/config/${key}`,
          kind: 'choice',
        },
      ];
    });
  });
}
