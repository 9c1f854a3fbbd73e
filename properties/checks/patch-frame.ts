import { comparableRead, differences, isObject } from '../model/read-back.ts';
import type { JsonObject } from '../model/read-back.ts';
import type { Check } from './check.ts';
import { otherCatalog, writtenDifference } from './create-equals-get.ts';
import { isNoOp } from './no-op-update.ts';
import { readOf } from './read-of.ts';
import { showDifference } from './show.ts';

/** Members of an update that have checks of their own, or come back in another shape. */
const patched = [
  'name',
  'status',
  'namespaceDefinition',
  'namespaceFormat',
  'prefix',
  'resourceRequirements',
  'geography',
  'nonBreakingChangesPreference',
  'notifySchemaChanges',
  'notifySchemaChangesByEmail',
] as const;

/** What else a member may change: the mirror of the schedule, and derived flags. */
const consequences: Readonly<Record<string, readonly string[]>> = {
  scheduleType: ['schedule', 'scheduleData'],
  scheduleData: ['schedule', 'scheduleType'],
  syncCatalog: ['schemaChange'],
  sourceCatalogId: ['catalogId', 'syncCatalog', 'schemaChange'],
};

export const patchFrame: Check = {
  id: 'patch-frame',
  law: 'An update changes what it sends and nothing else.',
  exceptions:
    'An update without changes has a check of its own. The legacy schedule mirrors the new one; schemaChange follows the catalog.',
  severity: 'high',
  concerns: (now, past) => readOf(now, past, 'update') !== undefined && !isNoOp(now.body),
  inspect(now, past) {
    const read = readOf(now, past, 'update');
    // What changes without a change is the business of no-op-update.
    if (read === undefined || !isObject(now.body) || isNoOp(now.body)) return undefined;
    const { body } = now;
    const sent = Object.keys(body).filter((key) => body[key] !== undefined && body[key] !== null);
    const written = writtenDifference('Update', body, read.after, patched) ?? otherCatalog('Update', body, read.after);
    if (written !== undefined) return written;
    const mayChange = new Set(sent.flatMap((key) => [key, ...(consequences[key] ?? [])]));
    const frame = (of: JsonObject): JsonObject =>
      Object.fromEntries(
        Object.entries(comparableRead(of, past.declaredReadMembers)).filter(([key]) => !mayChange.has(key)),
      );
    const [difference] = differences(frame(read.before.read), frame(read.after));
    if (difference === undefined) return undefined;
    const changed = sent.filter((key) => key !== 'connectionId' && key !== 'skipReset');
    return {
      title: `Updating ${changed.map((key) => `"${key}"`).join(', ')} also changed "${difference.pointer.slice(1)}"`,
      ...showDifference(difference),
      pointer: difference.pointer,
      kind: 'frame',
    };
  },
};
