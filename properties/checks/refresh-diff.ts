import { isObject, member } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { writes } from '../model/case.ts';
import { streamsOf, transformedStream } from '../model/streams-shown.ts';
import { isCertain, isRefresh } from '../model/worlds.ts';
import { catalogDifference } from './catalog-difference.ts';
import type { Check, Observation, Past, Violation } from './check.ts';
import { fieldFaults, schemaFaults } from './field-transforms.ts';
import { lostChoices } from './lost-choices.ts';
import { show } from './show.ts';
import { connectionOf } from './shown-connection.ts';
import { violationIf } from './violation-if.ts';

export const refreshDiff = {
  id: 'refresh-diff',
  law: 'A get that refreshes says what has changed in the source, as the streams before and after it show. It keeps what was chosen for the streams that are still there, in its own answer and in later ones.',
  meaning: 'Changes of the source schema are not shown, or shown wrongly, before the user accepts them.',
  exceptions:
    'A choice is dropped when the discovered stream no longer supports it or lacks its fields. Streams that are not selected, and those with field selection, may be shown in part. The check needs consent to refresh.',
  severity: 'high',
  inspect(now, past) {
    const kept = isRefresh(now) ? undefined : keptSince(now, past);
    if (now.answer.status !== 200 || !isObject(now.json)) return undefined;
    if (!isRefresh(now)) return kept && lostChoices(kept, now.json, 'A read after a refresh has');
    const transforms = member(now.json['catalogDiff'], 'transforms');
    const before = connectionOf(now, past);
    const known = before !== undefined && isCertain(before, 'syncCatalog') ? before : undefined;
    const lost = lostChoices(known?.read ?? {}, now.json, 'A refresh has');
    if (!Array.isArray(transforms))
      return [
        {
          title: 'A refreshing get does not say what has changed',
          expected: 'catalogDiff with transforms',
          received: show(now.json['catalogDiff']),
          pointer: '/catalogDiff',
        },
        ...lost,
      ];
    const faults = [...inconsistencies(now.json, transforms), ...fieldFaults(transforms, streamsOf(now.json))];
    if (faults.length > 0) return [...faults, ...lost];
    const difference = known === undefined ? [] : catalogDifference(known, now.json);
    if (difference.length > 0) return [...lost, ...difference];
    // A discovered catalog is compared as it is shown; what was sent may be stored in another form.
    const isFramed = known?.read['catalogId'] !== undefined && known.readBy !== 'create';
    const shown = { before: isFramed ? streamsOf(known.read) : undefined, after: streamsOf(now.json) };
    return [...lost, ...schemaFaults(transforms, shown)];
  },
} as const satisfies Check;

/** The last read of the connection before a refresh by the case, where nothing was written to it since. */
function keptSince(now: Observation, past: Past): JsonObject | undefined {
  const known = now.operation === 'webBackendGetConnection' ? connectionOf(now, past) : undefined;
  if (known === undefined || now.step.intent.kind !== 'valid' || now.step.group !== undefined) return undefined;
  const { observations } = past;
  const since = observations.slice(observations.findLastIndex(({ json }) => json === known.read) + 1);
  const isWritten = since.some(({ step }) => step.handle === known.handle && writes(step));
  return since.some(isRefresh) && !isWritten ? known.read : undefined;
}

/** Added streams are in the refreshed catalog, removed ones are not. */
function inconsistencies(read: JsonObject, transforms: readonly unknown[]): readonly Violation[] {
  const shown = new Set(streamsOf(read).keys());
  return transforms.flatMap((transform) => {
    const type = member(transform, 'transformType');
    const identity = transformedStream(transform);
    const isWrong =
      (type === 'add_stream' && !shown.has(identity)) || (type === 'remove_stream' && shown.has(identity));
    return violationIf(isWrong, () => ({
      title: `catalogDiff names ${show(type)}, and the catalog says otherwise`,
      expected: `${identity} ${type === 'add_stream' ? 'in' : 'not in'} the catalog`,
      received: show([...shown]),
      pointer: '/catalogDiff/transforms',
      detail: String(type),
    }));
  });
}
