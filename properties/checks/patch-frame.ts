import { defined } from '../../src/json/defined.ts';
import { isObject } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { comparableRead, differences } from '../model/read-back.ts';
import { ignoredUpdate, resetByUpdate } from './causes.ts';
import type { Check, Past, Violation } from './check.ts';
import { membersOf, otherCatalog, writtenDifferences } from './create-equals-get.ts';
import { differing } from './differing.ts';
import { isNoOp } from './no-op-update.ts';
import { readOf } from './read-of.ts';
import type { Read } from './read-of.ts';

/** Members of an update that come back as they were sent. The others have checks of their own or come back in another shape. */
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
  'backfillPreference',
  'destinationCatalogId',
] as const;

/** Other members that may change with a member: the mirror of the schedule, and derived flags. */
const consequences: Readonly<Record<string, readonly string[]>> = {
  scheduleType: ['schedule', 'scheduleData'],
  scheduleData: ['schedule', 'scheduleType'],
  syncCatalog: ['schemaChange'],
  sourceCatalogId: ['catalogId', 'syncCatalog', 'schemaChange'],
};

export const patchFrame = {
  id: 'patch-frame',
  law: 'An update changes what it sends and nothing else.',
  meaning: 'Saving one setting silently changes another one.',
  exceptions:
    'An update without changes is judged by no-op-update. The legacy schedule mirrors the new one, and schemaChange follows the catalog.',
  severity: 'high',
  concerns: (now, past) => readOf(now, past, 'update') !== undefined && !isNoOp(now.body),
  inspect(now, past) {
    const read = readOf(now, past, 'update');
    if (read === undefined || !isObject(now.body)) return [];
    const { body } = now;
    const sent = Object.keys(body).filter((key) => body[key] !== undefined && body[key] !== null);
    return [...lostMembers(body, read, past), ...changedOthers(sent, read, past)];
  },
} as const satisfies Check;

function lostMembers(body: JsonObject, read: Read, past: Past): readonly Violation[] {
  const lost = [
    ...writtenDifferences('Update', body, read.after, patched),
    ...otherCatalog('Update', body, read.after),
  ];
  const cause = lost.length === 0 ? undefined : ignoredUpdate(read, past);
  return cause === undefined ? lost : lost.map((violation) => ({ ...violation, cause }));
}

function changedOthers(sent: readonly string[], read: Read, past: Past): readonly Violation[] {
  const mayChange = new Set(sent.flatMap((key) => [key, ...(consequences[key] ?? [])]));
  const frame = (of: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(comparableRead(of, past.declaredReadMembers)).filter(([key]) => !mayChange.has(key)),
    );
  const found = differences(frame(read.before.read), frame(read.after));
  if (found.length === 0) return [];
  const changed = sent.filter((key) => key !== 'connectionId' && key !== 'skipReset');
  const cause = resetByUpdate(read, { lost: membersOf(found), mayChange }, past);
  return found.map((difference) => {
    const place = `"${difference.pointer.slice(1)}"`;
    return differing(
      difference,
      () => `Updating ${changed.map((key) => `"${key}"`).join(', ')} also changed ${place}`,
      {
        kind: 'frame',
        blames: { what: 'members', otherwise: `An update changed ${place}, which it does not name` },
        ...defined({ cause }),
      },
    );
  });
}
