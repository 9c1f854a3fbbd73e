import { isObject } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { comparableMember, comparableRead, differences, idOf } from '../model/read-back.ts';
import { ignoredCreate } from './causes.ts';
import type { Check, Violation } from './check.ts';
import { differing } from './differing.ts';
import { readOf } from './read-of.ts';
import { show } from './show.ts';

/** Members of a create body that come back under the same name. The others are ignored, renamed or derived. */
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
  // Since 2024 or later: sent where the release declares them.
  'notifySchemaChanges',
  'backfillPreference',
  'destinationCatalogId',
] as const;

export const createEqualsGet = {
  id: 'create-equals-get',
  law: 'A created connection has what was sent, both in the answer to create and in a get after it.',
  meaning: 'What a user has set up is not what is stored.',
  exceptions:
    'Absent lists may come back empty. Aliases are derived. Jobs move. Operations and selected fields may come in any order.',
  severity: 'high',
  concerns: (now, past) =>
    now.operation === 'webBackendCreateConnection' || readOf(now, past, 'get')?.before.readBy === 'create',
  inspect(now, past) {
    if (now.operation === 'webBackendCreateConnection') {
      if (now.answer.status !== 200 || now.step.intent.kind !== 'valid' || !isObject(now.body) || !isObject(now.json))
        return [];
      return lostByCreate(now.body, now.json);
    }
    const read = readOf(now, past, 'get');
    if (read?.before.readBy !== 'create' || read.before.refusedSince > 0 || read.before.othersWrittenSince > 0)
      return [];
    // Create shows the streams as they were sent. With a discovered catalog, get shows the streams of that catalog.
    const isFramed = read.after['catalogId'] !== undefined;
    const shown = (of: JsonObject): JsonObject => {
      const { syncCatalog, ...others } = comparableRead(of, past.declaredReadMembers);
      return isFramed ? others : { ...others, syncCatalog };
    };
    return differences(shown(read.before.read), shown(read.after)).map((difference) =>
      differing(difference, (place) => `A get after create shows another ${place}`),
    );
  },
} as const satisfies Check;

/** The members that a create sent and that its answer lacks or changes. */
export function lostByCreate(body: JsonObject, read: JsonObject): readonly Violation[] {
  const lost = [...writtenDifferences('Create', body, read, readBack), ...otherCatalog('Create', body, read)];
  const cause = lost.length === 0 ? undefined : ignoredCreate(body, membersOf(lost));
  return cause === undefined ? lost : lost.map((violation) => ({ ...violation, cause }));
}

/** The top-level members that violations are about. */
export function membersOf(violations: readonly { readonly pointer?: string }[]): ReadonlySet<string> {
  return new Set(violations.map(({ pointer = '' }) => pointer.split('/')[1] ?? ''));
}

/** The members that were sent and did not come back as sent. */
export function writtenDifferences(
  writer: string,
  body: JsonObject,
  read: JsonObject,
  members: readonly string[],
): readonly Violation[] {
  return members.flatMap((key) => {
    const sent = body[key];
    const received = read[key];
    if (sent === undefined || (received === undefined && isEmpty(sent))) return [];
    return differences(comparableMember(key, sent), comparableMember(key, received)).map((difference) =>
      differing(
        { ...difference, pointer: `/${key}${difference.pointer}` },
        (place) => `${writer} did not store ${place}`,
        { kind: 'written' },
      ),
    );
  });
}

/** A read shows the sent `sourceCatalogId` as `catalogId`. */
export function otherCatalog(writer: string, body: JsonObject, read: JsonObject): readonly Violation[] {
  const { sourceCatalogId } = body;
  const { catalogId } = read;
  if (typeof sourceCatalogId !== 'string' || idOf(catalogId) === idOf(sourceCatalogId)) return [];
  return [
    {
      title: `${writer} did not store the sourceCatalogId`,
      expected: show(sourceCatalogId),
      received: show(catalogId),
      pointer: '/catalogId',
      kind: 'written',
    },
  ];
}

/** Empty text, lists and objects may be omitted from an answer. */
function isEmpty(value: unknown): boolean {
  return (
    value === '' || (Array.isArray(value) && value.length === 0) || (isObject(value) && Object.keys(value).length === 0)
  );
}
