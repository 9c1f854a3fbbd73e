import { isObject, member } from '../model/read-back.ts';
import type { JsonObject } from '../model/read-back.ts';
import type { Check, Observation, Violation } from './check.ts';
import { show } from './show.ts';

export const refreshDiff: Check = {
  id: 'refresh-diff',
  law: 'A refreshing get says what has changed in the source, and keeps what was chosen for the streams that are still there.',
  exceptions:
    'A choice that the discovered stream no longer supports, or whose fields are gone, gives way. The whole check needs consent to refresh.',
  severity: 'high',
  concerns: isRefresh,
  inspect(now, past) {
    if (!isRefresh(now) || now.answer.status !== 200 || !isObject(now.json)) return undefined;
    const transforms = member(now.json['catalogDiff'], 'transforms');
    if (!Array.isArray(transforms))
      return {
        title: 'A refreshing get does not say what has changed',
        expected: 'catalogDiff with transforms',
        received: show(now.json['catalogDiff']),
        pointer: '/catalogDiff',
      };
    const before = past.connection(now.step.handle ?? -1);
    return (
      inconsistency(now.json, transforms) ??
      (before === undefined || before.uncertain ? undefined : lostChoice(before.read, now.json))
    );
  },
};

/** A get that asks the source again: it may change every connection of the source. */
export function isRefresh({ operation, body }: Observation): boolean {
  return operation === 'webBackendGetConnection' && isObject(body) && body['withRefreshedCatalog'] === true;
}

/** Added streams are in the refreshed catalog, removed ones are not. */
function inconsistency(read: JsonObject, transforms: readonly unknown[]): Violation | undefined {
  const shown = new Set(streamsOf(read).keys());
  for (const transform of transforms) {
    const type = member(transform, 'transformType');
    const identity = identityOf(member(transform, 'streamDescriptor'));
    const isWrong =
      (type === 'add_stream' && !shown.has(identity)) || (type === 'remove_stream' && shown.has(identity));
    if (isWrong)
      return {
        title: `catalogDiff names ${show(type)}, and the catalog says otherwise`,
        expected: `${identity} ${type === 'add_stream' ? 'in' : 'not in'} the catalog`,
        received: show([...shown]),
        pointer: '/catalogDiff/transforms',
      };
  }
  return undefined;
}

function lostChoice(before: JsonObject, after: JsonObject): Violation | undefined {
  const refreshed = streamsOf(after);
  for (const [identity, entry] of streamsOf(before)) {
    const now = refreshed.get(identity);
    const chosen = member(entry, 'config');
    const isSame =
      JSON.stringify(member(member(entry, 'stream'), 'jsonSchema')) ===
      JSON.stringify(member(member(now, 'stream'), 'jsonSchema'));
    if (now === undefined || !isSame || member(chosen, 'selected') !== true) continue;
    for (const key of ['selected', 'destinationSyncMode', 'primaryKey'] as const) {
      const value = member(chosen, key);
      if (Array.isArray(value) && value.length === 0) continue;
      if (JSON.stringify(value) === JSON.stringify(member(member(now, 'config'), key))) continue;
      return {
        title: `A refresh lost the ${key} that was chosen for a stream`,
        expected: show(value),
        received: show(member(member(now, 'config'), key)),
        pointer: `/syncCatalog/streams/config/${key}`,
        kind: 'choice',
      };
    }
  }
  return undefined;
}

function streamsOf(read: JsonObject): ReadonlyMap<string, unknown> {
  const streams = member(read['syncCatalog'], 'streams');
  return new Map(Array.isArray(streams) ? streams.map((entry) => [identityOf(member(entry, 'stream')), entry]) : []);
}

function identityOf(stream: unknown): string {
  return JSON.stringify([member(stream, 'namespace') ?? '', member(stream, 'name')]);
}
