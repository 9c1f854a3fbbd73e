import { comparableMember, comparableRead, differences, idOf, isObject } from '../model/read-back.ts';
import type { JsonObject } from '../model/read-back.ts';
import type { Check, Violation } from './check.ts';
import { readOf } from './read-of.ts';
import { show, showDifference } from './show.ts';

/** Members of a create body that come back under the same name; the rest is ignored, renamed or derived. */
const readBack = [
  'name',
  'sourceId',
  'destinationId',
  'status',
  'namespaceDefinition',
  'namespaceFormat',
  'prefix',
  'syncCatalog',
  'scheduleType',
  'scheduleData',
  'resourceRequirements',
  'operations',
  'geography',
  'nonBreakingChangesPreference',
] as const;

export const createEqualsGet: Check = {
  id: 'create-equals-get',
  law: 'A created connection has what was sent, in the answer to create and in a get after it.',
  exceptions:
    'Absent lists may come back empty, aliases are derived, jobs move, the order of operations and selected fields is free.',
  severity: 'high',
  concerns: (now, past) =>
    now.operation === 'webBackendCreateConnection' || readOf(now, past, 'get')?.before.readBy === 'create',
  inspect(now, past) {
    if (now.operation === 'webBackendCreateConnection') {
      if (now.answer.status !== 200 || now.step.intent.kind !== 'valid' || !isObject(now.body) || !isObject(now.json))
        return undefined;
      return writtenDifference('Create', now.body, now.json, readBack) ?? otherCatalog('Create', now.body, now.json);
    }
    const read = readOf(now, past, 'get');
    if (read?.before.readBy !== 'create' || read.before.refusedSince > 0 || read.before.othersWrittenSince > 0)
      return undefined;
    // Create shows the streams as sent, get frames them by the discovered catalog where one was named.
    const isFramed = read.after['catalogId'] !== undefined;
    const shown = (of: JsonObject): JsonObject => {
      const { syncCatalog, ...others } = comparableRead(of, past.declaredReadMembers);
      return isFramed ? others : { ...others, syncCatalog };
    };
    const [difference] = differences(shown(read.before.read), shown(read.after));
    return difference === undefined
      ? undefined
      : {
          title: `A get after create shows another ${difference.pointer}`,
          ...showDifference(difference),
          pointer: difference.pointer,
        };
  },
};

/** The first member that was sent and did not come back. */
export function writtenDifference(
  writer: string,
  body: JsonObject,
  read: JsonObject,
  members: readonly string[],
): Violation | undefined {
  for (const key of members) {
    const sent = body[key];
    if (sent === undefined) continue;
    const received = read[key];
    if (received === undefined && isEmpty(sent)) continue;
    const [difference] = differences(comparableMember(key, sent), comparableMember(key, received));
    if (difference !== undefined) {
      const pointer = `/${key}${difference.pointer}`;
      return {
        title: `${writer} did not store ${pointer}`,
        ...showDifference(difference),
        pointer,
        kind: 'written',
      };
    }
  }
  return undefined;
}

/** What is sent as `sourceCatalogId` reads as `catalogId`. */
export function otherCatalog(writer: string, body: JsonObject, read: JsonObject): Violation | undefined {
  const { sourceCatalogId } = body;
  const { catalogId } = read;
  if (typeof sourceCatalogId !== 'string' || idOf(catalogId) === idOf(sourceCatalogId)) return undefined;
  return {
    title: `${writer} did not store the sourceCatalogId`,
    expected: show(sourceCatalogId),
    received: show(catalogId),
    pointer: '/catalogId',
    kind: 'written',
  };
}

/** Empty text, lists and objects may be omitted from an answer. */
function isEmpty(value: unknown): boolean {
  return (
    value === '' || (Array.isArray(value) && value.length === 0) || (isObject(value) && Object.keys(value).length === 0)
  );
}
