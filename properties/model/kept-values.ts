/** What an accepted input must read as: as it was sent, or as its schema declares it. */
import { isObject, listAt, member } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { operations } from '../../schemas/operations.ts';
import type { Operation, OperationId } from '../../schemas/operations.ts';
import { asDeclared } from './as-declared.ts';
import { comparableMember, differences, isEmpty } from './read-back.ts';
import type { Difference } from './read-back.ts';

/** Released servers leave these out of account, and say so; the id of the catalog reads under another name. */
const notRead = new Set(['operationIds', 'skipReset', 'schedule', 'sourceCatalogId']);

/** Where members of a body are not kept in a read; what the body leaves out or has null for is free. */
export function lostValues(
  operation: OperationId,
  {
    body,
    read,
    members,
  }: { readonly body: JsonObject; readonly read: JsonObject; readonly members: readonly string[] },
): readonly Difference[] {
  const { request }: Operation = operations[operation];
  const declared = request === undefined ? body : asDeclared(body, request);
  const forms = [declared, body, selectingUnsaid(declared)].map(readable);
  return members
    .filter((key) => !notRead.has(key))
    .flatMap((key) => {
      const [lost = [], ...others] = forms.map((sent) => lostFrom(key, sent, read));
      // Kept in one form is kept.
      return others.some((one) => one.length === 0) ? [] : lost;
    });
}

/** A stream of which nobody says whether it is selected is selected for some servers, and not for others. */
function selectingUnsaid(body: unknown): unknown {
  const { syncCatalog } = isObject(body) ? body : {};
  if (!isObject(body) || !isObject(syncCatalog)) return body;
  const streams = listAt(syncCatalog, 'streams').map((entry) => {
    const config = member(entry, 'config');
    return isObject(entry) && isObject(config) ? { ...entry, config: { selected: true, ...config } } : entry;
  });
  return { ...body, syncCatalog: { ...syncCatalog, streams } };
}

function lostFrom(key: string, sent: unknown, read: JsonObject): readonly Difference[] {
  const value = member(sent, key);
  if (value === undefined || value === null || (read[key] === undefined && isEmpty(value))) return [];
  // Operations are compared as wholes: what is null in one may be anything in all of them.
  const free = key === 'operations' ? nullKeysIn(value) : new Set<string>();
  return differences(
    comparableMember(key, withoutKeys(free, value)),
    comparableMember(key, withoutKeys(free, read[key])),
  )
    .filter(({ pointer, expected }) => expected !== undefined && (expected !== null || isInSchema(key, pointer)))
    .filter(({ expected, received }) => !readsAlike(expected, received))
    .map((difference) => ({ ...difference, pointer: `/${key}${difference.pointer}` }));
}

/** The schema of a stream is free JSON: null is a value there. */
function isInSchema(key: string, pointer: string): boolean {
  return key === 'syncCatalog' && /^\/\d+\/jsonSchema\//.test(pointer);
}

/** Members of newer releases have no schema here: what reads alike is kept, whatever its type. That it has the declared one is another law. */
function readsAlike(sent: unknown, read: unknown): boolean {
  const text = scalarIn(sent);
  return text !== undefined && text === scalarIn(read);
}

function scalarIn(value: unknown): string | undefined {
  if (Array.isArray(value) && value.length === 1) return scalarIn(value[0]);
  if (typeof value === 'string') return value;
  const isScalar = typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean';
  return isScalar ? String(value) : undefined;
}

function nullKeysIn(value: unknown): ReadonlySet<string> {
  if (typeof value !== 'object' || value === null) return new Set();
  return new Set(
    Object.entries(value).flatMap(([key, child]) => [...(child === null ? [key] : []), ...nullKeysIn(child)]),
  );
}

function withoutKeys(keys: ReadonlySet<string>, value: unknown): unknown {
  if (keys.size === 0 || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((child) => withoutKeys(keys, child));
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, child]) => (keys.has(key) ? [] : [[key, withoutKeys(keys, child)]])),
  );
}

/** Only the data that the type of the schedule names can be read; the legacy schedule reads as a basic one. */
function readable(sent: unknown): unknown {
  const { schedule, scheduleType, scheduleData, ...others } = isObject(sent) ? sent : {};
  if (isObject(schedule) && scheduleType === undefined)
    return { ...others, scheduleType: 'basic', scheduleData: { basicSchedule: schedule } };
  const half = scheduleType === 'basic' ? 'basicSchedule' : 'cron';
  const named = member(scheduleData, half);
  // Data without a type are none on a create, where the type is manual then.
  return (scheduleType ?? 'manual') === 'manual' || named === undefined
    ? { ...others, scheduleType }
    : { ...others, scheduleType, scheduleData: { [half]: named } };
}
