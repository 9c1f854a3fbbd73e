/** What may be stored after a write, and after a refresh. */
import { isObject } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { allowedAt, anyMember, stateOf, withAllowed, withFree } from './connection-state.ts';
import type { ConnectionState } from './connection-state.ts';
import { comparableMember, declared, isEmpty, isUnset } from './read-back.ts';
import type { Comparable } from './read-back.ts';

/**
 * How far a write is known to have been carried out: `stored`, as it was answered; `perhaps`, where what it names may be as before as well;
 * `anyhow`, where what it names may be anything, as it has a mistake.
 */
export type Outcome = 'stored' | 'perhaps' | 'anyhow';

/** Members of reads that do not come back as a write has sent them: they are ignored, or left out by some releases. */
const notAsSent = new Set(['schedule', 'operationIds', 'dataplaneGroupId']);

/** Other members that may change with a member: the mirror of the schedule, and derived flags. */
const consequences: Readonly<Record<string, readonly string[]>> = {
  scheduleType: ['schedule', 'scheduleData'],
  scheduleData: ['schedule', 'scheduleType'],
  syncCatalog: ['schemaChange'],
  sourceCatalogId: ['catalogId', 'syncCatalog', 'schemaChange'],
};

/** The members that a body sends; null is absent. */
export function sentMembers(body: unknown): readonly string[] {
  return Object.entries(isObject(body) ? body : {})
    .filter(([key, value]) => key !== 'connectionId' && key !== 'skipReset' && value !== undefined && value !== null)
    .map(([key]) => key);
}

/** The members of a read that a write may change. */
export function touchedBy(body: unknown): ReadonlySet<string> {
  return new Set(sendersIn(body).keys());
}

/** The same, each with the member that was sent and may change it. */
export function sendersIn(body: unknown): ReadonlyMap<string, string> {
  const sent = sentMembers(body);
  return new Map([
    ...sent.flatMap((key) => (consequences[key] ?? []).map((member) => [member, key] as const)),
    ...sent.map((key) => [key, key] as const),
  ]);
}

/** The state after an update with this body. A deprecated connection may ignore what it accepts. */
export function afterUpdate(before: ConnectionState, body: unknown, outcome: Outcome): ConnectionState {
  if (outcome === 'anyhow') return withFree(before, isObject(body) ? [...touchedBy(namedIn(body))] : [anyMember]);
  const mayIgnore = allowedAt(before, 'status')?.includes('deprecated') !== false;
  const after = written(before, body, outcome === 'perhaps' || mayIgnore);
  // A discovered catalog frames the streams: it brings some and hides others.
  return touchedBy(body).has('syncCatalog') && after.shown['catalogId'] !== undefined
    ? withFree(after, ['syncCatalog'])
    : after;
}

/** What the answer to a create has to show, whose other members may be anything. */
export function afterCreate(answer: Comparable, body: unknown): ConnectionState {
  return written(stateOf(answer), body, false);
}

function written(before: ConnectionState, body: unknown, isUncertain: boolean): ConnectionState {
  if (!isObject(body)) return before;
  let after = withFree(before, [...touchedBy(body)]);
  for (const key of sentMembers(body)) {
    const member = key === 'sourceCatalogId' ? 'catalogId' : key;
    const was = isUncertain ? allowedAt(before, member) : [];
    // Data beside a manual schedule say nothing.
    const saysNothing = key === 'scheduleData' && body['scheduleType'] === 'manual';
    if (was !== undefined && declared.has(member) && !notAsSent.has(key) && !saysNothing)
      after = withAllowed(after, member, [...valuesOf(member, body[key]), ...was]);
  }
  return after;
}

function valuesOf(member: string, sent: unknown): readonly unknown[] {
  if (isUnset(member, sent)) return [undefined];
  const shown = comparableMember(member, sent);
  // The same tag twice is one tag.
  const once = member === 'tags' && Array.isArray(shown) ? [...new Set<unknown>(shown)] : shown;
  return [once, ...(isEmpty(sent) ? [undefined] : [])];
}

/** The body without the members that are null. */
export function withoutNull(body: unknown): unknown {
  return isObject(body) ? Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null)) : body;
}

/** Everything that a body with a mistake may be taken to name: null as well, and what stands one level too deep. */
function namedIn(body: JsonObject): JsonObject {
  const inner = Object.values(body).flatMap((value) => (isObject(value) ? Object.keys(value) : []));
  return Object.fromEntries([...inner, ...Object.keys(body)].map((key) => [key, true]));
}

/** A refresh may switch a connection off. What follows from the discovered catalog may be anything. */
export function afterRefresh(before: ConnectionState): ConnectionState {
  const freed = withFree(before, ['schemaChange', 'breakingChange', 'syncCatalog', 'catalogId']);
  const statuses = allowedAt(freed, 'status') ?? [];
  return statuses.includes('active') ? withAllowed(freed, 'status', [...new Set([...statuses, 'inactive'])]) : freed;
}
